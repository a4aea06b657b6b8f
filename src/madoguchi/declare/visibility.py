"""What is asked under given answers. A field that is not asked counts as unanswered for everything that depends on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from madoguchi.declare.evaluate import holds
from madoguchi.declare.fields import FIELD_TYPES, FieldType
from madoguchi.declare.procedure import Field, Page
from madoguchi.declare.versions import Version


@dataclass(frozen=True)
class Layout:
    """Where each field of a version stands; made once per version."""

    version: Version
    top: dict[str, tuple[Page, Field]]
    rows: dict[str, dict[str, Field]]  # repeat page id -> field id -> field
    kinds: dict[str, dict[str, FieldType]]  # page id -> field id -> type, of fields that keep an answer

    @property
    def names(self) -> frozenset[str]:
        """Every key that answers may have."""
        return frozenset(self.top) | frozenset(self.rows)


@lru_cache(maxsize=256)
def layout(version: Version) -> Layout:
    """The layout of a version. Versions are immutable and compared by their hash."""
    pages = version.procedure.pages
    return Layout(
        version=version,
        top={field.id: (page, field) for page in pages if not page.repeat for field in page.fields},
        rows={page.id: {field.id: field for field in page.fields} for page in pages if page.repeat},
        kinds={
            page.id: {f.id: FIELD_TYPES[f.type] for f in page.fields if FIELD_TYPES[f.type].stores} for page in pages
        },
    )


class View:
    """One look at answers: asks each page and field at most once whether it is shown. Answers may be a draft."""

    def __init__(self, version: Version, answers: Mapping[str, Any]) -> None:
        self.layout = layout(version)
        self.answers = answers
        self._conditions = version.procedure.conditions
        self._pages: dict[str, bool] = {}
        self._fields: dict[tuple[str, str, int | None], bool] = {}

    def rows(self, page: Page) -> list[Any]:
        """The rows of a repeat page; [] when there is nothing usable."""
        rows = self.answers.get(page.id)
        return rows if isinstance(rows, list) else []

    def own(self, page: Page, row: int | None) -> Mapping[str, Any]:
        """The answers in which this page's fields stand: all of them, or one row's ({} for a row not yet there)."""
        if not page.repeat:
            return self.answers
        rows = self.rows(page)
        found = rows[row] if row is not None and 0 <= row < len(rows) else {}
        return found if isinstance(found, dict) else {}

    def shows_page(self, page: Page) -> bool:
        """Does the page's own condition hold? (Whether an exit comes before it is not asked here.)"""
        if page.when is None:
            return True
        if page.id not in self._pages:
            self._pages[page.id] = holds(page.when, lambda name: self._value(name, None, None), self._conditions)
        return self._pages[page.id]

    def shows(self, page: Page, field: Field, row: int | None = None) -> bool:
        """Is this field asked (in this row)?"""
        if field.when is None:
            return self.shows_page(page)
        key = (page.id, field.id, row)
        if key not in self._fields:
            when = field.when
            self._fields[key] = self.shows_page(page) and holds(
                when, lambda name: self._value(name, page, row), self._conditions
            )
        return self._fields[key]

    def _value(self, name: str, page: Page | None, row: int | None) -> Any:
        """The value that a condition sees: of the same row first, None where the field is not asked."""
        if page is not None and page.repeat and name in self.layout.rows[page.id]:
            field = self.layout.rows[page.id][name]
            return self.own(page, row).get(name) if self.shows(page, field, row) else None
        if name not in self.layout.top:
            return None
        home, field = self.layout.top[name]
        return self.answers.get(name) if self.shows(home, field) else None
