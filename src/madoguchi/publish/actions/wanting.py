"""A request for data becomes public in the words of a member of staff; anybody may say that they want it too."""

from django.db import transaction

from madoguchi.decide.models import Case
from madoguchi.publish.actions.reusing import line
from madoguchi.publish.errors import NotNow, NotYours, TooMany, Unfit
from madoguchi.publish.models import Dataset, Vote, Wanted
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.voices import desks
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import RESIDENT, Actor

MOST_AN_HOUR = 60
"""Votes for one request. Nobody is recognised, so a machine that votes is stopped for all, and slowly enough to be seen."""


@transaction.atomic
def publish_request(*, case: Case, title: str, words: str, category: str = "", by: Actor) -> Wanted:
    """Put it on the public list. Raises NotYours, NotNow (no request for data, or on the list already), Unfit."""
    desk = desks().get("request")
    if not may_work(case.office, by):
        raise NotYours(case.office)
    taken = Wanted.objects.filter(case_number=case.number).exists()
    if desk is None or case.procedure != desk.procedure or case.state == "withdrawn" or taken:
        raise NotNow(case.number)
    now = clock.now()
    wanted = Wanted.objects.create(
        case_number=case.number, office=case.office, title=line(title, "title", 80), words=line(words, "words", 400),
        category=category.strip()[:40], published_at=now, changed_at=now, changed_by_label=by.label,
    )  # fmt: skip
    record("publish.request_listed", by=by, about=("wanted", wanted.pk))
    return wanted


@transaction.atomic
def answer_request(
    *, wanted: Wanted, state: str, answer: str, dataset: Dataset | None = None, effort: int | None = None, by: Actor
) -> None:
    """Say what becomes of it. Raises NotYours, Unfit (`state`, `answer`: a word is needed where it is not just asked,
    `dataset`: what was done names it, `effort`: from 1 to 5)."""
    if not may_work(wanted.office, by):
        raise NotYours(wanted.office)
    if state not in Wanted.State.values:
        raise Unfit("state")
    if state == Wanted.State.DONE and dataset is None:
        raise Unfit("dataset")
    if effort is not None and not 1 <= effort <= 5:
        raise Unfit("effort")
    said = answer.strip()[:400] if state == Wanted.State.ASKED else line(answer, "answer", 400)
    wanted.state, wanted.answer, wanted.dataset, wanted.effort = state, said, dataset, effort
    wanted.changed_at, wanted.changed_by_label = clock.now(), by.label
    wanted.save(update_fields=["state", "answer", "dataset", "effort", "changed_at", "changed_by_label"])
    record("publish.request_answered", by=by, about=("wanted", wanted.pk), state=state)


@transaction.atomic
def vote(*, wanted: Wanted, token: str) -> bool:
    """One more who wants it; False when this page was sent before. Raises NotNow (settled), TooMany (this hour)."""
    if wanted.state not in Wanted.OPEN:
        raise NotNow(wanted.pk)
    if Vote.objects.filter(token=token).exists():
        return False
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    if Vote.objects.filter(wanted=wanted, hour=hour).count() >= MOST_AN_HOUR:
        raise TooMany(wanted.pk)
    made = Vote.objects.get_or_create(token=token, defaults={"wanted": wanted, "hour": hour})[1]
    if made:
        record("publish.voted", by=RESIDENT, about=("wanted", wanted.pk))
    return made
