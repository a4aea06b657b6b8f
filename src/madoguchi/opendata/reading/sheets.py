"""A sheet of an XLSX workbook as records, and what the workbook holds beside its cells."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from madoguchi.opendata.reading import sheet_troubles as troubles
from madoguchi.opendata.reading.archive import BROKEN, check_archive
from madoguchi.opendata.reading.further import Further, telling
from madoguchi.opendata.reading.opening import digest
from madoguchi.opendata.reading.origin import Origin
from madoguchi.opendata.reading.shown import shown
from madoguchi.opendata.reading.text import Record
from madoguchi.opendata.table import Remark, Source

INSPECTED = 40 << 20
"""Bytes of XML: of a larger workbook the comments, hidden rows and merged cells are not looked at."""

MOST_BLANK = 1_000
"""Blank rows in a row that are told; one stray cell at the foot of a sheet leaves a million."""

_PROPERTIES = ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category")


def sheet_origin(file: BinaryIO, name: str, size: int, wanted: str | int | None) -> Origin:
    """The records of one sheet, the line being the row of the sheet.

    Raises Trouble `no-table`, `too-large`, `damaged`, `no-sheet`.
    """
    weight = check_archive(file, name)
    whole = digest(file)
    values, formulas = _load(file, name, values=True), _load(file, name, values=False)
    sheet = _chosen(values, name, wanted)
    remarks = list(_of_the_book(values, sheet.title))
    if weight <= INSPECTED:
        from madoguchi.opendata.reading.beside import beside_cells

        remarks += beside_cells(_load(file, name, values=True, whole=True)[sheet.title])
    else:
        remarks.append(Remark("not-inspected", where=sheet.title))
    names = tuple(one.title for one in values.worksheets)
    source = Source(name=name, size=size, form="xlsx", sheet=sheet.title, digest=whole, sheets=names)
    return Origin(source, _records(sheet, formulas[sheet.title], name, remarks), [], remarks, _further(sheet, name))


def _further(sheet: Any, name: str) -> Further:
    def below(head: int) -> list[Record]:
        rows = enumerate(sheet.iter_rows(min_row=head + 1, values_only=True), head + 1)
        try:
            return telling(
                (line, [shown(value, "General") if value is not None else "" for value in row]) for line, row in rows
            )
        except BROKEN as error:
            raise troubles.damaged(name) from error

    return below


def peek(file: BinaryIO, name: str, wanted: str | int | None, rows: int) -> tuple[str, list[str], list[Record]]:
    """The chosen sheet's name, all sheets' names, and the first rows."""
    check_archive(file, name)
    book = _load(file, name, values=True)
    sheet = _chosen(book, name, wanted)
    remarks: list[Remark] = []
    head = [
        (line, [_cell(cell, cell, line, remarks) for cell in row])
        for line, row in enumerate(sheet.iter_rows(max_row=rows), 1)
    ]
    return sheet.title, list(book.sheetnames), head


def visible_sheets(file: BinaryIO, name: str) -> list[int]:
    """The places, from 0, of the sheets that a person sees. Raises Trouble `damaged`, `too-large`."""
    check_archive(file, name)
    sheets = _load(file, name, values=True).worksheets
    return [at for at, sheet in enumerate(sheets) if sheet.sheet_state == "visible"]


def _load(file: BinaryIO, name: str, *, values: bool, whole: bool = False) -> Any:
    from openpyxl import load_workbook

    file.seek(0)
    try:
        return load_workbook(file, data_only=values, read_only=not whole, keep_links=False)
    except BROKEN as error:
        raise troubles.damaged(name) from error


def _chosen(book: Any, name: str, wanted: str | int | None) -> Any:
    """The named sheet, or that at this place from 0, else the first visible one that holds something."""
    tables = {sheet.title: sheet for sheet in book.worksheets}
    if wanted is not None:
        title = list(tables)[wanted : wanted + 1] if isinstance(wanted, int) else [wanted]
        if not title or title[0] not in tables:
            raise troubles.no_sheet(name, str(wanted), list(tables))
        return tables[title[0]]
    for sheet in tables.values():
        sheet.reset_dimensions()  # what a sheet says of its size may be a lie
    visible = [sheet for sheet in tables.values() if sheet.sheet_state == "visible"]
    for sheet in visible:
        if any(value is not None for row in sheet.iter_rows(max_row=200, values_only=True) for value in row):
            return sheet
    if not visible:
        raise troubles.no_sheet(name, "", list(tables))
    return visible[0]


def _of_the_book(book: Any, chosen: str) -> Iterator[Remark]:
    for sheet in book.worksheets:
        if sheet.title != chosen:
            yield Remark("hidden-sheet" if sheet.sheet_state != "visible" else "other-sheet", where=sheet.title)
    for key in _PROPERTIES:
        value = getattr(book.properties, key, None)
        if value and value != "openpyxl":
            yield Remark("property", str(value), where=key)


def _records(sheet: Any, formulas: Any, name: str, remarks: list[Remark]) -> Iterator[Record]:
    """Two readings of the same sheet side by side: what is shown, and what was typed."""
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    blank = 0
    try:
        for line, (values, typed) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows(), strict=False), 1):
            cells = [_cell(value, source, line, remarks) for value, source in zip(values, typed, strict=False)]
            blank = 0 if any(cells) else blank + 1
            if blank <= MOST_BLANK:
                yield line, cells
    except BROKEN as error:
        raise troubles.damaged(name) from error


def _cell(cell: Any, typed: Any, line: int, remarks: list[Remark]) -> str:
    if typed.data_type == "f":
        formula = getattr(typed.value, "text", typed.value)
        kind = "formula" if cell.value is not None else "no-value"
        remarks.append(Remark(kind, str(formula), where=typed.coordinate, line=line))
    if cell.value is None:
        return ""
    if cell.data_type == "e":
        remarks.append(Remark("error-value", str(cell.value), where=typed.coordinate, line=line))
    return shown(cell.value, cell.number_format or "General")
