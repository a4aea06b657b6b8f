"""Statistics: a rule fits its field, and nothing that points at a person becomes a dimension."""

import re

from madoguchi.declare.checks.desk import Desk, Findings, Spot, repeated
from madoguchi.declare.findings import Both, Code, Words, did_you_mean, listed
from madoguchi.declare.procedure import Field, StatisticsRule

STATS_NOT_FIT = Code(
    "stats-not-fit",
    "種類 {type} の項目「{name}」には、この統計の扱い（{rule}）は使えません。",
    "The statistics rule {rule} does not fit `{name}`, which is of type {type}.",
    "{type} に使えるのは {known} です。",
    "A {type} takes {known}.",
)
STATS_BAND = Code(
    "stats-band",
    "統計の幅（band）の「{value}」が読めません。",
    "The band `{value}` cannot be read.",
    '日付は 5y（5歳きざみ）、数と金額は "1000"（1000きざみ）のように、0より大きく書いてください。',
    'Write 5y (years) for a date, "1000" (width) for a number; more than zero.',
)
STATS_RULE_COUNT = Code(
    "stats-rule-count",
    "統計の扱いには、band・level・part のどれかひとつだけを書きます。",
    "A statistics rule has exactly one of band, level, part.",
    "ひとつだけ残してください。使わないなら stats: drop です。",
    "Keep one, or write stats: drop.",
)
STATS_ON_PERSONAL = Code(
    "stats-on-personal",
    "class が {risk} の項目「{name}」は統計に使えません。",
    "`{name}` is of class {risk} and cannot be used in statistics.",
    "「stats:」を削除するか、stats: drop と書いてください。一覧から選ぶ sensitive の項目なら、stats: count も書けます。",
    "Delete `stats:`, or write stats: drop; a sensitive field with a list may say stats: count.",
)
DIMENSION_UNKNOWN = Code(
    "dimension-unknown",
    "統計の軸「{name}」がありません。",
    "There is no statistics dimension `{name}`.",
    "{hint}使える軸は {known} です。",
    "{hint}Dimensions that exist: {known}.",
)
DIMENSION_PERSONAL = Code(
    "dimension-personal",
    "「{name}」は統計の軸にできません（{why}）。",
    "`{name}` cannot be a dimension ({why}).",
    "{hint}使える軸は {known} です。",
    "{hint}Dimensions that can be used: {known}.",
)
DIMENSION_TWICE = Code(
    "dimension-twice",
    "統計の軸「{name}」が二度書かれています。",
    "The dimension `{name}` is named twice.",
    "どちらか一方を削除してください。",
    "Delete one of the two.",
)

_RULES: dict[str, tuple[str, ...]] = {
    "date": ("band", "part", "drop"),
    "number": ("band", "drop"),
    "money": ("band", "drop"),
    "address": ("level", "drop"),
    "choice": ("keep", "drop"),
    "multi-choice": ("keep", "drop"),
    "date-range": ("part", "drop"),
}
_WRITTEN = {
    "band": "{band: …}", "part": "{part: year|quarter|month}", "level": "{level: town|municipality|prefecture}",
    "keep": "keep", "drop": "drop", "count": "count",
}  # fmt: skip


def rule_kinds(field: Field) -> list[str]:
    """What a field's rule says: `keep`, `drop`, or the keys of a mapping."""
    if isinstance(field.stats, StatisticsRule):
        return [key for key in ("band", "level", "part") if getattr(field.stats, key) is not None]
    return [field.stats] if field.stats else []


def rules_fit_their_fields(desk: Desk) -> Findings:
    for spot in desk.spots:
        if spot.field.stats is not None:
            yield from _rule_fits(desk, spot)


