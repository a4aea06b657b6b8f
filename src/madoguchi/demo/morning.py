"""Two weeks of mornings at the ward's schools, and this one: who is ill, who is late, whom nobody has told of."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction

from madoguchi.decide import actions as decide
from madoguchi.decide.queries.boards.days import school_days
from madoguchi.demo.school import Pupil, full_class, guardians_of
from madoguchi.demo.ward import Ward
from madoguchi.receive import actions as receive
from madoguchi.receive.actions.notices import Sending
from madoguchi.receive.models import Notice, RosterPerson
from madoguchi.receive.queries.notices import Family
from madoguchi.receive.queries.schools import places_of
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

SAID = {
    "発熱": ("昨夜から38.2度です。", "けさ37.8度ありました。", ""),
    "せき・のど": ("せきが続いています。", ""),
    "おなか": ("朝から2回もどしました。", ""),
    "頭がいたい": ("頭がいたいと言っています。", ""),
    "家の用事": ("歯医者のあと、10時ごろ行きます。", "祖母が迎えに行きます。", ""),
    "感染症": ("インフルエンザA型と言われました。",),
}
SHARE, LIKELY = 0.05, (9, 4, 3, 2, 3, 2)
EARLIER_DAYS = 9


@dataclass
class Mornings:
    ward: Ward
    pupils: list[Pupil]
    people: dict[str, RosterPerson]
    teacher: Actor
    rng: Random

    def live(self) -> int:
        """Every morning so far; returns how many notices there were."""
        now = clock.now().astimezone(clock.TOKYO)
        days = school_days(now.date() - timedelta(days=1), EARLIER_DAYS, step=-1)
        sent = sum(self._day(datetime.combine(day, time(8, 30), clock.TOKYO), SHARE) for day in days)
        sent += self._day(_this_morning(now), SHARE * 1.6)
        self._roll_call(now)
        return sent

    def _day(self, until: datetime, share: float) -> int:
        ill = [one for one in self.pupils if self.rng.random() < share]
        with transaction.atomic():
            for one in ill:
                self._send(one, until - timedelta(minutes=self.rng.randint(6, 69)), seen_by=until)
        return len(ill)

    def _send(self, one: Pupil, moment: datetime, *, seen_by: datetime) -> None:
        with clock.at(moment):
            notice = self._notice(one)
        if notice and self.rng.random() < 0.7:
            with clock.at(min(moment + timedelta(minutes=self.rng.randint(3, 20)), seen_by)):
                decide.see_notice(notice=notice, by=self.teacher)

    def _notice(self, one: Pupil) -> Notice | None:
        sender = self.people[next(iter(guardians_of(one.household)))]
        places = places_of([self.people[one.source_id].subject_id], clock.today())
        if not places:
            return None
        first, last = clock.today(), clock.today() + timedelta(days=self.rng.choices((0, 1, 2), (8, 1, 1))[0])
        reason = self.rng.choices(tuple(SAID), LIKELY)[0]
        kind = "absent" if reason != "家の用事" else self.rng.choice(("late", "early"))
        answers = {"kind": kind, "days": {"from": first.isoformat(), "to": last.isoformat()}, "reason": reason}
        answers |= {"words": words} if (words := self.rng.choice(SAID[reason])) else {}
        key = f"demo-{one.source_id}-{first}"
        sending = Sending(self.ward.versions["kesseki-renraku"], answers, key, sender)
        return receive.send_notices(sending=sending, places=places, by=Family(sender, "", places).by)[0]

    def _roll_call(self, now: datetime) -> None:
        """In one class a pupil is not there, and nobody has told."""
        told = set(Notice.objects.filter(last_day__gte=now.date(), ended_at=None).values_list("pupil_id", flat=True))
        for one in reversed(full_class(self.pupils)):
            person = self.people[one.source_id]
            places = places_of([person.subject_id], now.date())
            if person.pk not in told and places:
                decide.mark_unreported(pupil=person, school_class=places[0].school_class, by=self.teacher)
                return


def _this_morning(now: datetime) -> datetime:
    """Half past eight, or now, if the demo is made earlier in the day."""
    return max(min(now, now.replace(hour=8, minute=30, second=0)), now.replace(hour=1, minute=10, second=0))
