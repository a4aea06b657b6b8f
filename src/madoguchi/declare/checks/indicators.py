"""Indicators: exactly one way to count, and none that lets a small number be found by subtracting two."""

from collections.abc import Callable, Iterator
from pathlib import PurePath

from madoguchi.declare.checks.answers import answers_are_counted_once, answers_can_be_counted
from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.checks.indicator_codes import (
    BASELINE_NEITHER,
    COST_ORIGIN,
    MEDIAN_UNIT,
    NO_BASELINE,
    NO_RATE,
    NO_WAY,
    ORIGIN,
    SAME_COUNT,
    SHARE_UNIT,
    TALLY_KEY,
    TALLY_SOURCE,
    TALLY_VALUE,
    UNKNOWN_FIELD,
    UNKNOWN_PROCEDURE,
    UNKNOWN_REGISTER,
)
from madoguchi.declare.checks.names import UNKNOWN_OWNER
from madoguchi.declare.findings import Words, did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.indicator import Indicator, Tally
from madoguchi.declare.source import Path, Source

_LANGUAGES = ("easy-japanese", "english", "all-languages")
_BEINGS = {"rows": ("to-review", "reviewed"), "datasets": ("promised", "fresh")}
_KEYS = {
    "via": ("events", "cases"), "procedures": ("events", "cases"), "traits": ("cases",), "answers": ("cases",), "having": ("declared",),
    "registers": ("kept: rows",), "where": ("kept: rows",), "licences": ("kept: datasets",), "standards": ("kept: datasets",),
    "being": ("kept: rows", "kept: datasets"),
}  # fmt: skip


def tallies(indicator: Indicator) -> Iterator[tuple[Path, Tally]]:
    """Every tally of an indicator with its path."""
    if indicator.count and indicator.count.number:
        yield ("count", "number"), indicator.count.number
    if indicator.count and indicator.count.share:
        yield ("count", "share", "of"), indicator.count.share.of
        yield ("count", "share", "among"), indicator.count.share.among


def costs(indicator: Indicator) -> bool:
    """Is it money made of measured minutes? That is an estimate, and it is counted all the same."""
    return bool(indicator.count and indicator.count.median and indicator.count.median.of == "yen")


def _sources(tally: Tally) -> list[str]:
    """What it counts; of what is kept with its kind, since other keys go with each."""
    names = [name for name in ("events", "cases", "declared") if getattr(tally, name)]
    return [*names, f"kept: {tally.kept}"] if tally.kept else names


def it_is_counted_in_one_way(indicator: Indicator, source: Source) -> Findings:
    count = indicator.count
    if (
        count
        and sum(
            one is not None
            for one in (
                count.number,
                count.share,
                count.median_days,
                count.median,
                count.median_minutes,
                count.not_worse,
            )
        )
        != 1
    ):
        yield source.say_key(NO_WAY, ("count",))
    if count and (count.share or count.not_worse) and indicator.unit != "percent":
        yield source.say(SHARE_UNIT, ("unit",), unit=indicator.unit)
    of = count.median.of if count and count.median else "minutes" if count and count.median_minutes else indicator.unit
    if indicator.unit != of:
        yield source.say(MEDIAN_UNIT, ("unit",), unit=indicator.unit, of=of)


def it_is_measured_or_brought(indicator: Indicator, source: Source) -> Findings:
    is_cost = costs(indicator)
    needed, other = ("count", "brought") if indicator.origin == "measured" or is_cost else ("brought", "count")
    if is_cost and indicator.origin != "estimated":
        yield source.say(COST_ORIGIN, ("origin",), origin=indicator.origin)
    elif not getattr(indicator, needed) or getattr(indicator, other):
        yield source.say(ORIGIN, ("origin",), origin=indicator.origin, needed=needed)


def each_tally_has_one_source(indicator: Indicator, source: Source) -> Findings:
    for path, tally in tallies(indicator):
        found = _sources(tally)
        if len(found) != 1:
            yield source.say_key(TALLY_SOURCE, path)
            continue
        for key, fits in _KEYS.items():
            if getattr(tally, key) and found[0] not in fits:
                yield source.say_key(TALLY_KEY, (*path, key), key=key, source=found[0])
        yield from _what_fits(tally, path, source)


