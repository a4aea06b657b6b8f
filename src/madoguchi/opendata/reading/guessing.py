"""A first look at a file: a third of a second whatever its size. `read` confirms it on every byte."""

import io
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from madoguchi.opendata.reading import troubles
from madoguchi.opendata.reading.layout import Layout, find_layout
from madoguchi.opendata.reading.opening import form_of, opened
from madoguchi.opendata.reading.origin import manner_of, more_of
from madoguchi.opendata.reading.reading import HEAD, check_width
from madoguchi.opendata.reading.text import Record, records
from madoguchi.opendata.table import Source


class Guess(NamedTuple):
    """How a file is likely to be read. `source.digest` is empty; `sheets` are the names of a workbook's sheets."""

    source: Source
    header: tuple[str, ...]
    header_lines: tuple[int, ...]
    sheets: tuple[str, ...] = ()


def guess(path: Path, *, sheet: str | None = None, delimiter: str | None = None, encoding: str | None = None) -> Guess:
    """Encoding, delimiter and header from the head, the middle and the end of a file.

    Raises the same Trouble as `read` where the samples show it.
    """
    with opened(path) as file:
        size = path.stat().st_size
        if form_of(file, path.name) == "xlsx":
            return _of_sheet(file, path.name, size, sheet)
        return _of_text(file, path.name, size, delimiter, encoding)


def _of_text(file: BinaryIO, name: str, size: int, delimiter: str | None, encoding: str | None) -> Guess:
    manner = manner_of(file, size, delimiter, encoding)
    head = list(islice(records(io.StringIO(manner.texts[0], newline=""), manner.delimiter, name, []), HEAD))
    form = "tsv" if manner.delimiter == "\t" else "csv"
    source = Source(name, size, form, manner.encodings[0], manner.delimiter, manner.newline)
    layout = _layout(head, more_of(manner), name)
    return Guess(source, layout.header, layout.header_lines)


def _of_sheet(file: BinaryIO, name: str, size: int, wanted: str | None) -> Guess:
    from madoguchi.opendata.reading.sheets import peek

    title, names, head = peek(file, name, wanted, HEAD)
    layout = _layout(head, [], name)
    return Guess(Source(name, size, "xlsx", sheet=title), layout.header, layout.header_lines, tuple(names))


def _layout(head: list[Record], more: list[Record], name: str) -> Layout:
    layout = find_layout(head, more)
    if layout is None:
        raise troubles.no_rows(name)
    check_width(len(layout.header), name)
    return layout
