"""Letters become papers: set in type apart from any transaction, sealed, and only then told of."""

import atexit
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import transaction

from madoguchi.paper import NotThisOne, Press, PressFailed
from madoguchi.protect import Refused
from madoguchi.protect import actions as vault
from madoguchi.receive.letters.sheet import NoNotice, sheet_of
from madoguchi.receive.models import Letter
from madoguchi.trail import clock, flow
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.lanes import in_bulk
from madoguchi.trail.models import Event

PATH = "letter"
"""What a reading of the paper says it opened."""

FONTS = "fonts"
"""The folder of the data directory for the small copies of the fonts."""

PASSING = ("no-engine", "press-died")
"""Why a letter failed that may not fail next time."""
AT_ONCE = 500

_press: list[Press] = []
"""This process's own press, once it has needed one."""


def the_press() -> Press:
    if not _press:
        _press.append(Press(fonts=settings.HOME / FONTS))
        atexit.register(_press[0].close)
    return _press[0]


@flow.in_two_steps
def print_letter(event: Event) -> Callable[[], object]:
    """Takes over from `receive.letter_written`. A letter that cannot be set in type fails alone, and says why."""
    letter = Letter.objects.select_related("application").get(pk=event.about_id)
    if letter.paper != Letter.Paper.WAITING:
        return lambda: None
    try:
        press = the_press()
        press.begin()  # first of all: where nothing can be set in type, nothing is opened for it
        pdf = press.typeset(sheet_of(letter, by=SYSTEM))
    except (PressFailed, Refused, NotThisOne, NoNotice, vault.NotFiled) as failure:
        return partial(_fail, letter, getattr(failure, "code", type(failure).__name__), by=SYSTEM)
    name = f"{letter.application_id}-{letter.kind}.pdf"
    closed = vault.close_document(letter.record_id, path=PATH, name=name, content_type="application/pdf", content=pdf)
    return partial(_keep, letter, closed, by=SYSTEM)


@transaction.atomic
def print_again(*, letter: Letter, by: Actor) -> Letter:
    """Try once more to set in type what failed. A letter that is waiting or ready stays as it is."""
    now = Letter.objects.select_for_update().get(pk=letter.pk)
    if now.paper == Letter.Paper.FAILED:
        now.paper, now.paper_code = Letter.Paper.WAITING, ""
        now.save(update_fields=["paper", "paper_code"])
        record("receive.letter_wanted", by=by, about=("letter", now.pk), number=now.application_id)
    return now


def print_what_failed(*, by: Actor) -> int:
    """Try once more what failed for want of libraries, or because the press died. Returns how many letters wait again."""
    failed = list(Letter.objects.filter(paper=Letter.Paper.FAILED, paper_code__in=PASSING).order_by("pk")[:AT_ONCE])
    try:
        if failed:
            the_press().begin()
    except PressFailed:
        return 0
    with in_bulk():
        return sum(print_again(letter=one, by=by).paper == Letter.Paper.WAITING for one in failed)


@transaction.atomic
def withhold(*, letter: Letter, by: Actor) -> None:
    """The paper is not the letter's own, or was changed: nobody gets it any more, and the trail tells."""
    now = Letter.objects.select_for_update().get(pk=letter.pk)
    if now.paper == Letter.Paper.READY:
        now.paper, now.paper_id, now.paper_code = Letter.Paper.FAILED, None, "not-this-one"
        now.save(update_fields=["paper", "paper_id", "paper_code"])
        record("receive.letter_withheld", by=by, about=("letter", now.pk), number=now.application_id)


def _keep(letter: Letter, closed: vault.Closed, *, by: Actor) -> None:
    now = Letter.objects.select_for_update().get(pk=letter.pk)
    if now.paper != Letter.Paper.WAITING:
        return  # somebody else was first; the file that no row tells of is swept away
    now.paper, now.paper_at, now.paper_code = Letter.Paper.READY, clock.now(), ""
    now.paper_id = vault.keep_document(closed, by=by)
    now.save(update_fields=["paper", "paper_at", "paper_code", "paper_id"])
    record("receive.letter_printed", by=by, about=("letter", now.pk), number=now.application_id)


def _fail(letter: Letter, code: str, *, by: Actor) -> None:
    now = Letter.objects.select_for_update().get(pk=letter.pk)
    if now.paper == Letter.Paper.WAITING:
        now.paper, now.paper_code = Letter.Paper.FAILED, code[:48]
        now.save(update_fields=["paper", "paper_code"])
        record("receive.letter_failed", by=by, about=("letter", now.pk), number=now.application_id, why=code[:48])
