"""A built release before the public: announced, let out by another person than who proposed it, taken back."""

from datetime import date

from django.db import transaction

from madoguchi.publish.actions.standing import stand_down
from madoguchi.publish.errors import NotAnnounced, NotNow, NotYours, SamePerson
from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.queries.access import may_release
from madoguchi.publish.queries.counted import must_be_proven
from madoguchi.publish.queries.items import asks_more
from madoguchi.publish.release.differing import breaks
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


def is_announced(release: Release, today: date) -> bool:
    """Whether nothing that reads the table is surprised: no column goes or changes, or the day that was told has come."""
    if not release.difference or not breaks(release.told):  # type: ignore[arg-type]  # as differ() wrote it
        return True
    return release.announced_for is not None and release.announced_for <= today


def _must_be_another(release: Release, by: Actor) -> None:
    """Four eyes."""
    if not may_release(release.dataset.office, by):
        raise NotYours(release.dataset.office)
    if release.proposed_by == f"{by.kind}:{by.id}":
        raise SamePerson(release.pk)


@transaction.atomic
def announce(*, release: Release, day: date, by: Actor) -> None:
    """Tell the public what changes, and from which day. Raises NotYours, SamePerson, NotNow, ValueError (a day gone by)."""
    _must_be_another(release, by)
    if day < clock.today():
        raise ValueError("day")
    pending = Release.objects.filter(pk=release.pk, state=Release.State.PENDING)
    if not pending.update(announced_for=day):
        raise NotNow(release.pk)
    release.refresh_from_db()
    record("publish.announced", by=by, about=("release", release.pk), day=day.isoformat())


@transaction.atomic
def release(*, release: Release, by: Actor) -> None:
    """From now on everybody may read it. Raises NotYours, SamePerson, NotNow (not built, or out already; items of which
    the town asks more by now: who answers them anew calls it off), NotAnnounced,
    NotProven (of counted cases: without the verifier's certificate, or with one that is about something else)."""
    let_out(release, by=by)
    record("publish.released", by=by, about=("release", release.pk), hash=release.hash)


def let_out(release: Release, *, by: Actor) -> None:
    """The same without the line on the trail: who says so now, or said so once for all of a source."""
    _must_be_another(release, by)
    if release.dataset.source == Dataset.Source.CASES and release.state == Release.State.PENDING:
        must_be_proven(release)
    if release.dataset.source == Dataset.Source.ITEMS and asks_more(release.dataset):
        raise NotNow(release.pk)
    if not is_announced(release, clock.today()):
        raise NotAnnounced(release.pk)
    pending = Release.objects.filter(pk=release.pk, state=Release.State.PENDING)
    told = {"released_at": clock.now(), "released_by": f"{by.kind}:{by.id}", "released_by_label": by.label}
    if not pending.update(state=Release.State.RELEASED, **told):
        raise NotNow(release.pk)
    release.refresh_from_db()


@transaction.atomic
def retract(*, release: Release, reason: str, by: Actor) -> None:
    """Nobody is shown it any more; at its address stands why. Raises NotYours, NotNow, ValueError (no reason)."""
    if not may_release(release.dataset.office, by):
        raise NotYours(release.dataset.office)
    if not reason.strip():
        raise ValueError("reason")
    out = Release.objects.filter(pk=release.pk, state=Release.State.RELEASED)
    told = {"retracted_at": clock.now(), "retracted_by_label": by.label, "reason": reason.strip()[:400]}
    if not out.update(state=Release.State.RETRACTED, **told):
        raise NotNow(release.pk)
    release.refresh_from_db()
    record("publish.retracted", by=by, about=("release", release.pk), hash=release.hash)
    if release.standing and release.standing.approved_at:  # the next file may have in it what this was taken back for
        stand_down(release.standing, by=by)
