"""The mornings of the ward's schools as stories: the rosters come, two weeks pass, and this morning one is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from random import Random

from madoguchi.decide import actions as decide
from madoguchi.decide.queries.boards.days import school_days
from madoguchi.demo.play import Story
from madoguchi.demo.school import Pupil, full_class, guardians_of, open_schools, school_year
from madoguchi.demo.staff import SCHOOL_ACCOUNTS
from madoguchi.demo.ward import Ward, hire
from madoguchi.receive import actions as receive
from madoguchi.receive.actions.notices import Sending
from madoguchi.receive.models import Notice, RosterPerson
from madoguchi.receive.queries.notices import Family
from madoguchi.receive.queries.schools import places_of
from madoguchi.trail import clock

SAID = {
    "発熱": ("昨夜から38.2度です。", "けさ37.8度ありました。", ""),
    "せき・のど": ("せきが続いています。", ""),
    "おなか": ("朝から2回もどしました。", ""),
    "頭がいたい": ("頭がいたいと言っています。", ""),
    "家の用事": ("歯医者のあと、10時ごろ行きます。", "祖母が迎えに行きます。", ""),
    "感染症": ("インフルエンザA型と言われました。",),
}
SHARE, LIKELY = 0.05, (9, 4, 3, 2, 3, 2)
LATELY = timedelta(days=30)
"""Since when the schools take part, in spring: two whole months would begin in another school year."""


@dataclass
class Mornings:
    """What the stories share: the ward, who goes to school, and the dice."""

    ward: Ward
    pupils: list[Pupil]
    rng: Random

    def stories(self, now: datetime) -> Iterator[Story]:
        local = now.astimezone(clock.TOKYO)
        today = local.date()
        began = two_months_before(today)
        if school_year(began) != school_year(today):
            began = today - LATELY
        yield self._opening(datetime.combine(began, time(6), clock.TOKYO))
        for day in takewhile(lambda day: day < today, school_days(began, (today - began).days)):
            yield from self._day(datetime.combine(day, time(8, 30), clock.TOKYO), SHARE)
        this = max(min(local, local.replace(hour=8, minute=30, second=0)), local.replace(hour=1, minute=10, second=0))
        yield from self._day(this, SHARE * 1.6)
        yield self._roll_call(max(this, now - timedelta(seconds=2)))

    def _opening(self, moment: datetime) -> Story:
        """The rosters are taken over, and the schools' staff begin."""
        yield moment
        open_schools(self.ward, self.pupils)
        self.ward.staff.update(hire(SCHOOL_ACCOUNTS, since=clock.today()))

    def _day(self, until: datetime, share: float) -> Iterator[Story]:
        """`until`: when the teacher has looked at what came before."""
        for one in self.pupils:
            if self.rng.random() < share:
                sent = until - timedelta(minutes=self.rng.randint(6, 69))
                seen = min(sent + timedelta(minutes=self.rng.randint(3, 20)), until)
                yield self._told(one, sent, seen if self.rng.random() < 0.7 else None, Random(self.rng.random()))

    def _told(self, one: Pupil, sent: datetime, seen: datetime | None, rng: Random) -> Story:
        yield sent
        notice = self._send(one, rng)
        if seen:
            yield seen
            decide.see_notice(notice=notice, by=self.ward.actor("kimura"))

    def _send(self, one: Pupil, rng: Random) -> Notice:
        first, last = clock.today(), clock.today() + timedelta(days=rng.choices((0, 1, 2), (8, 1, 1))[0])
        reason = rng.choices(tuple(SAID), LIKELY)[0]
        kind = "absent" if reason != "家の用事" else rng.choice(("late", "early"))
        answers = {"kind": kind, "days": {"from": first.isoformat(), "to": last.isoformat()}, "reason": reason}
        answers |= {"words": words} if (words := rng.choice(SAID[reason])) else {}
        sender = person(next(iter(guardians_of(one.household))))
        places = places_of([person(one.source_id).subject_id], first)
        sending = Sending(self.ward.versions["kesseki-renraku"], answers, f"demo-{one.source_id}-{first}", sender)
        return receive.send_notices(sending=sending, places=places, by=Family(sender, "", places).by)[0]

    def _roll_call(self, moment: datetime) -> Story:
        """In one class a pupil is not there, and nobody has told."""
        yield moment
        told = set(Notice.objects.filter(last_day__gte=clock.today(), ended_at=None).values_list("pupil_id", flat=True))
        for entry in (person(one.source_id) for one in reversed(full_class(self.pupils))):
            if entry.pk not in told:
                place = places_of([entry.subject_id], clock.today())[0]
                decide.mark_unreported(pupil=entry, school_class=place.school_class, by=self.ward.actor("kimura"))
                return


def two_months_before(today: date) -> date:
    """The first of two whole months that are over and may be counted: a month waits for three days."""
    countable = (today - timedelta(days=3)).replace(day=1) - timedelta(days=1)
    return (countable.replace(day=1) - timedelta(days=1)).replace(day=1)


def person(source_id: str) -> RosterPerson:
    return RosterPerson.objects.get(source_id=source_id)
