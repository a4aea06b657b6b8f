"""Reading a release: a page of rows, filtered and sorted; in the order of the file without looking for anything."""

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from madoguchi.publish.release.forms import Value, valued
from madoguchi.publish.release.shape import ROWS, Shape

RANGES = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "eq": "="}
_ORDER = re.compile(r"\s+(asc|desc)(\s+nulls\s+(first|last))?\s*$", re.IGNORECASE)
_STEPS = 50_000_000
"""Of SQLite's machine: more than any page of a large table takes; a question without end is given up."""


class BadQuery(Exception):
    """`place`: the argument that is wrong; `words`: why."""

    def __init__(self, place: str, words: str) -> None:
        super().__init__(words)
        self.place, self.words = place, words


@dataclass(frozen=True)
class Question:
    """`filters`: column → value, list of values, or {"lt": …}. `sort`: "column desc, other". `after`: an `_id`."""

    filters: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    sort: str = ""
    limit: int = 100
    offset: int = 0
    after: int = 0
    total: bool = True

    @property
    def plain(self) -> bool:
        """Nothing but the order of the file."""
        return not (self.filters or self.words or self.sort)


@dataclass(frozen=True)
class Page:
    """`rows` begin with `_id`. `total` is None where it was not asked for."""

    rows: Sequence[tuple[Value, ...]]
    total: int | None


@dataclass(frozen=True)
class Joined:
    """Rows as JSON objects with commas between, as bytes; the last `_id` of them (of sorted ones, the highest)."""

    rows: bytes
    last: int | None
    total: int | None


def page(folder: Path, shape: Shape, asked: Question) -> Page:
    """Raises BadQuery."""
    found, total = _asked(folder, shape, asked, "cells.*", "cells")
    return Page(found, total)


def joined(folder: Path, shape: Shape, asked: Question) -> Joined:
    """The same rows, as they were encoded when the release was built: SQLite joins them, and Python gets them in one
    piece. Raises BadQuery."""
    of = "ready as cells" if asked.plain else "cells join ready using (_id)"
    found, total = _asked(
        folder, shape, asked, "cells._id, json", of, "select cast(group_concat(json, ',') as blob), max(_id) from"
    )
    text, last = found[0]
    return Joined(text or b"", last, total)


def _asked(
    folder: Path, shape: Shape, asked: Question, what: str, of: str, around: str = ""
) -> tuple[list[Any], int | None]:
    where, values = _where(shape, asked)
    order = _order(shape, asked.sort)
    with opened(folder) as base:
        try:
            total = _total(folder, shape, asked, where, tuple(values))
            first = f"where {where} and cells._id > ?" if where else "where cells._id > ?"
            skipped = asked.after or (asked.offset if asked.plain else 0)
            offset = 0 if asked.plain else asked.offset
            query = f"select {what} from {of} {first} order by {order} limit ? offset ?"
            rows = base.execute(
                f"{around} ({query})" if around else query, (*values, skipped, asked.limit, offset)
            ).fetchall()
        except sqlite3.OperationalError as error:
            raise BadQuery("filters", "時間がかかりすぎます。条件を減らしてください。 / Takes too long.") from error
    return rows, total


def _total(folder: Path, shape: Shape, asked: Question, where: str, values: tuple[Value, ...]) -> int | None:
    if not asked.total:
        return None
    return _counted(folder, where, values) if where else shape.rows


@lru_cache(maxsize=20_000)
def _counted(folder: Path, where: str, values: tuple[Value, ...]) -> int:
    """How many rows hold: counted once, for a release never changes."""
    with opened(folder) as base:
        if len(values) > 1:
            with suppress(sqlite3.OperationalError):  # it does not hold these columns, or the release is older than it
                return _number(base, f"select count(*) from cells indexed by counted where {where}", values)
        return _number(base, f"select count(*) from cells where {where}", values)


def _number(base: sqlite3.Connection, query: str, values: tuple[Value, ...]) -> int:
    found: tuple[int] = base.execute(query, values).fetchone()
    return found[0]


_STEP = 100_000


@dataclass
class _Lasting:
    """A connection that stays open, and how much the present question may still take."""

    base: sqlite3.Connection
    left: int = _STEPS

    def count(self) -> bool:
        self.left -= _STEP
        return self.left < 0


class _Kept(threading.local):
    """The connections of one thread, the last used last."""

    def __init__(self) -> None:
        self.open: OrderedDict[Path, _Lasting] = OrderedDict()


_kept, _MOST_OPEN = _Kept(), 16


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Of this thread, for reading: a release never changes, so its connection may stay."""
    one = _kept.open.pop(folder, None) or _connected(folder)
    one.left = _STEPS
    _kept.open[folder] = one
    if len(_kept.open) > _MOST_OPEN:
        _kept.open.popitem(last=False)[1].base.close()
    yield one.base


def _connected(folder: Path) -> _Lasting:
    one = _Lasting(sqlite3.connect(f"{(folder / ROWS).as_uri()}?mode=ro&immutable=1", uri=True))
    one.base.set_progress_handler(one.count, _STEP)
    return one


def _at(shape: Shape, name: str, place: str) -> str:
    if name == "_id":
        return "cells._id"
    if name not in shape.names:
        raise BadQuery(place, f'field "{name}" does not exist')
    return f"c{shape.names.index(name)}"


def _where(shape: Shape, asked: Question) -> tuple[str, list[Value]]:
    parts: list[str] = []
    values: list[Value] = []
    for name, wanted in asked.filters.items():
        column, kind = _at(shape, name, "filters"), _kind(shape, name)
        for test, found in _tests(wanted, kind):
            parts.append(f"{column} {test}")
            values += found
    if asked.words:
        parts.append("(" + " or ".join(f"instr({name}, ?)" for name in _columns(shape)) + ")")
        values += [asked.words] * len(shape.columns)
    return " and ".join(parts), values


def _columns(shape: Shape) -> list[str]:
    return [f"c{at}" for at in range(len(shape.columns))]


def _kind(shape: Shape, name: str) -> str:
    return "int" if name == "_id" else next(one.kind for one in shape.columns if one.name == name)


def _tests(wanted: Any, kind: str) -> Iterator[tuple[str, list[Value]]]:
    if isinstance(wanted, Mapping):
        for word, value in wanted.items():
            if word not in RANGES:
                raise BadQuery("filters", f'range "{word}" is none of {", ".join(RANGES)}')
            yield f"{RANGES[word]} ?", [_value(value, kind)]
        return
    several = wanted if isinstance(wanted, list) else [wanted]
    if ranges := [one for one in several if isinstance(one, Mapping)]:
        for one in ranges:
            yield from _tests(one, kind)
        return
    yield f"in ({','.join('?' * len(several))})", [_value(one, kind) for one in several]


def _value(given: Any, kind: str) -> Value:
    """As the column holds it; what is no number is equal to none of its numbers."""
    text = "" if given is None else str(given)
    try:
        return valued(text, kind)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text


def _order(shape: Shape, sort: str) -> str:
    parts = [_ordered(shape, one.strip()) for one in sort.split(",") if one.strip()]
    return ", ".join([*parts, "cells._id"])


def _ordered(shape: Shape, one: str) -> str:
    found = _ORDER.search(one)
    name = (one[: found.start()] if found else one).strip().strip('"')
    end = f" {found[0].strip()}" if found else ""
    return f"{_at(shape, name, 'sort')}{end}"
