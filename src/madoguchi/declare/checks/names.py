"""Names that are used must be declared, and names that are declared must be used."""

from collections.abc import Iterable

from madoguchi.declare.checks.desk import Desk, Findings
from madoguchi.declare.checks.uses import condition_names_used, uses_of_conditions
from madoguchi.declare.findings import Code, did_you_mean, listed, nearest
from madoguchi.declare.source import Path


def _unknown(kind: str, *, ja: str, en: str, where_ja: str, where_en: str) -> Code:
    return Code(
        f"unknown-{kind}",
        f"{ja}「{{name}}」がありません。",
        f"There is no {en} `{{name}}`.",
        f"{{hint}}{where_ja} に書き足すか、名前を直してください。いまあるのは {{known}} です。",
        f"{{hint}}Declare it in {where_en}, or mend the name. Declared are: {{known}}.",
    )


def _inside(kind: str, ja: str, en: str, *, where: str) -> Code:
    return _unknown(kind, ja=ja, en=en, where_ja=where, where_en=f"`{where}`")


UNKNOWN_OWNER = _unknown(
    "owner",
    ja="担当の組織",
    en="office",
    where_ja="municipality.yaml の offices",
    where_en="`offices` of municipality.yaml",
)
UNKNOWN_LIFE_EVENT = _unknown(
    "life-event",
    ja="ライフイベント",
    en="life event",
    where_ja="municipality.yaml の life_events",
    where_en="`life_events` of municipality.yaml",
)
UNKNOWN_PURPOSE = _inside("purpose", "利用目的", "purpose", where="purposes.yaml")
UNKNOWN_REMEDIES = _inside("remedies", "教示の文", "text", where="texts/")
UNKNOWN_TABLE = _inside("table", "表", "table", where="tables/")
UNKNOWN_LIST = _inside("list", "選択肢の一覧", "list", where="lists:")
UNKNOWN_CONDITION = _inside("condition", "条件", "condition", where="conditions:")
UNKNOWN_SUBJECT = _inside("subject", "データの本人", "subject", where="subjects:")


def _unused(name: str, ja: str, en: str) -> Code:
    return Code(
        f"unused-{name}",
        f"{ja}「{{name}}」はどこにも使われていません。",
        f"The {en} `{{name}}` is not used anywhere.",
        "使う項目に書くか、削除してください。",
        "Use it, or delete it.",
    )


UNUSED_LIST = _unused("list", "選択肢の一覧", "list")
UNUSED_CONDITION = _unused("condition", "条件", "condition")
UNUSED_SUBJECT = _unused("subject", "データの本人", "subject")


def owner_is_known(desk: Desk) -> Findings:
    if municipality := desk.folder.municipality:
        yield from _known(desk, UNKNOWN_OWNER, ("owner",), desk.procedure.owner, [o.id for o in municipality.offices])


def purpose_is_known(desk: Desk) -> Findings:
    if desk.folder.purposes is not None:
        yield from _known(desk, UNKNOWN_PURPOSE, ("purpose",), desk.procedure.purpose, desk.folder.purposes)


def life_events_are_known(desk: Desk) -> Findings:
    if municipality := desk.folder.municipality:
        known = [event.id for event in municipality.life_events]
        for index, name in enumerate(desk.procedure.guide.life_events):
            yield from _known(desk, UNKNOWN_LIFE_EVENT, ("guide", "life_events", index), name, known)


def remedies_are_known(desk: Desk) -> Findings:
    if name := desk.procedure.case.remedies:
        known = [file.removeprefix("texts/").removesuffix(".yaml") for file in desk.folder.sources if "texts/" in file]
        yield from _known(desk, UNKNOWN_REMEDIES, ("case", "remedies"), name, known)


def tables_are_known(desk: Desk) -> Findings:
    for index, proposal in enumerate(desk.procedure.case.proposals):
        path: Path = ("case", "proposals", index, "table")
        yield from _known(desk, UNKNOWN_TABLE, path, proposal.table, desk.folder.tables)


def lists_are_known(desk: Desk) -> Findings:
    for spot in desk.spots:
        if spot.field.list:
            yield from _known(desk, UNKNOWN_LIST, spot.at("list"), spot.field.list, desk.procedure.lists)


def subjects_are_known(desk: Desk) -> Findings:
    for spot in desk.spots:
        if spot.field.subject:
            yield from _known(desk, UNKNOWN_SUBJECT, spot.at("subject"), spot.field.subject, desk.procedure.subjects)


def conditions_are_known(desk: Desk) -> Findings:
    for path, when in (
        *uses_of_conditions(desk),
        *((("conditions", k), c) for k, c in desk.procedure.conditions.items()),
    ):
        for inner, name in condition_names_used(when, path):
            yield from _known(desk, UNKNOWN_CONDITION, inner, name, desk.procedure.conditions)


def _known(desk: Desk, code: Code, path: Path, name: str, known: Iterable[str]) -> Findings:
    names = list(known)
    if name not in names:
        yield desk.say(code, path, name=name, hint=did_you_mean(name, names), known=listed(names))


def lists_are_used(desk: Desk) -> Findings:
    if all(spot.field.list or spot.field.options for spot in desk.spots if "choice" in spot.field.type):
        yield from _used(desk, UNUSED_LIST, "lists", desk.procedure.lists, {spot.field.list for spot in desk.spots})


def subjects_are_used(desk: Desk) -> Findings:
    used = {spot.field.subject for spot in desk.spots}
    yield from _used(desk, UNUSED_SUBJECT, "subjects", desk.procedure.subjects, used)


def conditions_are_used(desk: Desk) -> Findings:
    """Used by a page or a field, directly or through another condition that is used."""
    used = {name for path, when in uses_of_conditions(desk) for _, name in condition_names_used(when, path)}
    waiting = list(used)
    while waiting:
        inner = desk.procedure.conditions.get(waiting.pop())
        more = {name for _, name in condition_names_used(inner, ())} - used if inner else set()
        used |= more
        waiting += more
    yield from _used(desk, UNUSED_CONDITION, "conditions", desk.procedure.conditions, used)


def _used(desk: Desk, code: Code, block: str, declared: Iterable[str], used: set[str | None] | set[str]) -> Findings:
    names = list(declared)
    meant = {nearest(name, names) for name in used if name not in names}
    for name in names:
        if name not in used and name not in meant:
            yield desk.say_key(code, (block, name), name=name)


CHECKS = (
    owner_is_known, purpose_is_known, life_events_are_known, remedies_are_known, tables_are_known, lists_are_known,
    subjects_are_known, conditions_are_known, lists_are_used, subjects_are_used, conditions_are_used,
)  # fmt: skip
