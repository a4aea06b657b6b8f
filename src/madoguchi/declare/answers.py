"""Answers and their form: which pages and fields are asked, reading a posted page, dropping what is not asked.

Answers are JSON: {"name": {…}, "birth": "1990-04-05", "children": [{"name": {…}, …}]}.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from madoguchi.declare.fields import Context
from madoguchi.declare.page_reading import PageResult, read_page
from madoguchi.declare.procedure import Field, Page
from madoguchi.declare.submission import check_answers
from madoguchi.declare.versions import Version
from madoguchi.declare.visibility import View

__all__ = [
    "Context",
    "PageResult",
    "Step",
    "check_answers",
    "prune",
    "read_page",
    "visible_fields",
    "visible_pages",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One view of the form: a page, one row of a repeat page, or (row None) the overview of its rows."""

    page: Page
    row: int | None = None

    @property
    def ends(self) -> bool:
        """Does the form end here with words instead of a submission?"""
        return self.page.exit is not None

    @property
    def is_overview(self) -> bool:
        """The rows of a repeat page, none of them opened."""
        return self.page.repeat is not None and self.row is None


def visible_pages(version: Version, answers: Mapping[str, Any]) -> list[Step]:
    """The way through the form as far as the answers now show it. A page on which nothing is asked is left out."""
    view = View(version, answers)
    steps: list[Step] = []
    for page in version.procedure.pages:
        if view.shows_page(page):
            steps += _steps(view, page)
            if page.exit is not None:
                break
    return steps


def _steps(view: View, page: Page) -> list[Step]:
    if page.repeat:
        return [*(Step(page, row) for row in range(len(view.rows(page)))), Step(page)]
    shown = not page.fields or any(view.shows(page, field) for field in page.fields)
    return [Step(page)] if shown else []


def visible_fields(version: Version, page: Page, answers: Mapping[str, Any], row: int | None = None) -> list[Field]:
    """The fields to show on a page (in a row), words-only fields included."""
    view = View(version, answers)
    return [field for field in page.fields if view.shows(page, field, row)]


def prune(version: Version, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that are not asked: what is submitted. A draft keeps them, for going back and forth."""
    view = View(version, answers)
    kept: dict[str, Any] = {}
    for page in version.procedure.pages:
        if page.repeat and view.shows_page(page) and page.id in answers:
            kept[page.id] = [_kept(view, page, row) for row in range(len(view.rows(page)))]
        elif not page.repeat:
            kept |= _kept(view, page, None)
    return kept


def _kept(view: View, page: Page, row: int | None) -> dict[str, Any]:
    own = view.own(page, row)
    return {
        name: own[name]
        for name in view.layout.kinds[page.id]
        if own.get(name) is not None and view.shows(page, _field(view, page, name), row)
    }


def _field(view: View, page: Page, name: str) -> Field:
    return view.layout.rows[page.id][name] if page.repeat else view.layout.top[name][1]
