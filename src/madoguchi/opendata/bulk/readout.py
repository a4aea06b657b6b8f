"""Columns that are often wrong, read out by DuckDB and judged by value."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from madoguchi.opendata.bulk.scan import File
from madoguchi.opendata.checking.rows.model import Placed, RowRule

if TYPE_CHECKING:
    from madoguchi.opendata.bulk.columns import Work

_MOST_REMEMBERED = 100_000


def judge_read_out(work: "Work", file: File) -> None:
    """Fill the tally with what the gate left out."""
    columns = work.gate.read_out
    if not columns:
        return
    place = {column: at for at, column in enumerate(columns)}
    rules = [_Remembering(rule, [place[column] for column in rule.columns]) for rule in work.gate.rules]
    keys: dict[int, list[int]] = {at: [] for at in work.judge.keys if at in work.gate.noisy}
    for number, cells in enumerate(file.read_out(columns)):
        if number in work.asides:
            for hashes in keys.values():
                hashes.append(0)
            continue
        plain = _judge_cells(work, number, columns, cells)
        for rule in rules:
            for at, verdict in rule.judge(plain):
                column = rule.rule.columns[at]
                work.tally.see(work.judge, work.lines.line(number), column, cells[place[column]], verdict)
        for at, hashes in keys.items():
            hashes.append(hash(plain[place[at]]) if plain[place[at]] else 0)
    _keep(work, keys)


def _judge_cells(work: "Work", number: int, columns: Sequence[int], cells: Sequence[str]) -> Sequence[str]:
    plain = cells
    for place, at in enumerate(columns):
        if work.judge.checks[at].is_silent(cells[place]):
            continue
        said = work.judge.checks[at].judge(cells[place])
        plain = [*plain[:place], said.plain, *plain[place + 1 :]]
        if at not in work.gate.noisy:  # told already, with the rows that did not pass
            continue
        for verdict in said.verdicts:
            work.tally.see(work.judge, work.lines.line(number), at, cells[place], verdict)
        if not said.plain and at in work.judge.needed:
            work.emptied.setdefault(at, []).append(number)
    return plain


def _keep(work: "Work", keys: dict[int, list[int]]) -> None:
    import numpy as np

    for at, hashes in keys.items():
        work.hashes[at] = np.asarray(hashes, dtype=np.int64)


class _Remembering:
    """A rule that was asked about the same cells before."""

    def __init__(self, rule: RowRule, places: Sequence[int]) -> None:
        self.rule, self.places = rule, places
        self._said: dict[tuple[str, ...], list[Placed]] = {}

    def judge(self, cells: Sequence[str]) -> list[Placed]:
        """What the rule says of the read-out cells of a row."""
        mine = tuple(cells[place] for place in self.places)
        said = self._said.get(mine)
        if said is None:
            if len(self._said) > _MOST_REMEMBERED:
                self._said.clear()
            said = self._said[mine] = self.rule.judge(mine)
        return said
