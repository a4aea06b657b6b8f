"""What a member of staff has begun at the counter and not sent: what may be said of it while it stays sealed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from madoguchi.declare.base import Text
from madoguchi.declare.procedure import Page
from madoguchi.declare.versions import Version
from madoguchi.receive.models import Draft
from madoguchi.receive.models.application import REVOKED
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock

AT_MOST = 50


@dataclass(frozen=True)
class Begun:
    """A draft as the list shows it. For whom it is lies in the sealed answers, so it is not said."""

    id: int
    version: Version
    title: Text  # of the last page that was saved
    begun_at: datetime | None
    saved_at: datetime
    expires_at: datetime


def begun_by(staff_id: int) -> Iterator[Begun]:
    """The latest first. One whose secret a shield revoked is not there, nor one whose time is over."""
    for draft in drafts_of(staff_id).order_by("-saved_at", "-pk")[:AT_MOST]:
        yield begun(draft)


def drafts_of(staff_id: int) -> "QuerySet[Draft]":
    """Those that this member of staff, and nobody else, may go on with or throw away."""
    mine = Draft.objects.filter(taken_by_id=staff_id, corrects=None, expires_at__gt=clock.now())
    return mine.exclude(secret_hash__startswith=REVOKED)


def begun(draft: Draft) -> Begun:
    version = open_version(draft.version_id)
    page = last_page(version, draft.seen)
    title = page.title or (page.repeat.title if page.repeat else version.procedure.title)
    return Begun(draft.pk, version, title, draft.begun_at, draft.saved_at, draft.expires_at)


def last_page(version: Version, seen: Iterable[str]) -> Page:
    """The last page, in the order of the form, that was saved; the first where none was."""
    saved = {step.partition(".")[0] for step in seen}
    pages = version.procedure.pages
    return next((page for page in reversed(pages) if page.id in saved), pages[0])
