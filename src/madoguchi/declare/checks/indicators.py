"""Indicators: exactly one way to count, and none that lets a small number be found by subtracting two."""

from collections.abc import Callable, Iterator
from pathlib import PurePath

from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.checks.names import UNKNOWN_OWNER
from madoguchi.declare.findings import Code, Words, did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.indicator import Indicator, Tally
from madoguchi.declare.source import Path, Source

NO_WAY = Code(
    "indicator-way",
    "数え方（count）には、number・share・median_days・median のどれか一つを書いてください。",
    "`count` needs exactly one of `number`, `share`, `median_days` and `median`.",
    "{{number: {{events: [receive.submitted]}}}} のように書きます。",
    "Write for instance {{number: {{events: [receive.submitted]}}}}.",
)
ORIGIN = Code(
    "indicator-origin",
    "origin が {origin} の指標には、「{needed}」だけを書きます。",
    "An indicator whose origin is {origin} takes `{needed}` and nothing else.",
    "measured（記録から計算）なら count:、estimated・imported なら brought: を書き、もう一方を削除してください。",
    "Write `count:` for measured ones, `brought:` for estimated and imported ones, and delete the other.",
)
TALLY_SOURCE = Code(
    "tally-source",
    "何を数えるかが、ひとつに決まりません。",
    "It is not clear what is counted.",
    "events・cases・declared のどれか一つを書いてください。",
    "Write exactly one of `events`, `cases` and `declared`.",
)
TALLY_KEY = Code(
    "tally-key",
    "「{key}」は、{source} を数えるときには使えません。",
    "`{key}` does not go with counting {source}.",
    "「{key}:」を削除してください。",
    "Delete `{key}:`.",
)
SHARE_UNIT = Code(
    "indicator-unit",
    "割合（share）の指標の単位が {unit} になっています。",
    "The unit of a share is {unit}.",
    "unit: percent にしてください。",
    "Write `unit: percent`.",
)
COST_ORIGIN = Code(
    "indicator-cost-origin",
    "円に直した数は推計ですが、origin が {origin} になっています。",
    "Money made of minutes is an estimate, but origin is {origin}.",
    "origin: estimated にしてください。測った数 (分) は、別の指標にします。",
    "Write `origin: estimated`. The measured minutes are an indicator of their own.",
)
MEDIAN_UNIT = Code(
    "indicator-median-unit",
    "{of} の中央値の指標の単位が {unit} になっています。",
    "The unit of a median of {of} is {unit}.",
    "unit: {of} にしてください。",
    "Write `unit: {of}`.",
)
NO_RATE = Code(
    "indicator-no-rate",
    "円に直す指標ですが、1時間あたりの人件費がありません。",
    "This indicator tells money, but what an hour costs is not declared.",
    "municipality.yaml に labour: を書き、額と日付と出どころを入れてください。",
    "Write `labour:` with the amount, its date and its source into municipality.yaml.",
)
SAME_COUNT = Code(
    "indicator-same-count",
    "指標「{other}」と同じ件数を、別の期間で数えています。二つを引き算すると、小さな数が分かります。",
    "The indicator `{other}` counts the same over other periods: subtracting the two tells small numbers.",
    "期間（period）を {other} と同じにするか、どちらか一方を削除してください。",
    "Give both the same `period`, or delete one of them.",
)
UNKNOWN_PROCEDURE = Code(
    "indicator-procedure",
    "手続「{name}」がありません。",
    "There is no procedure `{name}`.",
    "{hint}手続は {known} です。",
    "{hint}Procedures are {known}.",
)
_KEYS = {
    "via": ("events", "cases"), "procedures": ("events", "cases"), "traits": ("cases",), "having": ("declared",),
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
    return [name for name in ("events", "cases", "declared") if getattr(tally, name)]


def it_is_counted_in_one_way(indicator: Indicator, source: Source) -> Findings:
    count = indicator.count
    if count and sum(one is not None for one in (count.number, count.share, count.median_days, count.median)) != 1:
        yield source.say_key(NO_WAY, ("count",))
    if count and count.share and indicator.unit != "percent":
        yield source.say(SHARE_UNIT, ("unit",), unit=indicator.unit)
    if count and count.median and indicator.unit != count.median.of:
        yield source.say(MEDIAN_UNIT, ("unit",), unit=indicator.unit, of=count.median.of)


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


def its_procedures_are_known(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    known = sorted(PurePath(file).stem for file in folder.sources if file.startswith("procedures/"))
    for path, tally in tallies(indicator):
        for at, name in enumerate(tally.procedures):
            if name not in known:
                words: Words = {"hint": did_you_mean(name, known), "known": listed(known)}
                yield source.say(UNKNOWN_PROCEDURE, (*path, "procedures", at), name=name, **words)


def its_owner_is_known(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    known = [office.id for office in folder.municipality.offices] if folder.municipality else [indicator.owner]
    if indicator.owner not in known:
        words: Words = {"hint": did_you_mean(indicator.owner, known), "known": listed(known)}
        yield source.say(UNKNOWN_OWNER, ("owner",), name=indicator.owner, **words)


def an_hour_has_its_cost(folder: Folder, indicator: Indicator, source: Source) -> Findings:
    if costs(indicator) and folder.municipality and not folder.municipality.labour:
        yield source.say_key(NO_RATE, ("count", "median"))


def no_count_is_told_twice(folder: Folder) -> Findings:
    """Over months and over a year, the same count of people would tell the months that are hidden."""
    seen: dict[Tally, tuple[str, str]] = {}
    for file, one in folder.indicators.items():
        tally = one.count.number if one.count else None
        if tally is None or tally.declared:
            continue
        other, period = seen.setdefault(tally, (one.indicator, one.period))
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
        yield from its_owner_is_known(folder, indicator, source)
        yield from an_hour_has_its_cost(folder, indicator, source)
    yield from no_count_is_told_twice(folder)
