"""The quick way: DuckDB over all rows, the judge over those that are left."""

from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from madoguchi.opendata.bulk import people, twins
from madoguchi.opendata.bulk.gate import Gate, make_gate
from madoguchi.opendata.bulk.irregular import Irregular
from madoguchi.opendata.bulk.lines import Lines, Marks, mark
from madoguchi.opendata.bulk.readout import judge_read_out
from madoguchi.opendata.bulk.scan import File, Scan
from madoguchi.opendata.bulk.tally import Tally
from madoguchi.opendata.bulk.transcoding import as_utf8
from madoguchi.opendata.checking.judging import Judge, blank_findings
from madoguchi.opendata.collecting import uncollected
from madoguchi.opendata.personal import Look
from madoguchi.opendata.reading import kinds
from madoguchi.opendata.reading.layout import Layout
from madoguchi.opendata.reading.reading import is_surely_data
from madoguchi.opendata.reading.tables import BELOW, opens_table
from madoguchi.opendata.table import Aside, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Checked(NamedTuple):
    """What is known of the rows beside the findings."""

    rows: int
    unchecked: tuple[str, ...]
    asides: tuple[Aside, ...]


@dataclass
class Work:
    """What the parts of the job share."""

    judge: Judge
    tally: Tally
    gate: Gate
    scan: Scan
    lines: Lines
    asides: dict[int, Aside] = field(default_factory=dict)  # number → what, without its empty cells
    emptied: dict[int, list[int]] = field(default_factory=dict)  # column → rows whose cell will be empty once mended
    changed: list[tuple[int, list[str]]] = field(default_factory=list)  # rows whose plain cells differ
    hashes: "dict[int, NDArray[np.int64]]" = field(default_factory=dict)  # of keys that were read out


def check_columns(
    path: Path, first: Table, layout: Layout, judge: Judge, tally: Tally, look: Look | None = None
) -> Checked:
    """Fill the tally, and the look for people. Raises Irregular."""
    with as_utf8(path, first.source.encoding) as text, ThreadPoolExecutor(1) as aside, uncollected():
        marking = aside.submit(mark, text)  # begun first: the imports below use but one processor
        import duckdb

        try:
            return _check(text, first, layout, judge, tally, look, aside, marking)
        except duckdb.Error as error:
            raise Irregular from error


def _check(
    text: Path,
    first: Table,
    layout: Layout,
    judge: Judge,
    tally: Tally,
    look: Look | None,
    aside: Executor,
    marking: "Future[Marks]",
) -> Checked:
    delimiter = first.source.delimiter
    gate, file = make_gate(judge, first.rows), File(text, delimiter, len(first.header))
    scan = file.scan(gate, judge.needed, judge.keys, people.asked(look, judge, gate.noisy) if look else ())
    ordered = {at: aside.submit(twins.in_order, hashes) for at, hashes in scan.keys.items()}
    marks = marking.result()
    work = Work(judge, tally, gate, scan, Lines(text, delimiter, scan.rows, marks))
    _judge_left(work, layout)
    _must_be_one_table(work)
    judge_read_out(work, file)
    _tell_blanks(work)
    twins.tell(work, file, {at: one.result() for at, one in ordered.items()})
    if look:
        people.see(look, work)
    asides = tuple(aside for _, aside in sorted(work.asides.items()))
    return Checked(scan.rows - len(asides), _unchecked(work), asides)


def _judge_left(work: Work, layout: Layout) -> None:
    """The rows that did not pass, as they come in the file."""
    import numpy as np

    judge, noisy = work.judge, frozenset(work.gate.noisy)
    asked = [rule for rule in judge.rules if rule not in work.gate.rules]
    for number, cells in work.lines.pick(np.flatnonzero(~work.scan.good)):
        if kind := _aside(layout, cells):
            work.asides[number] = Aside(work.lines.line(number), kind, tuple(filter(None, cells)))
            continue
        said = judge.troubled(cells)
        line = work.lines.line(number)
        work.tally.add(judge.row(line, cells, said=said, skip=noisy, rules=asked))
        better = {at: one.plain for at, one in said.items() if at not in noisy and one.plain != cells[at]}
        if better:
            work.changed.append((number, [better.get(at, cell) for at, cell in enumerate(cells)]))
            for at in [at for at in judge.needed if better.get(at) == ""]:
                work.emptied.setdefault(at, []).append(number)


def _must_be_one_table(work: Work) -> None:
    """After what was set aside another table may begin, which the row checker knows how to tell. Raises Irregular."""
    import numpy as np

    after = [at + 1 for at in work.asides if at + 1 not in work.asides]
    wanted = {row for at in after for row in range(at, min(at + 1 + BELOW, work.scan.rows))}
    there = dict(work.lines.pick(np.asarray(sorted(wanted), dtype=np.int64)))
    for at in after:
        rows = [there[row] for row in range(at, at + 1 + BELOW) if row in there]
        if rows and opens_table(rows[0], rows[1:]):
            raise Irregular


def _aside(layout: Layout, cells: Sequence[str]) -> str:
    """As `reading.Stream` tells data from what is none; most are seen at a glance."""
    if is_surely_data(cells, layout):
        return ""
    kind = kinds.kind(cells, layout.filled)
    if kind == "total" and layout.totals_are_data:
        return ""
    return kind or ("header" if tuple(cells) == layout.header else "")


def _tell_blanks(work: Work) -> None:
    import numpy as np

    rows = work.scan.rows - len(work.asides)
    for at, blank in work.scan.blank.items():
        there = blank.copy()
        there[work.emptied.get(at, [])] = True
        there[list(work.asides)] = False
        numbers = np.flatnonzero(there)
        lines = [work.lines.line(number) for number in numbers[: work.tally.most].tolist()]
        found = blank_findings(work.judge, at, rows, lines, len(numbers))
        work.tally.add(found)
        if found and found[0][1].line is not None:
            work.tally.more(found[0][1].rule, found[0][1].column, len(numbers) - len(found))


def _unchecked(work: Work) -> tuple[str, ...]:
    loose = tuple(rule.loose for rule in work.judge.rules if rule.loose and rule not in work.gate.rules)
    return loose + (("duplicate:row (修正前の値で比べた)",) if not work.judge.keys and work.gate.noisy else ())
