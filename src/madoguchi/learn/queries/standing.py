"""Count what stands now: declared things, rows of registers, datasets that are out. Of the past nothing is known."""

from collections import Counter

from madoguchi.declare.base import Language
from madoguchi.declare.indicator import Tally
from madoguchi.declare.procedure import Page, Procedure
from madoguchi.design.texts import lacks
from madoguchi.learn.cells import WHOLE
from madoguchi.learn.definitions import definitions
from madoguchi.publish.models import Release
from madoguchi.publish.queries.fresh import freshness
from madoguchi.registers.models import Row
from madoguchi.trail import clock

SPOKEN: dict[str, tuple[Language, ...]] = {
    "easy-japanese": ("ja-easy",), "english": ("en",), "all-languages": ("ja-easy", "en"),
}  # fmt: skip
Parts = Counter[str]
"""How many, by scope: the whole, and each procedure or office."""


def standing(tally: Tally, by: str | None) -> Parts:
    """What a tally of declared or kept things comes to today; by procedure or office where they have one."""
    if tally.kept == "rows":
        return Parts({WHOLE: _rows(tally)})
    if tally.kept == "datasets":
        return _told_by([one.dataset.office for one in _out() if _wanted(one, tally)], by == "office")
    return _declared(tally, by)


def names_people(tally: Tally) -> bool:
    """Do rows that are counted tell of people? Those of a register in which something lies in the vault."""
    registers = definitions().registers
    chosen = [registers[slug] for slug in tally.registers if slug in registers] or list(registers.values())
    return tally.kept == "rows" and any(one.sealed for one in chosen)


def _told_by(owners: list[str], is_by: bool) -> Parts:
    return Parts({WHOLE: len(owners)}) + (Parts(owners) if is_by else Parts())


def _rows(tally: Tally) -> int:
    rows = Row.objects.filter(ended=False, **{f"plain__{field}__exact": value for field, value in tally.where.items()})
    rows = rows.filter(book__in=tally.registers) if tally.registers else rows
    rows = rows.exclude(review_on=None) if tally.being else rows
    rows = rows.filter(review_on__gte=clock.today()) if tally.being == "reviewed" else rows
    return rows.count()


def _out() -> list[Release]:
    """The newest release of each dataset that is out."""
    rows = Release.objects.filter(state=Release.State.RELEASED).select_related("dataset").order_by("number")
    return list({one.dataset_id: one for one in rows}.values())


def _wanted(one: Release, tally: Tally) -> bool:
    dataset, state = one.dataset, freshness(one)
    return (
        (not tally.licences or dataset.licence in tally.licences)
        and (not tally.standards or dataset.standard in tally.standards)
        and (tally.being is None or state.due is not None)
        and not (tally.being == "fresh" and state.is_late)
    )


def _declared(tally: Tally, by: str | None) -> Parts:
    now = definitions()
    if tally.declared == "registers":
        return Parts({WHOLE: len(now.registers)})
    shown = [one for one in now.procedures.values() if one.audience != "staff"]
    if tally.declared == "pages":
        pages = [one.procedure for one in shown for page in one.pages if _says(page, tally.having)]
        return _told_by(pages, by == "procedure")
    having = [one.procedure for one in now.procedures.values() if _has(one, tally.having)]
    return _told_by(having, by == "procedure")


def _says(page: Page, having: str | None) -> bool:
    return not any(lacks(page, language) for language in SPOKEN.get(having or "", ()))


def _has(procedure: Procedure, having: str | None) -> bool:
    return {
        None: lambda: True,
        "counter": lambda: procedure.identity.counter and procedure.guide.counter is not None,
        "online": lambda: procedure.audience in ("resident", "guardian"),
        "standard-days": lambda: procedure.case.standard_days is not None,
        "easy-japanese": lambda: not lacks(procedure, "ja-easy"),
        "english": lambda: not lacks(procedure, "en"),
        "all-languages": lambda: not lacks(procedure, "ja-easy") and not lacks(procedure, "en"),
    }[having]()
