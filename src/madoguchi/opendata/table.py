"""A table as it was found in a file: its header, its rows, and where each of them stood."""

from collections.abc import Sequence
from typing import NamedTuple


class Source(NamedTuple):
    """Where a table came from and how it was read."""

    name: str
    size: int  # bytes
    form: str  # "csv" | "tsv" | "xlsx"
    encoding: str = ""  # Python's name: "utf-8-sig", "utf-8", "cp932", "utf-16-le", "euc_jp"; empty for xlsx
    delimiter: str = ""
    newline: str = ""  # "\r\n" | "\n" | "\r"; the first one that was met
    sheet: str = ""
    digest: str = ""  # SHA-256 of the file, hexadecimal; empty where nobody needed it (`guess`, `bulk`)
    sheets: tuple[str, ...] = ()  # of a workbook, all of them in order


class Row(NamedTuple):
    """`line`: the 1-based line of the text file on which the row begins, or the row of the sheet."""

    line: int
    cells: Sequence[str]


class Aside(NamedTuple):
    """A row that is no data: kept, told, and left out of what is published."""

    line: int
    kind: str  # "title" | "header" | "blank" | "group" | "total" | "note" | "other-table"
    cells: Sequence[str]


class Ragged(NamedTuple):
    """A row that was shorter or longer than the header: padded with "", or cut, what was cut being kept in `extra`."""

    line: int
    found: int  # cells in the file
    extra: tuple[str, ...] = ()


class Remark(NamedTuple):
    """Something a file holds beside its cells, or how it had to be read; `reading.findings` tells each to a person.

    `kind`: "header-doubtful" | "long-record" | "other-sheet" | "other-table" | "hidden-sheet" | "hidden-row" | "hidden-column" |
    "comment" | "formula" | "no-value" | "error-value" | "merged" | "property" | "not-inspected".
    """

    kind: str
    text: str = ""
    where: str = ""  # "B3" of a sheet, the name of a sheet or property
    line: int | None = None


class Table(NamedTuple):
    """Cells are text exactly as they stood, but for what the file format itself takes off (quotes, the BOM).

    Every row has as many cells as the header; what was shorter or longer stands in `ragged`. A column without a
    name has "" in the header.
    """

    source: Source
    header: tuple[str, ...]
    rows: Sequence[Row]
    asides: tuple[Aside, ...] = ()
    header_lines: tuple[int, ...] = (1,)  # more than one where a header is built of several rows
    remarks: tuple[Remark, ...] = ()
    ragged: tuple[Ragged, ...] = ()
