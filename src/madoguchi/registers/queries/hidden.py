"""Rows that are not there: somebody in them is shielded, or may be (支援措置). For everybody it is as if there were nothing.

A register has nobody who has the case, so nobody meets a masked row either: the whole row, its plain part included, stays
away from lists, counts, searches, files and pages until the protection has ended.
"""

from collections.abc import Iterable

from madoguchi.protect.queries import shielded_among
from madoguchi.registers.models import Book, Row, RowVersion


def hidden_in(books: Iterable[str | Book]) -> set[int]:
    """Primary keys of the hidden rows of these registers."""
    every = RowVersion.objects.filter(row__book__in=list(books)).exclude(record_id=None)
    return _hidden(every.values_list("row_id", "record_id"))


def is_hidden(row: Row) -> bool:
    return bool(_hidden(row.versions.exclude(record_id=None).values_list("row_id", "record_id")))


def _hidden(links: Iterable[tuple[int, object]]) -> set[int]:
    """A row is hidden for what any of its versions says: somebody may be looked for under an earlier name."""
    pairs = list(links)
    shielded = shielded_among(record_id for _row, record_id in pairs) if pairs else set()  # type: ignore[misc]
    return {row for row, record_id in pairs if record_id in shielded}
