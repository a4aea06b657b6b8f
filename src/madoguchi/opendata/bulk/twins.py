"""Keys and rows that stand twice, found by their hashes."""

from typing import TYPE_CHECKING

from madoguchi.opendata.bulk.scan import File
from madoguchi.opendata.checking.judging import twin, twin_row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from madoguchi.opendata.bulk.columns import Work

    Hashes = NDArray[np.uint64] | NDArray[np.int64]


def tell(work: "Work", file: File) -> None:
    """Fill the tally."""
    for at, scanned in work.scan.keys.items():
        hashes, blank = _hashes(work, file, at, scanned)
        numbers, firsts = _twice(work, hashes, blank)
        shown = dict(zip(numbers.tolist(), firsts.tolist(), strict=True))
        _show(work, at, shown, numbers)


def _hashes(work: "Work", file: File, at: int, scanned: "NDArray[np.uint64]") -> "tuple[Hashes, int]":
    """With the values as they will be once mended; and the hash of a blank one."""
    import numpy as np

    if at in work.hashes:
        return work.hashes[at], 0
    blank = int(file.hashes([[""]] if at >= 0 else [[""]] * file.width)[0])
    if work.changed:
        numbers = np.asarray([number for number, _ in work.changed], dtype=np.int64)
        columns = [at] if at >= 0 else range(file.width)
        scanned = scanned.copy()
        scanned[numbers] = file.hashes([[plain[column] for _, plain in work.changed] for column in columns])
    return scanned, blank


def _twice(work: "Work", hashes: "Hashes", blank: int) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Rows whose hash stood before, in order, and the first row of each."""
    import numpy as np

    there = hashes != blank
    there[list(work.asides)] = False
    numbers = np.flatnonzero(there)
    numbers = numbers[_is_shared(hashes[numbers])]
    order = numbers[np.argsort(hashes[numbers], kind="stable")]
    again = np.flatnonzero(hashes[order][1:] == hashes[order][:-1]) + 1
    starts = np.ones(len(order), dtype=bool)
    starts[again] = False
    firsts = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    by_number = np.argsort(order[again], kind="stable")
    return order[again][by_number], firsts[again][by_number]


def _is_shared(hashes: "Hashes") -> "NDArray[np.bool_]":
    """Which of many hashes stand more than once: hardly any, so that only these have to be put in order with care."""
    import numpy as np

    ordered = np.sort(hashes)
    shared = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(shared):
        return np.zeros(len(hashes), dtype=bool)
    near = np.minimum(np.searchsorted(shared, hashes), len(shared) - 1)
    found: NDArray[np.bool_] = shared[near] == hashes
    return found


def _show(work: "Work", at: int, firsts: dict[int, int], numbers: "NDArray[np.int64]") -> None:
    judge, lines, found = work.judge, work.lines, []
    for number, cells in lines.pick(numbers[: work.tally.most]):
        line, first = lines.line(number), lines.line(firsts[number])
        found.append(twin_row(line, first) if at < 0 else twin(judge, line, at, cells[at], first))
    work.tally.add(found)
    if found:
        work.tally.more(found[0][1].rule, found[0][1].column, len(numbers) - len(found))
