"""An activity report (活動報告): chapters in their order, each made of the published rows of registers. Nothing is typed twice."""

from typing import Annotated, Literal

from pydantic import Field as Key

from madoguchi.declare.base import Declared, Slug, Text
from madoguchi.declare.register import Chosen

Shape = Literal["words", "table", "entries", "grid", "groups", "stages", "asks"]
"""words: paragraphs. table: a line for each row. entries: a heading with its facts. grid: one field down, one across.
groups: under the values of fields. stages: what was said, how far it has come and when. asks: what is handed on."""


class Part(Declared):
    """Rows of one register, in one shape. Only fields that the register publishes can be named."""

    of: Slug = Key(alias="register")
    shape: Shape
    title: Text | None = None
    intro: Text | None = None
    when: Chosen | None = None
    fields: Annotated[tuple[Slug, ...], Key(min_length=1)]
    order: Slug | None = None  # sorted by this field; else as the rows were added
    down: Slug | None = None  # grid: what stands at the head of a line
    across: Slug | None = None  # grid: a choice, whose options are the columns
    notes: Slug | None = None  # grid: what stands below as a footnote
    under: tuple[Slug, ...] = ()  # groups: the headings, the outer first
    stage: Slug | None = None  # stages: a choice whose options are the way
    ask: Slug | None = None  # asks: the field with the place of the ask
    links: dict[Slug, Slug] = {}  # a field whose words are the heading of a row of that register: it leads there
    next: bool = False  # these rows are the recommendations to come: /progress/ tells them as they are adopted


class Chapter(Declared):
    id: Slug
    title: Text
    intro: Text | None = None
    parts: Annotated[tuple[Part, ...], Key(min_length=1)]


class Activity(Declared):
    activity: Slug
    title: Text  # of the report
    committee: Text
    note: Text | None = None
    owner: Slug
    follows: Slug | None = None  # the recommendations whose open asks are handed on
    chapters: Annotated[tuple[Chapter, ...], Key(min_length=1)]  # the report, in its order
    work: tuple[Chapter, ...] = ()  # what is under way: on the committee's page, not in the report

    def parts(self) -> tuple[tuple[str, int, int, Part], ...]:
        """Every part with where it stands: `chapters` or `work`, which chapter, which part."""
        return tuple(
            (where, at, index, part)
            for where, chapters in (("chapters", self.chapters), ("work", self.work))
            for at, chapter in enumerate(chapters)
            for index, part in enumerate(chapter.parts)
        )
