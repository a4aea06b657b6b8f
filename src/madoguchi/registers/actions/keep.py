"""How a row is written: the plain part into the row, the rest into the vault, and a version of it that stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F

from madoguchi.declare.answers import check_answers
from madoguchi.declare.register import Register
from madoguchi.declare.versions import Version
from madoguchi.japan.codes import find_my_number
from madoguchi.protect import actions as vault
from madoguchi.registers.errors import NotYours, Overtaken, Unacceptable
from madoguchi.registers.models import Book, Row, RowVersion
from madoguchi.registers.queries.access import may_write
from madoguchi.registers.queries.hidden import is_hidden
from madoguchi.registers.queries.versions import declared
from madoguchi.registers.queries.versions import version as open_version
from madoguchi.registers.review import next_review
from madoguchi.registers.words import Answers, folded
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

LONGEST_WHY = 300
Kind = RowVersion.Kind


@dataclass(frozen=True)
class Change:
    """One change of one row, as somebody wants it."""

    kind: RowVersion.Kind
    why: str
    by: Actor
    answers: Answers | None = None  # None: what it said before
    changed: tuple[str, ...] = ()
    plain_only: bool = False  # what lies in the vault stays as it is


def book_for(slug: str, by: Actor) -> tuple[Book, Version]:
    """The register with its version in force, if this person may write in it."""
    book = Book.objects.get(pk=slug)
    version = open_version(book.version_id)
    if not may_write(declared(version), by):
        raise NotYours(slug)
    return book, version


def must_be_good(version: Version, answers: Answers, why: str, *, why_needed: bool) -> None:
    """Unacceptable with everything that is wrong, the reason included."""
    problems = check_answers(version, answers, clock.today())
    wrong = wrong_why(why, needed=why_needed)
    if problems or wrong:
        raise Unacceptable(problems, wrong)


def wrong_why(why: str, *, needed: bool) -> str:
    """The code of what is wrong with a reason; empty when nothing is."""
    if needed and not why.strip():
        return "missing"
    if len(why) > LONGEST_WHY:
        return "long"
    return "my-number" if find_my_number(why) else ""


def write(row: Row, version: Version, change: Change) -> RowVersion:
    """Append the row's next version and bring the row up to it. Overtaken when somebody was faster."""
    register = declared(version)
    if row.pk is None:
        row.revision = 1
    else:
        _take_turn(row)
    if change.answers is not None:
        _keep(row, register, version, change)
    row.changed_at = clock.now()
    row.ended = change.kind == Kind.ENDED
    row.review_on = None if row.ended else next_review(register, clock.today())
    show_as_declared(row, register)
    row.save()
    return _append(row, change)


def _take_turn(row: Row) -> None:
    """Of two who saw the same revision, one goes on. A row that is hidden is as much in the way as one that has ended."""
    if is_hidden(row):
        raise Overtaken(row.name)
    turned = Row.objects.filter(pk=row.pk, revision=row.revision, ended=False).update(revision=F("revision") + 1)
    if not turned:
        raise Overtaken(row.name)
    row.revision += 1


def show_as_declared(row: Row, register: Register) -> None:
    """What a search finds, and what the public page shows, follow from the declaration in force."""
    version, published = open_version(row.version_id), register.published
    row.words = folded(version, row.plain, register.plain)
    row.is_public = published is not None and not row.ended and _is_chosen(register, row.plain)
    shown = [field for field in register.plain if published and row.is_public and field.id in published.fields]
    row.public_words = folded(version, row.plain, shown)


def _is_chosen(register: Register, plain: Mapping[str, Any]) -> bool:
    when = register.published.when if register.published else None
    return when is None or plain.get(when.field) in when.among


def _keep(row: Row, register: Register, version: Version, change: Change) -> None:
    """The plain part into the row, the rest into the vault."""
    answers = change.answers or {}
    row.version_id = version.hash
    row.plain = {field.id: answers[field.id] for field in register.plain if field.id in answers}
    if register.sealed and not change.plain_only:
        sealed = {field.id: answers[field.id] for field in register.sealed if field.id in answers}
        row.record_id = vault.seal(answers=sealed, version=version, by=change.by)
        vault.file_record(row.record_id, answers=sealed, version=version, by=change.by)


def _sealed_why(row: Row, change: Change) -> UUID | None:
    """A reason that may tell of a person lies in the vault beside what it tells of."""
    if not (row.record_id and change.why):
        return None
    return vault.seal_words(words=change.why, of=row.record_id, by=change.by, within_office=True)


def _append(row: Row, change: Change) -> RowVersion:
    by = change.by
    kept = RowVersion(
        row=row,
        revision=row.revision,
        kind=change.kind,
        version_id=row.version_id,
        plain=row.plain,
        record_id=row.record_id,
        changed=list(change.changed),
        why="" if row.record_id else change.why,
        why_id=_sealed_why(row, change),
        at=clock.now(),
        by_kind=by.kind,
        by_id=by.id,
        by_label=by.label,
    )
    kept.save(force_insert=True)
    told: dict[str, Any] = {"register": row.book_id, "revision": row.revision, "fields": list(change.changed)}
    record(f"registers.row_{change.kind.value}", by=by, about=("register-row", row.name), **told)
    return kept


def next_number(book: Book) -> int:
    """Given once. The update holds the register until the transaction ends."""
    Book.objects.filter(pk=book.pk).update(last_number=F("last_number") + 1)
    book.refresh_from_db(fields=["last_number"])
    return book.last_number
