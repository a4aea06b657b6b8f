"""Reads a release back and checks it against the input from scratch: what is written, not what was meant."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from madoguchi.anonymise.tables.emit import HIDDEN, columns_of, long_rows, rows_of_cells, wide_rows
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.grid import Layout, Mask
from madoguchi.anonymise.tables.job import Case


@dataclass(frozen=True)
class Check:
    """One question about the released files, and the answer. `found` counts what speaks against it."""

    name: str
    found: int

    @property
    def passed(self) -> bool:
        return self.found == 0


@dataclass(frozen=True)
class Recount:
    """The cells that the released files really hide, and the checks."""

    hidden: Mask
    checks: tuple[Check, ...]


def recount(case: Case, folder: Path) -> Recount:
    """Every cell of every file, once in the long form and once in the wide one."""
    seen: dict[int, set[str]] = {}
    misshapen = 0
    for layout in case.grid.layouts:
        for cell, text in _long(case, layout, folder) + _wide(case, layout, folder):
            misshapen += not (text == HIDDEN or (text.isascii() and text.isdigit()))
            seen.setdefault(cell, set()).add(text)
    hidden = np.zeros(len(case.grid), np.bool_)
    hidden[[cell for cell, texts in seen.items() if HIDDEN in texts]] = True
    return Recount(hidden, _checks(case, seen, hidden, misshapen))


def _checks(case: Case, seen: dict[int, set[str]], hidden: Mask, misshapen: int) -> tuple[Check, ...]:
    wrong = sum(1 for cell, texts in seen.items() for text in texts if text not in (HIDDEN, str(case.values[cell])))
    left = _open_equations(case, seen, hidden)
    return (
        Check("cells-missing", len(case.grid) - len(seen)),
        Check("cells-not-a-number-or-x", misshapen),
        Check("cells-that-differ-from-the-input", wrong),
        Check("cells-with-two-fates", sum(1 for texts in seen.values() if HIDDEN in texts and len(texts) > 1)),
        Check("cells-that-the-rules-hide-and-are-shown", int((case.judged.primary & ~hidden).sum())),
        Check("totals-that-do-not-add-up", left),
    )


def _open_equations(case: Case, seen: dict[int, set[str]], hidden: Mask) -> int:
    """Among the totals whose parts are all shown: those that are not the sum of what is shown."""
    values = np.zeros(len(case.grid), np.int64)
    for cell, texts in seen.items():
        values[cell] = next((int(text) for text in texts if text.isascii() and text.isdigit()), 0)
    equations = case.grid.equations
    closed = np.bincount(equations.rows, hidden[equations.cells], len(equations)) > 0
    return int(np.count_nonzero(equations.residuals(values)[~closed]))


def _long(case: Case, layout: Layout, folder: Path) -> list[tuple[int, str]]:
    path = folder / f"{layout.id}.csv"
    rows, wanted = _rows(path), list(long_rows(case, layout, np.zeros(len(case.grid), np.bool_)))
    if [row[:-1] for row in rows] != [row[:-1] for row in wanted]:
        raise _strange(path)
    return list(zip(case.grid.cells_of(layout).tolist(), [row[-1] for row in rows[1:]], strict=True))


def _wide(case: Case, layout: Layout, folder: Path) -> list[tuple[int, str]]:
    path = folder / f"{layout.id}-wide.csv"
    rows, cells = _rows(path), rows_of_cells(case.grid, layout)
    side, across = columns_of(case.grid, layout)
    heading = next(iter(wide_rows(case, layout, np.zeros(len(case.grid), np.bool_))))
    if rows[0] != heading or [row[0] for row in rows[1:]] != side or any(len(row) != len(across) + 1 for row in rows):
        raise _strange(path)
    return [
        (cell, text)
        for row, line in zip(rows[1:], cells, strict=True)
        for cell, text in zip(line, row[1:], strict=True)
    ]


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(ja=f"公表用の {path.name} を読めません。", en=f"{path.name} cannot be read.") from error


def _strange(path: Path) -> TableError:
    return TableError(
        ja=f"{path.name} の見出しか行の並びが、宣言の表と合いません。作り直してください。",
        en=f"{path.name} does not have the headings and rows of the declared table. Make it anew.",
    )
