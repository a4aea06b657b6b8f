"""A check is asked for, and stopped."""

from contextlib import nullcontext

from django.db import transaction

from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Check, Upload
from madoguchi.publish.queries.access import may_work
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.lanes import in_bulk

SMALL = 2_000_000
"""Bytes: some thousand rows."""


def ask(upload: Upload, *, wanted: str, by: Actor, sheet: int | None = None) -> Check:
    """A waiting check; the worker takes it over. That of a large file stands behind the letters and mails of single cases;
    a small one is done in a second or two, and somebody sits before it."""
    check = Check.objects.create(upload=upload, wanted=wanted, sheet=sheet, asked_at=clock.now(), by_label=by.label)
    with in_bulk() if upload.size > SMALL else nullcontext():
        told = {"standard": wanted.strip("-")} if wanted.strip("-") else {}
        record("publish.check_wanted", by=by, about=("check", check.pk), upload=str(upload), **told)
    return check


@transaction.atomic
def check_again(*, upload: Upload, standard: str = "", sheet: int | None = None, by: Actor) -> Check:
    """Check it anew: after a stop, after a failure, or against a standard that a person chose ("-": against none);
    `sheet`: of a workbook, by its place from 0.

    What is still running is stopped. Raises NotYours, NotNow when the file was erased.
    """
    if not may_work(upload.file.office, by):
        raise NotYours(upload.file.office)
    if upload.original_id is None:
        raise NotNow(upload.pk)
    upload.checks.filter(state__in=Check.OPEN).update(state=Check.State.STOPPED, ended_at=clock.now())
    return ask(upload, wanted=standard, sheet=sheet, by=by)


@transaction.atomic
def stop(*, check: Check, by: Actor) -> None:
    """Stop it. The worker notices at its next step; what it had made is thrown away. Raises NotYours."""
    if not may_work(check.upload.file.office, by):
        raise NotYours(check.upload.file.office)
    open_ = Check.objects.filter(pk=check.pk, state__in=Check.OPEN)
    if open_.update(state=Check.State.STOPPED, ended_at=clock.now()):
        record("publish.check_stopped", by=by, about=("check", check.pk))
