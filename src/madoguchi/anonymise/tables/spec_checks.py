"""What must hold between the keys of a table declaration."""

from collections import Counter
from collections.abc import Iterator

from madoguchi.anonymise.tables import spec_codes as codes
from madoguchi.anonymise.tables.presets import GROUPED_AGES
from madoguchi.anonymise.tables.spec import Bands, Dimension, TableLayout, TableSpec
from madoguchi.declare.findings import Finding, did_you_mean, listed
from madoguchi.declare.source import Path, Source


def check(source: Source, spec: TableSpec) -> Iterator[Finding]:
    """Everything that is wrong, at its place."""
    yield from _names(source, spec)
    for index, dimension in enumerate(spec.dimensions):
        yield from _dimension(source, spec, ("dimensions", index), dimension)
    yield from _measure(source, spec)
    yield from _rules(source, spec)


def _names(source: Source, spec: TableSpec) -> Iterator[Finding]:
    known = [one.id for one in spec.dimensions]
    for key, names in (("dimensions", known), ("tables", [one.id for one in spec.tables])):
        for name, times in Counter(names).items():
            if times > 1:
                yield source.say(codes.DUPLICATE_ID, (key, len(names) - 1 - names[::-1].index(name), "id"), name=name)
    for index, layout in enumerate(spec.tables):
        yield from _layout(source, ("tables", index), layout, known)


def _layout(source: Source, path: Path, layout: TableLayout, known: list[str]) -> Iterator[Finding]:
    named = [((*path, "by", at), name) for at, name in enumerate(layout.by)]
    named += [((*path, "levels", name), name) for name in layout.levels]
    for place, name in named:
        if name not in known:
            hint = did_you_mean(name, known)
            yield source.say(codes.UNKNOWN_DIMENSION, place, name=name, hint=hint, known=listed(known))
    for name, times in Counter(layout.by).items():
        if times > 1:
            yield source.say(codes.DUPLICATE_ID, (*path, "by"), name=name)


def _dimension(source: Source, spec: TableSpec, path: Path, one: Dimension) -> Iterator[Finding]:
    sources = [one.values, one.groups, one.bands, one.file, one.found or None]
    found = sum(1 for given in sources if given is not None)
    if found != 1:
        yield source.say(codes.ONE_SOURCE, path, name=one.id, found=found)
    if not any(one.id in layout.by for layout in spec.tables):
        yield source.say(codes.UNUSED_DIMENSION, (*path, "id"), name=one.id)
    if one.bands and not _fit(one.bands):
        yield source.say(codes.BAD_BANDS, (*path, "bands"), name=one.id)
    ages = GROUPED_AGES.get(spec.rules.preset) if spec.rules.preset else None
    if ages and one.bands and one.bands.unit == "歳" and _finer(one.bands, *ages):
        yield source.say(codes.PRESET_AGES, (*path, "bands"), preset=str(spec.rules.preset))


def _fit(bands: Bands) -> bool:
    multiples = all(
        wide % narrow == 0 and wide > narrow for narrow, wide in zip(bands.widths, bands.widths[1:], strict=False)
    )
    span = bands.last - bands.first
    return multiples and span > 0 and span % bands.widths[-1] == 0


def _finer(bands: Bands, width: int, first: int, last: int) -> bool:
    return bands.widths[0] < width or bands.first < first or bands.last > last


def _measure(source: Source, spec: TableSpec) -> Iterator[Finding]:
    if spec.measure.kind == "sum" and spec.input == "records" and not spec.measure.column:
        yield source.say(codes.NEEDS_COLUMN, ("measure",))
    if spec.input == "cells" and not spec.value:
        yield source.say(codes.NEEDS_VALUE, ())


def _rules(source: Source, spec: TableSpec) -> Iterator[Finding]:
    rules = spec.rules
    if not (rules.preset or rules.minimum or rules.dominance or rules.p_percent or rules.tiers):
        yield source.say(codes.NO_RULE, ("rules",))
    knows = spec.measure.kind == "sum" and spec.input == "records" and spec.measure.contributor
    wanted: dict[str, object] = {"dominance": rules.dominance, "p-percent": rules.p_percent}
    if spec.measure.kind == "sum":
        wanted |= {"minimum": rules.minimum, "preset": rules.preset}
    for key, given in wanted.items():
        if given and not knows:
            yield source.say(codes.NEEDS_CONTRIBUTOR, ("rules", key), rule=key)
    if rules.tiers and not any(one.population for one in spec.dimensions):
        yield source.say(codes.TIERS_NEED_POPULATION, ("rules", "tiers"))
    unders = [tier.under for tier in rules.tiers]
    if unders != sorted(unders):
        yield source.say(codes.TIERS_ORDER, ("rules", "tiers"))
