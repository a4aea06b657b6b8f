"""CSV tables beside the procedures: read strictly, so that every row has the columns of the heading."""

import csv
import io

from madoguchi.declare import loading_codes, source_codes
from madoguchi.declare.findings import Finding
from madoguchi.declare.source import MAX_BYTES

Rows = tuple[tuple[str, ...], ...]
"""The heading, then the rows; every cell is trimmed text."""


def read_rows(raw: bytes, file: str) -> tuple[Rows, tuple[int, ...], list[Finding]]:
    """Heading and rows, the line (from 1) on which each begins, and what is wrong. Blank rows and `#` rows are skipped."""
    if len(raw) > MAX_BYTES:
        return (), (), [source_codes.TOO_LARGE.at(file, (1, 1), limit=MAX_BYTES)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (), (), [source_codes.NOT_UTF8.at(file, (raw[: error.start].count(b"\n") + 1, 1))]
    return _parse(text, file)


def _parse(text: str, file: str) -> tuple[Rows, tuple[int, ...], list[Finding]]:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        started = 1
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                rows.append(tuple(cell.strip() for cell in cells))
                lines.append(started)
            started = reader.line_num + 1
    except csv.Error:
        return (), (), [loading_codes.TABLE_NOT_CSV.at(file, (reader.line_num, 1))]
    return tuple(rows), tuple(lines), _uneven(rows, lines, file)


def _uneven(rows: list[tuple[str, ...]], lines: list[int], file: str) -> list[Finding]:
    if len(rows) < 2:
        return [loading_codes.EMPTY_TABLE.at(file, (1, 1))]
    width = len(rows[0])
    ragged = loading_codes.RAGGED_TABLE
    return [
        ragged.at(file, (line, 1), expected=width, found=len(row))
        for row, line in zip(rows, lines, strict=True)
        if len(row) != width
    ]
