"""The records of a delimited text, each with the line of the file on which it begins."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from madoguchi.opendata.reading import troubles
from madoguchi.opendata.table import Remark

Record = tuple[int, list[str]]
DELIMITERS = (",", "\t", ";", "|")
LONGEST_RECORD = 50
"""Lines: a longer record is rather a quote that was forgotten. It is read, and told."""

_LARGEST_CELL = 131_072
"""Characters: Python's own limit for one cell; only a forgotten quote reaches it."""


class Lines:
    """The lines of a text as they go by; it keeps those of the record that is being read."""

    def __init__(self, lines: Iterable[str], name: str) -> None:
        self.lines, self.name = lines, name
        self.number = 0
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.number += 1
            if "\0" in line:
                raise troubles.nul(self.name, self.number)
            self.record.append(line)
            yield line


def records(lines: Iterable[str], delimiter: str, name: str, remarks: list[Remark]) -> Iterator[Record]:
    """Records in order. Quotes may hold delimiters and line ends. Raises Trouble `nul`, `quote`.

    `lines` keep their ends, as from a file opened with newline="". A very long record is added to `remarks`.
    """
    source = Lines(lines, name)
    reader = csv.reader(source, delimiter=delimiter)
    begins = 1
    try:
        for cells in reader:
            if len(source.record) > 1 or source.record[0].count('"') % 2:
                _must_close(source.record, delimiter, name, begins)
            if len(source.record) > LONGEST_RECORD:
                remarks.append(Remark("long-record", str(len(source.record)), line=begins))
            yield begins, cells
            begins = source.number + 1
            source.record.clear()
    except csv.Error as error:
        raise troubles.open_quote(name, begins) from error


def _must_close(record: Sequence[str], delimiter: str, name: str, begins: int) -> None:
    """At the end of the file the reader does not see that a quote is still open."""
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise troubles.open_quote(name, begins) from error


def find_delimiter(sample: str) -> str:
    """The delimiter under which the lines have the most even number of cells; a comma where nothing tells."""
    return max(DELIMITERS, key=lambda sign: (_evenness(sample, sign), -DELIMITERS.index(sign)))


def _evenness(sample: str, delimiter: str) -> float:
    """Cells of the usual record beyond the first, and above all the share of records that have as many."""
    try:
        lengths = [len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if cells]
    except csv.Error:
        return 0.0
    wide = [length for length in lengths if length > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=lambda length: (wide.count(length), length))
    return float(min(usual - 1, 5) * (wide.count(usual) / len(lengths)) ** 3)


def first_newline(sample: str) -> str:
    """The first line end outside of quotes, "" for a single line."""
    for found in re.finditer(r"\r\n|\r|\n", sample):
        if sample.count('"', 0, found.start()) % 2 == 0:
            return found.group()
    return ""
