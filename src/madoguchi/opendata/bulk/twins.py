"""Keys and rows that stand twice, found by their hashes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from madoguchi.opendata.bulk.scan import File
from madoguchi.opendata.checking.judging import twin, twin_row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from madoguchi.opendata.bulk.columns import Work

    Hashes = NDArray[np.uint64 | np.int64]


_ENDS = 1 << 16


def in_order(hashes: "Hashes") -> "Hashes":
    """Sorted: what stands more than once stands side by side."""
    import numpy as np

    return np.sort(hashes)


def tell(work: "Work", file: File, ordered: "Mapping[int, Hashes]") -> None:
    """Fill the tally. `ordered`: the scanned hashes of each key, sorted."""
    for at, scanned in work.scan.keys.items():
        found = _read_out(work, at) or _scanned(work, file, at, scanned, ordered[at])
        numbers, firsts = _twice(work, found)
        shown = dict(zip(numbers.tolist(), firsts.tolist(), strict=True))
        _show(work, at, shown, numbers)


class _Hashed(NamedTuple):
    """A hash a row, that of a blank one, and all that may stand more than once, sorted."""

    hashes: "Hashes"
    blank: int
    shared: "Hashes"


def _read_out(work: "Work", at: int) -> _Hashed | None:
    """Of a key that was judged by value."""
    if at not in work.hashes:
        return None
    return _Hashed(work.hashes[at], 0, _repeated(in_order(work.hashes[at])))


def _scanned(work: "Work", file: File, at: int, scanned: "NDArray[np.uint64]", ordered: "Hashes") -> _Hashed:
    """With the values as they will be once mended."""
    import numpy as np

    blank = int(file.hashes([[""]] if at >= 0 else [[""]] * file.width)[0])
    shared = _repeated(ordered)
    if work.changed:
        numbers = np.asarray([number for number, _ in work.changed], dtype=np.int64)
        columns = [at] if at >= 0 else range(file.width)
        mended = file.hashes([[plain[column] for _, plain in work.changed] for column in columns])
        scanned = scanned.copy()
        scanned[numbers] = mended
        shared = np.unique(np.concatenate([shared, mended[_is_in(mended, ordered)], _repeated(in_order(mended))]))
    return _Hashed(scanned, blank, shared)


def _twice(work: "Work", found: _Hashed) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Rows whose hash stood before, in order, and the first row of each. Hardly any hash stands more than once, so that
    only these have to be put in order with care."""
    import numpy as np

    hashes = found.hashes
    there = _is_in(hashes, found.shared) & (hashes != found.blank)
    there[list(work.asides)] = False
    numbers = np.flatnonzero(there)
    order = numbers[np.argsort(hashes[numbers], kind="stable")]
    again = np.flatnonzero(hashes[order][1:] == hashes[order][:-1]) + 1
    starts = np.ones(len(order), dtype=bool)
    starts[again] = False
    firsts = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    by_number = np.argsort(order[again], kind="stable")
    return order[again][by_number], firsts[again][by_number]


def _repeated(ordered: "Hashes") -> "Hashes":
    import numpy as np

    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def _is_in(hashes: "Hashes", ordered: "Hashes") -> "NDArray[np.bool_]":
    """Which of many stand among some that are sorted. Most are seen not to by their last bits."""
    import numpy as np

    there = np.zeros(len(hashes), dtype=bool)
    if len(ordered):
        ends = np.zeros(_ENDS, dtype=bool)
        ends[ordered % _ENDS] = True
        likely = np.flatnonzero(ends[hashes % _ENDS])
        near = np.minimum(np.searchsorted(ordered, hashes[likely]), len(ordered) - 1)
        there[likely] = ordered[near] == hashes[likely]
    return there


def _show(work: "Work", at: int, firsts: dict[int, int], numbers: "NDArray[np.int64]") -> None:
    judge, lines, found = work.judge, work.lines, []
    for number, cells in lines.pick(numbers[: work.tally.most]):
        line, first = lines.line(number), lines.line(firsts[number])
        found.append(twin_row(line, first) if at < 0 else twin(judge, line, at, cells[at], first))
    work.tally.add(found)
    if found:
        work.tally.more(found[0][1].rule, found[0][1].column, len(numbers) - len(found))