def _what_fits(tally: Tally, path: Path, source: Source) -> Findings:
    """A page has words and nothing else; a row is reviewed, a dataset fresh."""
    if tally.declared == "pages" and tally.having and tally.having not in _LANGUAGES:
        yield source.say(TALLY_VALUE, (*path, "having"), value=tally.having, source="pages", known=listed(_LANGUAGES))
    fits = _BEINGS.get(tally.kept or "", ())
    if tally.being and fits and tally.being not in fits:
        yield source.say(TALLY_VALUE, (*path, "being"), value=tally.being, source=tally.kept or "", known=listed(fits))


def its_procedures_are_known(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    known = sorted(PurePath(file).stem for file in folder.sources if file.startswith("procedures/"))
    for path, tally in tallies(indicator):
        for at, name in enumerate(tally.procedures):
            if name not in known:
                words: Words = {"hint": did_you_mean(name, known), "known": listed(known)}
                yield source.say(UNKNOWN_PROCEDURE, (*path, "procedures", at), name=name, **words)


def its_registers_are_known(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    registers = {one.slug: one for one in folder.registers.values()}
    files = sorted(PurePath(file).stem for file in folder.sources if file.startswith("registers/"))
    for path, tally in tallies(indicator):
        for at, name in enumerate(tally.registers):
            if name not in files:
                words: Words = {"hint": did_you_mean(name, files), "known": listed(files)}
                yield source.say(UNKNOWN_REGISTER, (*path, "registers", at), name=name, **words)
        known = sorted({field.id for one in tally.registers if one in registers for field in registers[one].plain})
        for name in tally.where:
            if name not in known:
                words = {"hint": did_you_mean(name, known), "known": listed(known)}
                yield source.say_key(UNKNOWN_FIELD, (*path, "where", name), name=name, **words)


def its_owner_is_known(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    known = [office.id for office in folder.municipality.offices] if folder.municipality else [indicator.owner]
    if indicator.owner not in known:
        words: Words = {"hint": did_you_mean(indicator.owner, known), "known": listed(known)}
        yield source.say(UNKNOWN_OWNER, ("owner",), name=indicator.owner, **words)


def it_is_compared_with_something(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    if indicator.baseline and indicator.better == "neither":
        yield source.say_key(BASELINE_NEITHER, ("baseline",))
    name = indicator.count.not_worse if indicator.count else None
    known = sorted(one.indicator for one in folder.indicators.values() if one.baseline and one.by)
    if name and name not in known:
        words: Words = {"hint": did_you_mean(name, known), "known": listed(known)}
        yield source.say(NO_BASELINE, ("count", "not_worse"), name=name, **words)


def an_hour_has_its_cost(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    if costs(indicator) and folder.municipality and not folder.municipality.labour:
        yield source.say_key(NO_RATE, ("count", "median"))


def no_count_is_told_twice(folder: Folder) -> Findings:
    """Over months and over a year, the same count of people would tell the months that are hidden."""
    seen: dict[str, tuple[str, str]] = {}
    for file, one in folder.indicators.items():
        tally = one.count.number if one.count else None
        if tally is None or tally.declared or tally.kept:
            continue
        other, period = seen.setdefault(tally.model_dump_json(), (one.indicator, one.period))
        if period != one.period:
            yield folder.sources[file].say(SAME_COUNT, ("period",), other=other)


CHECKS: tuple[Callable[[Indicator, Source], Findings], ...] = (
    it_is_counted_in_one_way, it_is_measured_or_brought, each_tally_has_one_source,
)  # fmt: skip


def check_indicators(folder: Folder) -> Findings:
    """Every finding about the indicators of a folder."""
    for file, indicator in folder.indicators.items():
        source = folder.sources[file]
        for check in CHECKS:
            yield from check(indicator, source)
        yield from its_procedures_are_known(folder, indicator, source)
        yield from its_registers_are_known(folder, indicator, source)
        yield from its_owner_is_known(folder, indicator, source)
        yield from answers_can_be_counted(folder, tallies(indicator), source)
        yield from an_hour_has_its_cost(folder, indicator, source)
        yield from it_is_compared_with_something(folder, indicator, source)
    yield from no_count_is_told_twice(folder)
    yield from answers_are_counted_once(folder, tallies)
