"""The way through one form: which step comes next, which came before, how far one has got.

A step is one page view: a page, one row of a repeated page, or the overview of its rows. Its key is `applicant`,
`children.0` or `children`. Which steps there are follows from the answers, through `declare` alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from madoguchi.declare.answers import Step, visible_pages
from madoguchi.declare.procedure import Page
from madoguchi.declare.versions import Version

Answers = dict[str, Any]


def key_of(page_id: str, row: int | None) -> str:
    return page_id if row is None else f"{page_id}.{row}"


@dataclass(frozen=True)
class Journey:
    version: Version
    answers: Answers

    @property
    def steps(self) -> list[Step]:
        """What is to be filled in now. A repeated page that must have a row has its first one, filled in or not."""
        return list(_with_first_rows(visible_pages(self.version, self.answers), self.answers))

    @property
    def pages(self) -> list[Page]:
        """Each page once, in order."""
        return list({step.page.id: step.page for step in self.steps}.values())

    def find(self, page_id: str, row: int | None) -> Step | None:
        """The step of that address, or None. One row beyond the last is there too: it is the one to be added."""
        for step in self.steps:
            if step.page.id == page_id and step.row == row:
                return step
        return self._row_to_add(page_id, row)

    def _row_to_add(self, page_id: str, row: int | None) -> Step | None:
        page = next((page for page in self.pages if page.id == page_id), None)
        if page is None or page.repeat is None or row is None:
            return None
        return Step(page, row) if row == self.rows(page) < page.repeat.max else None

    def rows(self, page: Page) -> int:
        rows = self.answers.get(page.id)
        return len(rows) if isinstance(rows, list) else 0

    def after(self, step: Step) -> Step | None:
        """The next step, or None when everything is asked. After a row comes the overview of its page."""
        steps = self.steps
        if step.row is not None:
            return next((s for s in steps if s.page.id == step.page.id and s.row is None), None)
        return next(iter(steps[_index(steps, step) + 1 :]), None)

    def before(self, step: Step) -> Step | None:
        """Where `back` leads: from a row to the overview, when there is another row; else to the page before."""
        steps = self.steps
        if step.row is not None and self.rows(step.page) > (step.row == 0):
            return next((s for s in steps if s.page.id == step.page.id and s.row is None), None)
        earlier = [s for s in steps[: _first_of_page(steps, step.page)] if s.row is None]
        return earlier[-1] if earlier else None

    def first_unseen(self, seen: Iterable[str]) -> Step | None:
        done = set(seen)
        return next((step for step in self.steps if key_of(step.page.id, step.row) not in done), None)

    def position(self, step: Step) -> tuple[int, int]:
        """(the page's place from 1, how many pages with the last look at the answers)."""
        pages = [page.id for page in self.pages]
        return pages.index(step.page.id) + 1, len(pages) + 1


def _with_first_rows(steps: Iterable[Step], answers: Answers) -> Iterable[Step]:
    for step in steps:
        repeat = step.page.repeat
        if repeat and step.row is None and not answers.get(step.page.id) and repeat.min > 0:
            yield Step(step.page, 0)
        yield step


def _index(steps: list[Step], step: Step) -> int:
    return next((i for i, s in enumerate(steps) if (s.page.id, s.row) == (step.page.id, step.row)), len(steps))


def _first_of_page(steps: list[Step], page: Page) -> int:
    return next((i for i, s in enumerate(steps) if s.page.id == page.id), 0)


def own(answers: Answers, step: Step) -> Answers:
    """The answers that stand on the step's own level: of its row, or of the whole form."""
    if not step.page.repeat:
        return answers
    rows = answers.get(step.page.id) or []
    return rows[step.row] if step.row is not None and step.row < len(rows) else {}


def with_own(answers: Answers, step: Step, field_id: str, value: Any) -> Answers:
    """The answers with one field of the step's level set, or taken out where the value is empty."""
    level = {key: old for key, old in own(answers, step).items() if key != field_id}
    level |= {field_id: value} if value else {}
    if not step.page.repeat:
        return level
    rows = list(answers.get(step.page.id) or [])
    at = min(step.row or 0, len(rows))
    return answers | {step.page.id: [*rows[:at], level, *rows[at + 1 :]]}
