"""A whole file read into a `Table`, or let by row by row when it is large."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.reading import kinds, troubles
from madoguchi.opendata.reading.further import has_gap
from madoguchi.opendata.reading.layout import Layout, find_layout
from madoguchi.opendata.reading.opening import form_of, opened
from madoguchi.opendata.reading.origin import Origin, text_origin
from madoguchi.opendata.reading.tables import BELOW, Ahead, opens_table
from madoguchi.opendata.reading.text import Record
from madoguchi.opendata.table import Aside, Ragged, Remark, Row, Table

MOST_COLUMNS = 1_000
HEAD = 200
"""Records from which the layout is found; of a text also some from the middle and the end."""

SUSPECT = frozenset(["", *" \t\r\n\u3000\u00a0\x1a合計総小TtＴｔ※＊*注備出資補（([［【〔"])
"""First characters with which a row may be something else than data."""


class Stream:
    """A table whose rows go by: iterate once, then ask for `closed()`, the table without its rows."""

    def __init__(self, origin: Origin) -> None:
        self.source = origin.source
        self.remarks = origin.remarks
        records = iter(origin.records)
        head = list(islice(records, HEAD))
        more = origin.further(HEAD) if len(head) == HEAD and has_gap(head) else []
        layout = find_layout(head, [*origin.more, *more])
        if layout is None:
            raise troubles.no_rows(self.source.name)
        check_width(len(layout.header), self.source.name)
        self.layout = layout
        self.asides = list(layout.titles)
        self.ragged: list[Ragged] = []
        self._records = chain(head[layout.consumed :], records)
        if layout.right is not None:
            line = layout.header_lines[0]
            self._another(column_letters(layout.left + layout.right) + str(line), layout.right_names, line)
        if layout.doubtful:
            self.remarks.append(Remark("header-doubtful", line=layout.header_lines[0]))

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.layout.header

    def __iter__(self) -> Iterator[Row]:
        """The rows that are data, each as wide as the header."""
        groups: list[Aside] = []
        gap = other = False  # after a blank row; within another table
        rows = 0
        records = Ahead(self._left(map(self._shifted, self._records)))
        for line, cells in records:
            kind = self._kind(cells)
            if gap and rows and not kind and opens_table(cells, records.following(BELOW)):
                self._another(str(line), [cell.strip() for cell in cells if cell.strip()], line)
                other = True
            gap = kind == "blank" or (gap and kind != "")
            if other and kind != "blank":
                kind = "other-table"
            if kind:
                aside = Aside(line, kind, cells)
                self.asides.append(aside)
                groups = [*groups, aside] if kind == "group" else groups
                continue
            groups, rows = [], rows + 1
            yield Row(line, self._fitted(line, cells))
        self._end(groups)

    def _shifted(self, record: Record) -> Record:
        """Without the blank columns before the table; what stands in one of them further down is told."""
        line, cells = record
        left = self.layout.left
        if left == 0:
            return record
        if kinds.fill(cells[:left]):
            self.ragged.append(Ragged(line, len(cells), tuple(cells[:left])))
        return line, cells[left:]

    def _left(self, records: Iterable[Record]) -> Iterator[Record]:
        """The cells left of another table; those of the other are set aside."""
        right = self.layout.right
        if right is None:
            yield from records
            return
        for line, cells in records:
            if kinds.fill(cells[right:]):
                self.asides.append(Aside(line, "other-table", cells[right:]))
            if kinds.fill(cells[:right]) or not kinds.fill(cells):
                yield line, cells[:right]

    def _another(self, where: str, names: Sequence[str], line: int) -> None:
        self.remarks.append(Remark("other-table", "、".join(names), where=where, line=line))

    def _kind(self, cells: Sequence[str]) -> str:
        layout = self.layout
        if is_surely_data(cells, layout):
            return ""
        kind = kinds.kind(cells, layout.filled)
        if kind == "total" and layout.totals_are_data:
            return ""
        return kind or ("header" if tuple(cells[: len(layout.header)]) == layout.header else "")

    def _fitted(self, line: int, cells: Sequence[str]) -> Sequence[str]:
        width = len(self.layout.header)
        if len(cells) == width:
            return cells
        extra = tuple(cells[width:])
        short = len(cells) < width and self.source.form != "xlsx"  # a sheet keeps no blank cells at the end of a row
        if short or len(cells) > self.layout.width or any(extra):
            self.ragged.append(Ragged(line, len(cells), extra))
        return [*cells[:width], *[""] * (width - len(cells))]

    def _end(self, groups: Sequence[Aside]) -> None:
        """Lone words after the last row of data are notes; no group follows."""
        for aside in groups:
            self.asides[self.asides.index(aside)] = aside._replace(kind="note")

    def closed(self, rows: Sequence[Row] = ()) -> Table:
        """The table with what was set aside, and the given rows."""
        return Table(
            source=self.source,
            header=self.layout.header,
            rows=rows,
            asides=tuple(self.asides),
            header_lines=self.layout.header_lines,
            remarks=tuple(self.remarks),
            ragged=tuple(self.ragged),
        )


def is_surely_data(cells: Sequence[str], layout: Layout) -> bool:
    """Whether a row is seen to be data at a glance, as most are."""
    word = cells[0] if cells else ""
    plain = word[:1] not in SUSPECT and word[-1:] != "計" and word != layout.header[0]
    return plain and len(cells) - cells.count("") > min(2, len(layout.header) - 1)


def column_letters(at: int) -> str:
    """The name of a column as spreadsheet programs write it, counted from 0: A, B … Z, AA."""
    return (column_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def check_width(width: int, name: str) -> None:
    """Raises Trouble `too-wide`."""
    if width > MOST_COLUMNS:
        raise troubles.too_wide(name, width, MOST_COLUMNS)


@contextmanager
def streamed(
    path: Path, *, sheet: str | int | None = None, delimiter: str | None = None, encoding: str | None = None
) -> Iterator[Stream]:
    """The table of a file, row by row; memory does not grow with the rows of a text.

    Raises Trouble for what cannot be read (`reading.troubles`), and `changed` at the end of a file that changed.
    """
    with opened(path) as file:
        size = path.stat().st_size
        if form_of(file, path.name) == "xlsx":
            from madoguchi.opendata.reading.sheets import sheet_origin

            yield Stream(sheet_origin(file, path.name, size, sheet))
        else:
            yield Stream(text_origin(file, path.name, size, delimiter, encoding))


def read(
    path: Path, *, sheet: str | int | None = None, delimiter: str | None = None, encoding: str | None = None
) -> Table:
    """The table of a CSV, TSV or XLSX file, told by its content and not by its name.

    `sheet` (XLSX): the first visible one that is not empty, unless one is named or counted from 0. `delimiter`, `encoding`: found out unless
    named. Raises Trouble (`reading.troubles`) for what cannot be read, OSError for what cannot be opened.
    """
    with streamed(path, sheet=sheet, delimiter=delimiter, encoding=encoding) as stream:
        rows = list(stream)
    return stream.closed(rows)


def sheets_of(path: Path) -> list[int]:
    """The places, from 0, of the sheets of a workbook that a person sees; none of a text, or of what cannot be opened.

    For a person who has to choose another sheet, since the first one holds no table.
    """
    try:
        with opened(path) as file:
            if form_of(file, path.name) != "xlsx":
                return []
            from madoguchi.opendata.reading.sheets import visible_sheets

            return visible_sheets(file, path.name)
    except Trouble:
        return []
