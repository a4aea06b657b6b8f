"""Writing a table as others expect it: CSV in UTF-8 with BOM and CRLF, TSV, or XLSX; in whole or not at all.

Values are written as they are. A cell that begins like a formula (`=`, `+`, `-`, `@`) is not altered in CSV, because
whoever reads it as data would get a wrong value; `formulas` lists such cells so that a person may look. In an XLSX it
is written as text and never runs.
"""

import csv
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.finding import Finding, Weight
from madoguchi.opendata.table import Row

FORMS = {".csv": ",", ".tsv": "\t", ".txt": "\t", ".xlsx": ""}
_FORMULA = re.compile(r"[=@]|[+\-](?![\d.])")
_MOST_ROWS, _LONGEST_CELL = 1_048_576, 32_767
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write(header: Sequence[str], rows: Iterable[Row], path: Path) -> int:
    """Write header and rows; returns the number of rows. The ending of `path` tells the form.

    Under the final name stands either what was there before or the whole new file. Raises Trouble `form`,
    `sheet-limit` (XLSX: too many rows, too long a cell, control characters), OSError.
    """
    if path.suffix.lower() not in FORMS:
        raise _form(path)
    delimiter = FORMS[path.suffix.lower()]
    with _whole(path) as half:
        if delimiter:
            return _delimited(header, rows, half, delimiter)
        return _workbook(header, rows, half)


def formulas(header: Sequence[str], rows: Iterable[Row]) -> Iterator[Finding]:
    """Cells that a spreadsheet program would take for a formula; numbers with a sign and lone dashes are none."""
    for row in rows:
        for name, cell in zip(header, row.cells, strict=False):
            if len(cell) > 1 and _FORMULA.match(cell):
                yield Finding(
                    "formula-like",
                    Weight.NOTE,
                    "表計算ソフトで開くと、数式として動くことがあります。値はそのままにしています。",
                    "A spreadsheet program may run this cell as a formula; the value is left as it is.",
                    row.line,
                    name,
                    cell,
                )


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield half
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _delimited(header: Sequence[str], rows: Iterable[Row], path: Path, delimiter: str) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(header)
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow(row.cells)
    return count


def _workbook(header: Sequence[str], rows: Iterable[Row], path: Path) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = ""
    sheet = book.create_sheet("data")
    count = 0
    try:
        sheet.append(_as_text(sheet, header, 1))
        for count, row in enumerate(rows, 1):
            if count >= _MOST_ROWS:
                raise _limit(row.line)
            sheet.append(_as_text(sheet, row.cells, row.line))
    finally:
        book.save(
            path
        )  # also after a failure: it clears away what the book keeps elsewhere; `path` is not the last name
    return count


def _as_text(sheet: Any, cells: Sequence[str], line: int) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell

    if any(len(cell) > _LONGEST_CELL or _UNFIT.search(cell) for cell in cells):
        raise _limit(line)
    written = [WriteOnlyCell(sheet, cell) for cell in cells]
    for cell in written:
        cell.data_type = "s"  # else "=1+1" would be a formula
    return written


def _form(path: Path) -> Trouble:
    return Trouble(
        "form",
        ja=f"{path.name}: この形式では書けません。",
        en=f"{path.name}: this form cannot be written.",
        mend_ja="名前の終わりを .csv、.tsv、.xlsx のどれかにしてください。",
        mend_en="Let the name end in .csv, .tsv or .xlsx.",
    )


def _limit(line: int) -> Trouble:
    return Trouble(
        "sheet-limit",
        ja=f"もとの {line} 行目は、XLSX に入りません (行が多すぎる、セルが長すぎる、または制御文字があります)。",
        en=f"Line {line} does not fit into an XLSX (too many rows, too long a cell, or a control character).",
        mend_ja=".csv で書いてください。",
        mend_en="Write a .csv instead.",
    )
