"""Rows: page by page, found by words, due for review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from madoguchi.declare.register import Register
from madoguchi.japan.names import search_key
from madoguchi.people.models import Staff
from madoguchi.registers.models import Book, Row, RowVersion
from madoguchi.registers.queries.access import may_read
from madoguchi.registers.queries.hidden import hidden_in, is_hidden
from madoguchi.registers.queries.versions import books
from madoguchi.trail import clock

SIZE = 50
SOON = 30
"""Days before its review that a row is on the list of what is coming."""


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    total: int
    number: int
    last: int


def page_of(book: Book, *, query: str = "", people: Iterable[UUID] = (), ended: bool = False, number: int = 1) -> Page:
    """Rows in the order in which they were added: those with the query's words, or with these people in them."""
    wanted = _matches("words", query)
    if found := list(people):
        wanted |= Q(record_id__in=found)
    return _page(_there(book).filter(wanted, ended=ended), number)


def public_page(book: Book, *, query: str = "", number: int = 1) -> Page:
    """What everybody may read. The search looks at nothing but what is shown."""
    return _page(_there(book).filter(_matches("public_words", query), is_public=True), number)


def _there(book: Book) -> QuerySet[Row]:
    return Row.objects.filter(book=book).exclude(pk__in=hidden_in([book]))


def _page(rows: QuerySet[Row], number: int) -> Page:
    total = rows.count()
    last = max(1, -(-total // SIZE))
    number = min(max(1, number), last)
    return Page(list(rows.order_by("number")[(number - 1) * SIZE : number * SIZE]), total, number, last)


def _matches(column: str, query: str) -> Q:
    """Every word somewhere in what a row says."""
    wanted = Q()
    for word in query.replace("\0", "")[:200].split():
        if key := search_key(word):
            wanted &= Q(**{f"{column}__contains": key})
    return wanted


def every_row(book: Book, *, public: bool = False) -> QuerySet[Row]:
    """For the CSV: the rows that hold."""
    shown = Q(is_public=True) if public else Q(ended=False)
    return _there(book).filter(shown).order_by("number")


def row_of(slug: str, number: int) -> Row | None:
    row = Row.objects.filter(book_id=slug, number=number).select_related("book").first()
    return None if row is None or is_hidden(row) else row


def history(row: Row) -> list[RowVersion]:
    """Everything that the row ever said, latest first."""
    return list(row.versions.order_by("-revision"))


@dataclass(frozen=True)
class Due:
    """A row that somebody must look at."""

    row: Row
    register: Register
    days: int  # since it was due; negative: until

    @property
    def is_over(self) -> bool:
        return self.days > 0


def due_for(staff: Staff, *, within: int = SOON) -> list[Due]:
    """Reviews that are overdue or near, in the registers that this person reads; the oldest first."""
    mine = {book.slug: register for book, register in books() if may_read(register, staff)}
    today = clock.today()
    rows = Row.objects.filter(ended=False, review_on__lte=today + timedelta(days=within), book__in=mine)
    rows = rows.exclude(pk__in=hidden_in(mine))
    return [Due(row, mine[row.book_id], _days(row.review_on, today)) for row in rows.order_by("review_on", "pk")]


def _days(review_on: date | None, today: date) -> int:
    return (today - review_on).days if review_on else 0
