"""Which dataset somebody speaks of. Datasets are kept in a higher room: it says here how one is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from madoguchi.declare.municipality import DataDesk
from madoguchi.declare.procedure import Page
from madoguchi.declare.versions import Version
from madoguchi.design.frame import municipality


@dataclass(frozen=True)
class Kept:
    """A dataset that is out, as far as this room needs it."""

    slug: str
    title: str
    office: str


Find = Callable[[str], Kept | None]
"""By its address or its title."""
_finders: list[Find] = []


def found_by(find: Find) -> None:
    """Called once, when all rooms are loaded."""
    _finders[:] = [find]


def dataset(words: str) -> Kept | None:
    return next((kept for find in _finders if words and (kept := find(words))), None)


def desk_of(procedure: str) -> DataDesk | None:
    """What the town says about this procedure, if it is one about open data."""
    town = municipality()
    desks = town.open_data.desks().values() if town and town.open_data else ()
    return next((desk for desk in desks if desk.procedure == procedure), None)


def procedures() -> list[str]:
    """Those in which people speak of one dataset."""
    town = municipality()
    desks = town.open_data.desks().values() if town and town.open_data else ()
    return [desk.procedure for desk in desks if desk.dataset]


def filled_in(version: Version, page: Page, asked: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What the address fills in (`?dataset=aed`): the title of a dataset that is out, and nothing else ever."""
    desk = desk_of(version.procedure.procedure)
    kept = dataset(asked.get("dataset", "")) if desk and desk.dataset else None
    has_field = desk is not None and any(one.id == desk.dataset for one in page.fields)
    return {str(desk.dataset): {"": kept.title}} if desk and kept and has_field else {}


def office_of(version: Version, answers: Mapping[str, Any]) -> str:
    """The office that keeps the dataset which the answers name, where the town wants it there; "" for the owner."""
    desk = desk_of(version.procedure.procedure)
    kept = _named(desk, answers)
    return kept.office if desk and desk.keeper and kept else ""


def named_in(version: Version, answers: Mapping[str, Any]) -> dict[str, str]:
    """For the trail: the public address of the dataset that it is about. Words of the person never."""
    kept = _named(desk_of(version.procedure.procedure), answers)
    return {"dataset": kept.slug} if kept else {}


def _named(desk: DataDesk | None, answers: Mapping[str, Any]) -> Kept | None:
    return dataset(str(answers.get(desk.dataset) or "").strip()) if desk and desk.dataset else None
