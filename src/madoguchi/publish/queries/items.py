"""Items of an app before a person: what is declared to be asked of them, what each says, and how far one is."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from madoguchi.declare.dataset import Dataset as Declared
from madoguchi.declare.dataset import Items, Question
from madoguchi.opendata.personal.prose import Mark, marks
from madoguchi.protect import actions as vault
from madoguchi.publish.items import passes
from madoguchi.publish.models import Dataset, Item, Release
from madoguchi.publish.queries.declared import declared
from madoguchi.publish.queries.releases import folder
from madoguchi.publish.release.paging import Question as Asked
from madoguchi.publish.release.paging import page
from madoguchi.publish.release.shape import load

State = Item.State
HIDDEN = "●"
SHOWN = 500
STEP = 10
"""So few are not counted out in public; more are told in whole tens, so that two releases together tell no single one."""


def declared_items() -> dict[str, Declared]:
    """The datasets whose items are answered for one by one."""
    return {slug: one for slug, one in declared().items() if one.items}


def items_of(dataset: Dataset | None, wanted: Items) -> "Standing":
    found = list(dataset.items.order_by("pk")) if dataset else []
    return Standing(found, {one.pk: state_of(one, wanted.questions) for one in found})


def state_of(one: Item, questions: Sequence[Question]) -> str:
    """Where the town asks more or other questions by now, it waits to be looked at again."""
    if one.state == State.ACCEPTED and not passes(questions, one.answers):
        return str(State.WAITING)
    return one.state


def asks_more(dataset: Dataset) -> bool:
    """Does the town ask something by now that was not answered when these were let out?"""
    one = declared_items().get(dataset.slug)
    standing = items_of(dataset, one.items) if one and one.items else None
    return standing is not None and any(item.state == State.ACCEPTED for item in standing.waiting)


@dataclass(frozen=True)
class Standing:
    """All items of a dataset in their order, and where each of them stands now. Of those that a person let out with an
    answer to every question that is asked now, and of no others, a release is made."""

    items: Sequence[Item]
    states: dict[int, str]

    def of(self, *states: str) -> list[Item]:
        return [one for one in self.items if self.states[one.pk] in states]

    @property
    def waiting(self) -> list[Item]:
        return self.of(State.WAITING)

    @property
    def done(self) -> int:
        return len(self.items) - len(self.of(State.WAITING))

    def beside(self, one: Item) -> tuple[Item | None, Item | None]:
        """The ones before and after it."""
        at = [each.pk for each in self.items].index(one.pk)
        return self.items[at - 1] if at else None, self.items[at + 1] if at + 1 < len(self.items) else None

    def next_waiting(self, one: Item) -> Item | None:
        """The one that waits after it; after the last, the first."""
        waiting = [each for each in self.of(State.WAITING) if each.pk != one.pk]
        return next((each for each in waiting if each.pk > one.pk), waiting[0] if waiting else None)

    def counted(self, questions: Iterable[Question]) -> dict[str, Any]:
        """For the one who lets out: how many passed, were held back, were not looked at; and which answers held back."""
        refused = self.of(State.REFUSED)
        by = {
            one.id: sum(item.answers.get(one.id) not in ("", None, one.passes) for item in refused) for one in questions
        }
        return {
            "passed": len(self.of(State.ACCEPTED)), "held": len(refused), "waiting": len(self.of(State.WAITING)), "by": by,
        }  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A piece of text; `kind`: what it may tell of a person, "" for nothing."""

    text: str
    kind: str = ""


def cells_of(one: Item) -> dict[str, str]:
    """What it says, by column. Raises vault.Gone."""
    if one.content_id is None:
        raise vault.Gone(one.pk)
    with vault.open_loose(one.content_id) as source:
        cells: dict[str, str] = json.loads(source.read())
    return cells


def pieces(text: str) -> list[Piece]:
    """With every mark at its place. What may be a My Number is not shown."""
    found, at = list[Piece](), 0
    for mark in marks(text):
        found += [Piece(text[at : mark.start])] if mark.start > at else []
        found.append(_marked(text, mark))
        at = mark.end
    return [*found, Piece(text[at:])] if at < len(text) else found


def _marked(text: str, mark: Mark) -> Piece:
    told = text[mark.start : mark.end]
    return Piece(HIDDEN * len(told) if mark.kind == "my-number" else told, mark.kind)


def kinds_in(cells: Iterable[str]) -> list[str]:
    """What the text of an item may tell of people, mark by mark."""
    return [mark.kind for cell in cells for mark in marks(cell)]


def coarse(number: int) -> int:
    """For the public: 0 for none, 1 for fewer than ten, else whole tens."""
    return min(number, 1) if number < STEP else number // STEP * STEP


@dataclass(frozen=True)
class Rows:
    """What a release holds, as far as one page shows it."""

    names: Sequence[str]
    rows: Sequence[Sequence[tuple[str, Any]]]  # by column


def checklist(release: Release) -> dict[str, Any]:
    """Before the person who lets it out: which answers held items back, and the rows that would go out."""
    if not release.checklist:
        return {}
    one = declared_items().get(release.dataset.slug)
    asked = one.items.questions if one and one.items else ()
    by: dict[str, int] = release.checklist["by"]
    told = {"held": [(question.label, by[question.id]) for question in asked if by.get(question.id)]}
    if not release.hash:
        return told
    shape = load(folder(release.hash))
    rows = page(folder(release.hash), shape, Asked(limit=SHOWN, total=False)).rows
    return told | {"shown": Rows(shape.names, [list(zip(shape.names, row[1:], strict=True)) for row in rows])}
