"""Bring the two tables up to the trail: by a cursor, a piece at a time, each piece counted once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Model

from madoguchi.learn import rollup
from madoguchi.learn.actions.planning import FEW, WHOLE, empty, insert, planned
from madoguchi.learn.definitions import definitions
from madoguchi.learn.models import CaseLine, Cursor, Daily
from madoguchi.learn.sittings import StaffMinutes
from madoguchi.trail import clock
from madoguchi.trail.models import Event

PIECE = 250_000
"""Events of one transaction: the queue of writers never waits long. SQLite sorts no more at once, PostgreSQL does."""
LOOKED_BACK = 100_000
"""Among so many of the latest ids it is noted which were missing: one that is being written is never older."""
NAME = "trail"
FORM = 2
"""One more whenever the statements of `rollup` count something else: the next job counts everything anew."""


def fill() -> int:
    """Count what has happened since the last time; returns how many events that were.

    Everything is counted anew where the tables were made by another way of counting: another `FORM`, another longest pause.
    """
    if Cursor.objects.filter(name=NAME, upto__gt=0).exclude(counted_by=_way()).exists():
        return fill_anew()
    counted = _late_ones()
    while True:
        piece = _next_piece(PIECE)
        if not piece:
            return counted
        counted += piece


@transaction.atomic
def fill_anew() -> int:
    """Empty both tables and count everything from the first event on. Readings that stand are not touched."""
    empty(Daily)
    empty(CaseLine)
    Cursor.objects.filter(name=NAME).delete()
    counted, at_once = 0, PIECE if connection.vendor == "sqlite" else 1 << 62
    with planned(WHOLE):
        while piece := _next_piece(at_once, with_cases=False):
            counted += piece
        with _indexed_afterwards(CaseLine):
            _insert(rollup.all_cases(_vendor(), definitions().pause), [], at_once=True)
    return counted


def _way() -> str:
    return f"{FORM}, {definitions().pause} s"


@contextmanager
def _indexed_afterwards(model: type[Model]) -> Iterator[None]:
    """A full table is indexed in a tenth of the time that it takes to keep the indexes while its rows come.

    The caller's transaction holds: whoever reads meanwhile waits or sees the table as it was, with its indexes.
    """
    editor, indexes = connection.schema_editor(), model._meta.indexes
    with connection.cursor() as cursor:
        for index in indexes:
            cursor.execute(f"DROP INDEX {editor.quote_name(index.name)}")
        yield
        for index in indexes:
            cursor.execute(str(index.create_sql(model, editor)))


@transaction.atomic
def _next_piece(size: int, *, with_cases: bool = True) -> int:
    cursor = _cursor()
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    upto = min(last, cursor.upto + size)
    if upto <= cursor.upto:
        return 0
    _roll_up([cursor.upto, upto], listed=False, with_cases=with_cases)
    since = max(cursor.upto, last - LOOKED_BACK)
    there = set(Event.objects.filter(pk__gt=since, pk__lte=upto).values_list("pk", flat=True))
    missing = [one for one in range(since + 1, upto + 1) if one not in there]
    counted = upto - cursor.upto - len(missing)
    cursor.missing = [*(one for one in cursor.missing if one > last - LOOKED_BACK), *missing]
    cursor.upto, cursor.at, cursor.counted_by = upto, clock.now(), _way()
    cursor.save()
    return max(counted, 1)


@transaction.atomic
def _late_ones() -> int:
    """Events that were being written when their number was passed."""
    cursor = _cursor()
    late = sorted(Event.objects.filter(pk__in=cursor.missing[-500:]).values_list("pk", flat=True))
    if late:
        _roll_up([json.dumps(late)], listed=True)
        cursor.missing = [one for one in cursor.missing if one not in late]
        cursor.save()
    return len(late)


def _cursor() -> Cursor:
    Cursor.objects.get_or_create(name=NAME)
    return Cursor.objects.select_for_update().get(name=NAME)


def _roll_up(values: list[int | str], *, listed: bool, with_cases: bool = True) -> None:
    days = rollup.days(_vendor(), listed=listed)
    if not with_cases:
        _insert(days, values, at_once=True)
        return
    with planned(FEW):
        _insert(days, values)
        _insert(rollup.cases(_vendor(), definitions().pause, listed=listed), values * 2)


def _insert(parts: rollup.Parts, values: list[int | str], *, at_once: bool = False) -> None:
    if connection.vendor == "sqlite":
        minutes = type("Minutes", (StaffMinutes,), {"pause": definitions().pause})
        connection.connection.create_aggregate("staff_minutes", 2, minutes)
    insert(parts, values, at_once=at_once)


def _vendor() -> rollup.Vendor:
    return connection.vendor  # type: ignore[return-value]  # settings allow these two only
