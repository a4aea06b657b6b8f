"""What a sheet hides or carries beside its cells: hidden rows and columns, comments, merged cells."""

from collections.abc import Iterator
from typing import Any

from madoguchi.opendata.table import Remark


def beside_cells(sheet: Any) -> list[Remark]:
    """Remarks on an openpyxl worksheet that was loaded whole."""
    return [*_hidden(sheet), *_comments(sheet), *_merged(sheet)]


def _hidden(sheet: Any) -> Iterator[Remark]:
    for row, dimension in sorted(sheet.row_dimensions.items()):
        if dimension.hidden and row <= sheet.max_row:
            yield Remark("hidden-row", where=str(row), line=row)
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden and (dimension.min or 1) <= sheet.max_column:
            yield Remark("hidden-column", where=letter)


def _comments(sheet: Any) -> Iterator[Remark]:
    for _, cell in sorted(sheet._cells.items()):  # `iter_rows` would make every empty cell up to the furthest
        if cell.comment is not None:
            yield Remark("comment", cell.comment.text, where=cell.coordinate, line=cell.row)


def _merged(sheet: Any) -> Iterator[Remark]:
    for area in sheet.merged_cells.ranges:
        yield Remark("merged", where=area.coord, line=area.min_row)
