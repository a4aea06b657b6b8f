"""Rows are appended, superseded, reviewed and ended. Nothing that a row said is ever edited or removed."""

from django.db import transaction

from madoguchi.declare.versions import Version
from madoguchi.registers.actions.keep import Change, Kind, book_for, must_be_good, next_number, write, wrong_why
from madoguchi.registers.errors import NotYours, Unacceptable
from madoguchi.registers.models import Book, Row
from madoguchi.registers.queries.access import may_write
from madoguchi.registers.queries.versions import register_of
from madoguchi.registers.queries.versions import version as open_version
from madoguchi.registers.words import Answers
from madoguchi.trail.actor import Actor


@transaction.atomic
def append_row(*, register: str, answers: Answers, by: Actor, why: str = "") -> Row:
    """A new row. Raises NotYours, Unacceptable."""
    book, version = book_for(register, by)
    must_be_good(version, answers, why, why_needed=False)
    return add(book, version, answers, by=by, why=why)


def add(book: Book, version: Version, answers: Answers, *, by: Actor, why: str) -> Row:
    row = Row(book=book, number=next_number(book))
    write(row, version, Change(Kind.ADDED, why, by, answers))
    return row


@transaction.atomic
def supersede_row(*, row: Row, answers: Answers, why: str, seen: int, by: Actor, before: Answers) -> Row:
    """What the row says from now on. `seen`: the revision that the page was drawn from; `before`: what it said then.

    Raises NotYours, Unacceptable, and Overtaken when somebody changed it since. Saying the same again changes nothing.
    """
    book, version = book_for(row.book_id, by)
    must_be_good(version, answers, why, why_needed=True)
    row.revision = seen
    changed = tuple(sorted(key for key in {*answers, *before} if answers.get(key) != before.get(key)))
    if changed:
        row.book = book
        write(row, version, Change(Kind.CHANGED, why, by, answers, changed))
    return row


@transaction.atomic
def review_row(*, row: Row, seen: int, by: Actor, why: str = "") -> Row:
    """Somebody looked, and it still holds: the next review is reckoned from today. Raises NotYours, Overtaken."""
    return _as_it_is(row, Kind.REVIEWED, seen=seen, by=by, why=why, why_needed=False)


@transaction.atomic
def end_row(*, row: Row, why: str, seen: int, by: Actor) -> Row:
    """The row holds no more: it leaves the lists and the public page, and stays with its history."""
    return _as_it_is(row, Kind.ENDED, seen=seen, by=by, why=why, why_needed=True)


def _as_it_is(row: Row, kind: Kind, *, seen: int, by: Actor, why: str, why_needed: bool) -> Row:
    if not may_write(register_of(row.book), by):
        raise NotYours(row.book_id)
    if wrong := wrong_why(why, needed=why_needed):
        raise Unacceptable([], wrong)
    row.revision = seen
    write(row, open_version(row.book.version_id), Change(kind, why, by))
    return row
