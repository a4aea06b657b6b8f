"""Asking for a correction (補正, 行政手続法7条): the clock stands still until the answer is here."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from madoguchi.decide import due
from madoguchi.decide.actions.moving import entrust, hold, keep, move, must_hold, told_due, version_of
from madoguchi.decide.actions.typed import clean
from madoguchi.decide.errors import Unacceptable
from madoguchi.decide.models import Case, Correction
from madoguchi.receive.actions import ask_correction, set_aside_correction, set_status
from madoguchi.receive.models import Application
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.models import Event


@transaction.atomic
def request_correction(
    *, case: Case, words: str, fields: Sequence[str], until: date, seen: int, by: Actor
) -> Correction:
    """Ask, naming the marked fields (declared paths) and the day until which an answer is awaited."""
    now = hold(case, seen=seen)
    staff, _role = must_hold(by, now)
    move(now, "request_correction")
    text = clean(words, field="words", required=_("何をどう直してほしいかを書いてください。"))
    if until <= clock.today():
        raise Unacceptable(until=_("あしたより後の日にしてください。"))
    now.paused_on = clock.today()
    keep(now, "paused_on")
    pages = _pages(now, fields)
    letter = ask_correction(now.number, words=text, pages=pages, until=until, by=by)
    asked = Correction.objects.create(
        case=now, asked_by=staff, asked_at=clock.now(), until=until, fields=list(fields), words_id=letter.record_id
    )
    record("decide.correction_requested", by=by, about=("case", now.number), pages=pages, until=until.isoformat())
    return asked


@transaction.atomic
def receive_correction(event: Event) -> Case:
    """Takes over from `receive.corrected`: new answers are in force, the clock goes on."""
    case = hold(Case.objects.get(number=event.about_id))
    move(case, "receive_correction")
    case.record_id = Application.objects.values_list("record_id", flat=True).get(pk=event.about_id)
    case.proposed_at, case.proposal = None, ""
    days = _run_again(case, Correction.End.ANSWERED)
    keep(case, "record_id", "proposed_at", "proposal", "paused_on", "due_on", "stopped_days")
    entrust(case, by=event.actor)
    set_status(case.number, status="in-review", due_on=told_due(case), by=event.actor)
    record("decide.correction_received", by=event.actor, about=("case", case.number), stopped=days)
    return case


@transaction.atomic
def resume(*, case: Case, seen: int, by: Actor) -> Case:
    """Go on without the answer: the day has passed, or what was missing came another way."""
    now = hold(case, seen=seen)
    must_hold(by, now)
    move(now, "resume")
    days = _run_again(now, Correction.End.RESUMED)
    keep(now, "paused_on", "due_on", "stopped_days")
    set_aside_correction(now.number, due_on=told_due(now), by=by)
    record("decide.review_resumed", by=by, about=("case", now.number), stopped=days)
    return now


def _run_again(case: Case, end: Correction.End) -> int:
    """Let the clock run; the due date moves by the days it stood still. Returns these days."""
    version = version_of(case)
    declared = version.procedure.case.standard_days
    unit, closing = declared.unit if declared else "calendar", version.municipality.closing_days
    days = due.stopped(case.paused_on or clock.today(), clock.today(), unit, closing)
    case.due_on = due.shifted(case.due_on, days, unit, closing)
    case.stopped_days, case.paused_on = case.stopped_days + days, None
    Correction.objects.filter(case=case, ended="").update(ended=end, ended_at=clock.now())
    return days


def _pages(case: Case, fields: Sequence[str]) -> list[str]:
    """The pages on which the marked fields stand, in the order of the form."""
    version = version_of(case)
    marked = {version.page_of(path).id for path in fields}
    return [page.id for page in version.procedure.pages if page.id in marked]
