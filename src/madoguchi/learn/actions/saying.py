"""Enter the asks of a report once; and say, as a named person, what becomes of one. Nothing is edited afterwards."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from madoguchi.declare.recommendations import Ask, Recommendations
from madoguchi.learn.errors import NoSuchAsk, NotSayable, NotYours, WordingAltered
from madoguchi.learn.models import EnteredAsk, Statement
from madoguchi.learn.queries.access import speaks_for
from madoguchi.learn.queries.adopted import Report, Wording
from madoguchi.people.models import Staff
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

LONGEST = 1000


@transaction.atomic
def enter(report: Recommendations, *, by: Actor) -> int:
    """Enter the asks that are new. Raises WordingAltered when one that was entered is now said in other words."""
    known = dict(EnteredAsk.objects.filter(report=report.recommendations).values_list("ask", "digest"))
    altered = [ask.id for _heading, ask in report.asks() if known.get(ask.id, digest_of(ask)) != digest_of(ask)]
    if altered:
        raise WordingAltered(altered)
    now = clock.now()
    new = [ask for _heading, ask in report.asks() if ask.id not in known]
    for ask in new:
        EnteredAsk(report=report.recommendations, ask=ask.id, ja=ask.words.ja, digest=digest_of(ask), at=now).save()
    if new:
        record("learn.asks_entered", by=by, about=("report", report.recommendations), asks=len(new))
    return len(new)


def digest_of(ask: Ask | Wording) -> str:
    """SHA-256 of the words of an ask and how strongly it asks."""
    return hashlib.sha256("\t".join([ask.words.ja, ask.words.en or "", ask.force]).encode()).hexdigest()


@transaction.atomic
def state(*, report: Report, ask: str, says: str, words: str, due: date | None, office: str, by: Actor) -> Statement:
    """Say what the administration does about an ask; saying the same again adds nothing.

    Raises NoSuchAsk, NotYours, NotSayable with every problem.
    """
    asked = next((one for _heading, one in report.asks() if one.id == ask), None)
    if asked is None:
        raise NoSuchAsk(ask)
    if not speaks_for(office, by):
        raise NotYours(office)
    if problems := _problems(says, words.strip()):
        raise NotSayable(problems)
    _keep_wording(report.recommendations, asked)
    if again := _already(report.recommendations, ask, says=says, words=words.strip(), due=due, office=office, by=by):
        return again
    staff = Staff.objects.get(pk=by.id)
    said = Statement(
        report=report.recommendations, ask=ask, says=says, words=words.strip(), due=due, office=office, staff=staff,
        name=staff.name, title=staff.title, at=clock.now(),
    )  # fmt: skip
    said.save()
    record("learn.stated", by=by, about=("ask", ask), says=says, office=office)
    return said


def _keep_wording(report: str, asked: Ask | Wording) -> None:
    """What is only adopted is entered with the first word about it: from then on it is known what was answered."""
    entered = {"ja": asked.words.ja, "digest": digest_of(asked), "at": clock.now()}
    EnteredAsk.objects.get_or_create(report=report, ask=asked.id, defaults=entered)


def _already(report: str, ask: str, *, by: Actor, **same: object) -> Statement | None:
    """The latest statement on that ask, where it is this one. Holds the ask, so that two clicks come one after the other."""
    EnteredAsk.objects.select_for_update().filter(report=report, ask=ask).first()
    last = Statement.objects.filter(report=report, ask=ask).order_by("pk").last()
    told = last and last.staff_id == int(by.id) and all(getattr(last, name) == value for name, value in same.items())
    return last if told else None


def _problems(says: str, words: str) -> dict[str, str]:
    problems = {}
    if says not in Statement.Says.values:
        problems["says"] = _("どれか1つを選んでください。")
    if not words:
        problems["words"] = _("何をしたか、何をしているかを書いてください。")
    elif len(words) > LONGEST:
        problems["words"] = _("1,000文字までにしてください。")
    return problems
