"""Bring the two tables up to the trail: by a cursor, a piece at a time, each piece counted once."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Model

from madoguchi.learn import rollup
from madoguchi.learn.actions.planning import FEW, WHOLE, beside, empty, exchange, insert, planned
from madoguchi.learn.definitions import definitions
from madoguchi.learn.models import CaseLine, Cursor, Daily
from madoguchi.learn.sittings import StaffMinutes
from madoguchi.trail import clock
from madoguchi.trail.models import Event

PIECE = 250_000
"""Events of one transaction: the queue of writers never waits long. SQLite sorts no more at once, PostgreSQL does."""
LOOKED_BACK = 100_000
"""Among so many of the latest ids it is noted which were missing: one that is being written is never older."""
SMALL = 250_000
"""With fewer events everything is counted anew at once, whatever the hour: it takes a few seconds."""
NIGHT_ENDS = 5
"""The hour in Japan before which a larger town is counted anew: who writes meanwhile has to wait."""
NAME = "trail"
FORM = 2
"""One more whenever the statements of `rollup` count something else: the next job counts everything anew."""


Tell = Callable[[str, int, int], None]
"""Is told which step it is (`days`, `cases`, `readings`), and how much of it is done."""


def told_nobody(step: str, done: int, of: int) -> None: ...


def fill() -> int:
    """Count what has happened since the last time; returns how many events that were.

    Everything is counted anew where the tables were made by another way of counting: another `FORM`, another longest pause.
    """
    if is_counted_otherwise() and _may_count_anew():
        return fill_anew()
    counted = _late_ones()
    while True:
        piece = _next_piece(PIECE, _roll_up)
        if not piece:
            return counted
        counted += piece


def is_counted_otherwise() -> bool:
    """Were the tables made by another way of counting? Of a large town that stays so until the night."""
    return Cursor.objects.filter(name=NAME, upto__gt=0).exclude(counted_by=_way()).exists()


def _may_count_anew() -> bool:
    return _last() < SMALL or clock.now().astimezone(clock.TOKYO).hour < NIGHT_ENDS


def keeps_writers_waiting() -> bool:
    """Would counting everything anew make a whole town wait with its writing? SQLite has one writer at a time."""
    return connection.vendor == "sqlite" and not _may_count_anew()


@transaction.atomic
def fill_anew(tell: Tell = told_nobody) -> int:
    """Count everything from the first event on, now. Readings that stand are not touched. `tell`: how far it is."""
    cursor = _cursor()
    cursor.upto, cursor.missing = 0, []
    cursor.save()
    with planned(WHOLE):
        return _anew_in_pieces(tell) if connection.vendor == "sqlite" else _anew_beside(tell)


def _anew_in_pieces(tell: Tell) -> int:
    """SQLite: who reads sees the tables as they were until all is counted."""
    tell("days", 0, last := _last())
    empty(Daily)
    empty(CaseLine)
    counted = 0
    while piece := _next_piece(PIECE, lambda values: _insert(_days(), values)):
        counted += piece
        tell("days", counted, last)
    tell("cases", 0, 1)
    with _indexed_afterwards(CaseLine):
        _insert(_all_cases(), [])
    return counted


def _anew_beside(tell: Tell) -> int:
    """PostgreSQL: a table that is emptied is locked, so both are counted beside first. What happens meanwhile is later's."""
    tell("days", 0, 1)
    counted = _next_piece(1 << 62, lambda values: beside(_days(), values))
    if not counted:  # nothing has ever happened
        empty(Daily)
        empty(CaseLine)
        return 0
    tell("cases", 0, 1)
    beside(_all_cases(), [])
    with _indexed_afterwards(CaseLine):
        exchange(CaseLine, _all_cases())
    exchange(Daily, _days())
    return counted


def _days() -> rollup.Parts:
    return rollup.days(_vendor(), listed=False)


def _all_cases() -> rollup.Parts:
    return rollup.all_cases(_vendor(), definitions().pause)


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
def _next_piece(size: int, roll_up: Callable[[list[int | str]], None]) -> int:
    """What is missing is read first and left out of the piece: it may be there a moment later, and is a late one then."""
    cursor, last = _cursor(), _last()
    upto = min(last, cursor.upto + size)
    if upto <= cursor.upto:
        return 0
    missing = _missing(max(cursor.upto, last - LOOKED_BACK), upto)
    roll_up([cursor.upto, upto, json.dumps(missing)])
    if not cursor.upto:  # else the tables hold what was counted the other way, too
        cursor.counted_by = _way()
    counted = upto - cursor.upto - len(missing)
    cursor.missing = [*(one for one in cursor.missing if one > last - LOOKED_BACK), *missing]
    cursor.upto, cursor.at = upto, clock.now()
    cursor.save()
    return max(counted, 1)


def _last() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _missing(since: int, upto: int) -> list[int]:
    there = set(Event.objects.filter(pk__gt=since, pk__lte=upto).values_list("pk", flat=True))
    return [one for one in range(since + 1, upto + 1) if one not in there]


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


def _roll_up(values: list[int | str], *, listed: bool = False) -> None:
    with planned(FEW):
        _insert(rollup.days(_vendor(), listed=listed), values)
        _insert(rollup.cases(_vendor(), definitions().pause, listed=listed), values * 2)


def _insert(parts: rollup.Parts, values: list[int | str]) -> None:
    if connection.vendor == "sqlite":
        minutes = type("Minutes", (StaffMinutes,), {"pause": definitions().pause})
        connection.connection.create_aggregate("staff_minutes", 2, minutes)
    insert(parts, values)


def _vendor() -> rollup.Vendor:
    return connection.vendor  # type: ignore[return-value]  # settings allow these two only
