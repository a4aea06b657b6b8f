"""What a recipe must keep to beyond the shape of its keys; every finding has its line and column."""

from collections.abc import Iterator

from madoguchi.anonymise.recipe import codes
from madoguchi.anonymise.recipe.model import Column, Hierarchy, Recipe
from madoguchi.anonymise.recipe.presets import PRESETS, weaker_ages
from madoguchi.declare.findings import Finding, did_you_mean, listed
from madoguchi.declare.source import Path, Source

MOST_QUASI = 16
KEYS_OF_ROLE: dict[str, tuple[str, ...]] = {
    "treatment": ("linking-code",),
    "hierarchy": ("quasi",),
    "weight": ("quasi",),
    "distinct": ("sensitive",),
    "rare": ("singular",),
    "because": ("keep",),
}
KEYS_OF_KIND: dict[str, tuple[str, ...]] = {
    "age": ("widths", "top", "bottom"),
    "interval": ("widths", "top", "bottom"),
    "date": ("levels",),
    "address": ("parts", "file", "heading"),
    "postal-code": ("keep",),
    "tree": ("file", "heading"),
    "mask": ("keep",),
    "whole": (),
}
NEEDED_BY_KIND = {"interval": "widths", "tree": "file", "mask": "keep"}
ALWAYS = ("kind", "finest")


def check(recipe: Recipe, source: Source) -> Iterator[Finding]:
    """Everything that is wrong with a recipe whose shape is right."""
    yield from _check_columns(recipe, source)
    yield from _check_preset(recipe, source)
    quasi = recipe.of("quasi")
    if not quasi:
        yield source.say_key(codes.NO_QUASI, ("columns",))
    if len(quasi) > MOST_QUASI:
        yield source.say_key(codes.BAD_ROLE_MIX, ("columns",), n=len(quasi))
    if recipe.k is None and recipe.preset not in PRESETS:
        yield source.say(codes.NO_K, ())


def _check_columns(recipe: Recipe, source: Source) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, column in enumerate(recipe.columns):
        path: Path = ("columns", index)
        if column.column in seen:
            yield source.say(codes.TWICE, (*path, "column"), column=column.column)
        seen.add(column.column)
        yield from _check_keys_of_role(column, source, path)
        if column.role == "quasi" and column.hierarchy is None:
            yield source.say(codes.NO_HIERARCHY, path, column=column.column)
        if column.hierarchy is not None:
            yield from _check_hierarchy(column.hierarchy, source, (*path, "hierarchy"))


def _check_keys_of_role(column: Column, source: Source, path: Path) -> Iterator[Finding]:
    for key, roles in KEYS_OF_ROLE.items():
        if key in column.model_fields_set and column.role not in roles:
            yield source.say_key(codes.WRONG_PART, (*path, key), key=key, role=column.role, roles=listed(roles))


def _check_hierarchy(one: Hierarchy, source: Source, path: Path) -> Iterator[Finding]:
    known = KEYS_OF_KIND[one.kind]
    for key in sorted(one.model_fields_set - {*known, *ALWAYS}):
        shown = listed((*known, "finest"))
        yield source.say_key(codes.WRONG_KIND, (*path, key), key=key, kind=one.kind, known=shown)
    needed = NEEDED_BY_KIND.get(one.kind)
    if needed and not getattr(one, needed):
        yield source.say(codes.LACKS, path, kind=one.kind, key=needed)
    yield from _check_numbers(one, source, path)


def _check_numbers(one: Hierarchy, source: Source, path: Path) -> Iterator[Finding]:
    pairs = list(zip(one.widths, one.widths[1:], strict=False))
    if any(wide % narrow or wide == narrow for narrow, wide in pairs):
        yield source.say(codes.NOT_NESTED, (*path, "widths"), values=listed(map(str, one.widths)))
    if one.top is not None and one.bottom is not None and one.bottom >= one.top:
        yield source.say(codes.BOTTOM_OVER_TOP, (*path, "bottom"), bottom=one.bottom, top=one.top)
    if list(one.keep) != sorted(set(one.keep), reverse=True):
        yield source.say(codes.NOT_FALLING, (*path, "keep"), values=listed(map(str, one.keep)))


def _check_preset(recipe: Recipe, source: Source) -> Iterator[Finding]:
    if recipe.preset is None:
        return
    preset = PRESETS.get(recipe.preset)
    if preset is None:
        hint = did_you_mean(recipe.preset, PRESETS)
        yield source.say(codes.NO_PRESET, ("preset",), preset=recipe.preset, known=listed(PRESETS), hint=hint)
        return
    if recipe.k is not None and recipe.k < preset.k:
        yield source.say(codes.WEAKER, ("k",), name="k", preset=preset.id, rule=preset.ja)
    for index, column in enumerate(recipe.columns):
        if weaker_ages(column, preset):
            path = ("columns", index, "hierarchy")
            yield source.say(codes.WEAKER, path, name=column.column, preset=preset.id, rule=preset.ja)