def _rule_fits(desk: Desk, spot: Spot) -> Findings:
    field, kinds, path = spot.field, rule_kinds(spot.field), spot.at("stats")
    allowed = _allowed(field)
    if field.risk in ("identifier", "sensitive") and kinds not in _told_of(field):
        yield desk.say(STATS_ON_PERSONAL, path, risk=field.risk, name=field.id)
    elif len(kinds) != 1:
        yield desk.say(STATS_RULE_COUNT, path)
    elif kinds[0] not in allowed:
        known = listed(_WRITTEN[kind] for kind in allowed)
        yield desk.say(STATS_NOT_FIT, path, type=field.type, name=field.id, rule=kinds[0], known=known)
    elif isinstance(field.stats, StatisticsRule) and field.stats.band and not _band_reads(field):
        yield desk.say(STATS_BAND, (*path, "band"), value=field.stats.band)


def _allowed(field: Field) -> tuple[str, ...]:
    listed_answers = field.type == "choice" or (field.type == "text" and field.list is not None)
    return _RULES.get(field.type, ("drop",)) + (("count",) if listed_answers else ())


def _told_of(field: Field) -> list[list[str]]:
    """Of a sensitive answer that is chosen from a list, the count may be told; of an identifier nothing."""
    return [["drop"], ["count"]] if field.risk == "sensitive" else [["drop"]]


def _band_reads(field: Field) -> bool:
    band = field.stats.band if isinstance(field.stats, StatisticsRule) else None
    pattern = r"[1-9][0-9]{0,2}y" if field.type == "date" else r"[1-9][0-9]{0,11}"
    return re.fullmatch(pattern, band or "") is not None


def dimension_of(spot: Spot) -> str:
    """How a field is named as a dimension: `home.town`, `birth.band`, `joined.month`; `work` when it is kept as it is."""
    rule = spot.field.stats
    if not isinstance(rule, StatisticsRule):
        return spot.name
    return f"{spot.name}.{'band' if rule.band else rule.level or rule.part}"


def dimensions_point_at_nobody(desk: Desk) -> Findings:
    if desk.procedure.statistics is None:
        return
    usable = [dimension_of(spot) for spot in desk.spots if _obstacle(spot) is None]
    known = [*usable, *(["result"] if desk.procedure.case.kind == "application" else [])]
    dimensions = desk.procedure.statistics.dimensions
    for index, name in enumerate(dimensions):
        if name in known:
            continue
        path, spot = ("statistics", "dimensions", index), _field_of(desk, name)
        if spot and _is_told(desk, spot):
            continue
        why = _obstacle(spot) if spot else None
        words: Words = {"name": name, "hint": did_you_mean(name, known), "known": listed(known)}
        if why:
            yield desk.say(DIMENSION_PERSONAL, path, why=why, **words)
        else:
            yield desk.say(DIMENSION_UNKNOWN, path, **words)
    for index, name in repeated(list(dimensions)):
        yield desk.say(DIMENSION_TWICE, ("statistics", "dimensions", index), name=name)


def _is_told(desk: Desk, spot: Spot) -> bool:
    """Is the field's own rule wrong or missing? Then that is what has to be mended, not the dimension."""
    return any(_rule_fits(desk, spot)) if spot.field.stats else spot.field.risk in (None, "quasi")


def _field_of(desk: Desk, dimension: str) -> Spot | None:
    """The field that a dimension means, with or without the suffix of its rule."""
    return desk.by_name.get(dimension) or desk.by_name.get(dimension.rpartition(".")[0])


def _obstacle(spot: Spot) -> Both | None:
    """Why a field cannot be a dimension."""
    field = spot.field
    if field.risk == "identifier" or (field.risk == "sensitive" and field.stats != "count"):
        return Both(f"class が {field.risk} です", f"its class is {field.risk}")
    if spot.page.repeat:
        return Both(
            "繰り返しの中の項目で、ひとつの案件に値がいくつもあります", "it is in a repeat, so one case has several"
        )
    if field.type == "address" and field.shield is False:
        return Both("shield: true ではない住所です", "it is an address without shield: true")
    if field.stats == "drop" or (field.stats is None and field.type != "choice"):
        return Both("統計に使わない項目です", "it is not kept for statistics")
    return None


CHECKS = (rules_fit_their_fields, dimensions_point_at_nobody)
