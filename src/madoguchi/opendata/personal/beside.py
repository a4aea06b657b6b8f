"""What a workbook hides or carries beside its cells, as findings: people forget that it is published with them."""

from collections.abc import Iterator

from madoguchi.opendata.finding import Finding
from madoguchi.opendata.personal.values import my_numbers
from madoguchi.opendata.personal.words import finding
from madoguchi.opendata.table import Table

_KINDS = {
    "hidden-sheet": "hidden",
    "hidden-row": "hidden",
    "hidden-column": "hidden",
    "comment": "comment",
    "property": "property",
    "not-inspected": "not-inspected",
}


def beside(table: Table) -> Iterator[Finding]:
    """Hidden sheets, rows and columns, comments, properties of the document; each with its place and what stands there."""
    for remark in table.remarks:
        if kind := _KINDS.get(remark.kind):
            value = f"{remark.where}: {remark.text}" if remark.text else remark.where
            yield finding(kind, line=remark.line, value="" if my_numbers([(0, remark.text)]) else value)
