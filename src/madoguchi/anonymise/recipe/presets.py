"""Number rules of national guidelines: a preset fills in what a recipe leaves out and refuses what is weaker."""

from dataclasses import dataclass
from typing import Any

from madoguchi.anonymise.recipe.model import Column, Recipe


@dataclass(frozen=True)
class Preset:
    """One guideline. `ages` are the finest band, the last age before the low group, the first of the high group."""

    id: str
    ja: str
    source: str
    k: int
    ages: tuple[int, int | None, int | None] | None = None


PRESETS: dict[str, Preset] = {
    one.id: one
    for one in (
        Preset(
            "nursing-care",
            "介護DB: 10未満を出さない。年齢は5歳きざみ、65歳未満と95歳以上はまとめる。",
            "匿名介護情報等の提供に関するガイドライン",
            10,
            (5, 64, 95),
        ),
        Preset(
            "small-municipality",
            "人口2,000〜25,000人の市町村: 20未満を出さない。",
            "匿名介護情報等の提供に関するガイドライン",
            20,
        ),
        Preset(
            "establishments",
            "事業所や市町村の数: 3未満を出さない。",
            "匿名介護情報等の提供に関するガイドライン",
            3,
        ),
        Preset(
            "disability",
            "障害福祉DB: 10未満を出さない。年齢は5歳きざみ、100歳以上はまとめる。",
            "障害福祉DBの提供に関するガイドライン(案)",
            10,
            (5, None, 100),
        ),
    )
}


def fill_in(recipe: Recipe) -> Recipe:
    """The recipe with what its preset says where it says nothing itself."""
    preset = PRESETS.get(recipe.preset or "")
    if preset is None:
        return recipe
    columns = tuple(_with_ages(one, preset) for one in recipe.columns)
    return recipe.model_copy(update={"k": recipe.k or preset.k, "columns": columns})


def _with_ages(column: Column, preset: Preset) -> Column:
    hierarchy = column.hierarchy
    if hierarchy is None or hierarchy.kind != "age" or preset.ages is None:
        return column
    width, bottom, top = preset.ages
    update: dict[str, Any] = {}
    if not hierarchy.widths:
        update["widths"] = (width, width * 2, width * 4)
    if hierarchy.bottom is None:
        update["bottom"] = bottom
    if hierarchy.top is None:
        update["top"] = top
    if not hierarchy.finest:
        update["finest"] = 1
    return column.model_copy(update={"hierarchy": hierarchy.model_copy(update=update)})


def weaker_ages(column: Column, preset: Preset) -> bool:
    """Does the recipe show ages in more detail than its guideline allows?"""
    hierarchy = column.hierarchy
    if hierarchy is None or hierarchy.kind != "age" or preset.ages is None:
        return False
    width, bottom, top = preset.ages
    widths = hierarchy.widths or (width,)
    return (
        any(one % width for one in widths)
        or (bottom is not None and hierarchy.bottom is not None and hierarchy.bottom < bottom)
        or (top is not None and hierarchy.top is not None and hierarchy.top > top)
    )
