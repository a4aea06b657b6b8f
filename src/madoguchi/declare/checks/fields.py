"""Fields: each says what it reveals, and holds the keys that its type understands and needs."""

import re
from datetime import date
from typing import Any

from madoguchi.declare.checks.desk import Desk, Findings, Spot
from madoguchi.declare.fields.bounds import bound
from madoguchi.declare.findings import Code, Words, listed
from madoguchi.declare.procedure import STORES_NOTHING, WHEREABOUTS, Field

CLASS_MISSING = Code(
    "field-without-class",
    "項目「{name}」に class がありません。",
    "The field `{name}` has no class.",
    "答えから何が分かるかを書いてください。identifier（本人が分かる）、quasi（組み合わせると分かる）、sensitive（知られてはならない）、plain（どれでもない）。",
    "Say what the answer reveals: identifier (names a person), quasi (helps to single one out), sensitive (must not be known), plain (none of these).",
)
STORES_NOTHING_HERE = Code(
    "class-on-nothing",
    "種類 {type} の項目は答えを残さないので、「{item}」は書けません。",
    "A field of type {type} keeps no answer, so it takes no `{item}`.",
    "「{item}:」を削除してください。",
    "Delete `{item}:`.",
)
KEY_NOT_FOR_TYPE = Code(
    "key-not-for-type",
    "「{item}」は種類 {type} の項目には書けません。",
    "A field of type {type} takes no `{item}`.",
    "「{item}:」を削除するか、種類を {known} にしてください。",
    "Delete `{item}:`, or make the field one of: {known}.",
)
CLASS_TOO_WEAK = Code(
    "class-too-weak",
    "種類 {type} の項目の class が「{risk}」になっています。",
    "A field of type {type} cannot be of class `{risk}`.",
    "この種類の答えからは本人が分かります。class は {known} にしてください。",
    "Answers of this type lead to a person: use {known}.",
)
SUBJECT_MISSING = Code(
    "identifier-without-subject",
    "項目「{name}」は本人が分かる答えですが、だれのデータか（subject）がありません。",
    "The field `{name}` names a person but does not say whose data it is (`subject`).",
    "subject: applicant のように書き、subjects: にその人の呼び名を書いてください。",
    "Write subject: applicant (for example) and declare that person under `subjects:`.",
)
SHIELD_MISSING = Code(
    "address-without-shield",
    "住所の項目「{name}」に shield がありません。",
    "The address `{name}` does not say whether it is shielded.",
    "支援措置の対象の方について隠すなら shield: true、隠さないなら shield: false と、必ず書いてください。",
    "Write shield: true to withhold it for shielded people, or shield: false not to.",
)
WHEREABOUTS_WITHOUT_SHIELD = Code(
    "whereabouts-without-shield",
    "項目「{name}」の答えから居場所や連絡先が分かることがありますが、shield がありません。",
    "The answer to `{name}` can tell where a person is or how to reach them, but it does not say whether it is shielded.",
    "支援措置の対象の方について隠すなら shield: true、隠さないなら shield: false と、必ず書いてください。",
    "Write shield: true to withhold it for shielded people, or shield: false not to.",
)
QUASI_WITHOUT_STATS = Code(
    "quasi-without-stats",
    "準識別子の項目「{name}」に、統計での扱い（stats）がありません。",
    "The quasi-identifier `{name}` does not say how statistics treat it (`stats`).",
    "粗くするなら {known}、使わないなら stats: drop と書いてください。",
    "Coarsen it ({known}), or write stats: drop.",
)
OPTIONS_MISSING = Code(
    "choice-without-options",
    "項目「{name}」に選択肢がありません。",
    "The field `{name}` has nothing to choose from.",
    "options: に選択肢を並べるか、list: に一覧の名前を書いてください。",
    "Write `options:`, or name a list by `list:`.",
)
OPTIONS_TWICE = Code(
    "options-and-list",
    "項目「{name}」に options と list の両方があります。",
    "The field `{name}` has both `options` and `list`.",
    "どちらか一方にしてください。",
    "Keep one of the two.",
)
ACCEPT_MISSING = Code(
    "file-without-accept",
    "ファイルの項目「{name}」に、受け取る形式（accept）がありません。",
    "The file `{name}` does not say which kinds it accepts.",
    "accept: [pdf, jpeg, png] のように書いてください。",
    "Write accept: [pdf, jpeg, png], for example.",
)
WORDS_MISSING = Code(
    "note-without-words",
    "お知らせの項目「{name}」に本文（words）がありません。",
    "The note `{name}` has no words.",
    "words: {{ja: …}} を書いてください。",
    "Write words: {{ja: …}}.",
)
BAD_LIMIT = Code(
    "bad-limit",
    "「{item}」の「{value}」は種類 {type} の限度として読めません。",
    "`{item}` of a {type} cannot be `{value}`.",
    "{type} には {example} のように書きます。",
    "For a {type} write something like {example}.",
)
LIMITS_CROSSED = Code(
    "limits-crossed",
    "最小（{low}）が最大（{high}）より大きくなっています。",
    "The minimum ({low}) is above the maximum ({high}).",
    "min と max を入れ替えるか、直してください。",
    "Swap or mend `min` and `max`.",
)
COUNTER_MISSING = Code(
    "my-number-without-counter",
    "マイナンバーの項目がありますが、窓口で受け付けない手続です（identity.counter: false）。",
    "There is a My Number field, but the procedure is not taken at the counter (identity.counter: false).",
    "マイナンバーは窓口でだけ確かめます。counter: true にするか、項目を削除してください。",
    "My Number is checked at the counter only: set counter: true, or delete the field.",
)

_CHOICES, _NUMBERS, _DATES = ("choice", "multi-choice"), ("number", "money"), ("date", "date-range")
TYPES_OF_KEY: dict[str, tuple[str, ...]] = {
    "kana": ("person-name",),
    "list": (*_CHOICES, "text"),
    "options": _CHOICES,
    "accept": ("file",),
    "max_mb": ("file",),
    "max_files": ("file",),
    "min": (*_NUMBERS, *_DATES),
    "max": (*_NUMBERS, *_DATES),
    "max_length": ("text", "long-text"),
    "unit": ("number",),
    "words": ("note",),
}
_CLASSES_OF_TYPE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("person-name", "telephone", "email", "bank-account"), ("identifier",)),
    "address": ("identifier", "quasi", "sensitive"),
}
_SOME_DAY = date(2026, 1, 1)


def fields_say_what_they_reveal(desk: Desk) -> Findings:
    for spot in desk.spots:
        field = spot.field
        if field.type in STORES_NOTHING:
            for key in ("class", "subject", "shield", "stats"):
                if _written(field, key):
                    yield desk.say_key(STORES_NOTHING_HERE, spot.at(key), type=field.type, item=key)
        elif field.risk is None:
            yield desk.say(CLASS_MISSING, spot.at("id"), name=field.id)
        elif field.risk not in _CLASSES_OF_TYPE.get(field.type, (field.risk,)):
            known = listed(_CLASSES_OF_TYPE[field.type])
            yield desk.say(CLASS_TOO_WEAK, spot.at("class"), type=field.type, risk=field.risk, known=known)


def _written(field: Any, key: str) -> bool:
    return getattr(field, {"class": "risk"}.get(key, key)) is not None


def identifiers_say_whose_they_are(desk: Desk) -> Findings:
    for spot in desk.spots:
        if spot.field.risk == "identifier" and spot.field.subject is None and spot.field.type not in STORES_NOTHING:
            yield desk.say(SUBJECT_MISSING, spot.at("id"), name=spot.field.id)


def addresses_say_whether_they_are_shielded(desk: Desk) -> Findings:
    for spot in desk.spots:
        if spot.field.shield is None and (code := _asks_for_whereabouts(spot.field)):
            yield desk.say(code, spot.at("id"), name=spot.field.id)


_PLACES = re.compile(
    "住所|居所|所在地|住まい|転居|転出|転入|避難|引っ?越|連絡先|電話|メール|学校|保育園|幼稚園|園名|勤務先|通勤|通学"
)


def _asks_for_whereabouts(field: Field) -> Code | None:
    """By its type, or by its label where it is written freely."""
    if field.type == "address":
        return SHIELD_MISSING
    if field.type in WHEREABOUTS:
        return WHEREABOUTS_WITHOUT_SHIELD
    written = field.type in ("text", "long-text") and field.risk != "plain"
    return WHEREABOUTS_WITHOUT_SHIELD if written and _PLACES.search(field.label.ja) else None


_STATS_EXAMPLES = {
    "date": "stats: {band: 5y} や {part: month}",
    "address": "stats: {level: town}",
    "number": 'stats: {band: "10"}',
    "money": 'stats: {band: "10000"}',
    "choice": "stats: keep",
    "multi-choice": "stats: keep",
}


def quasi_identifiers_have_a_rule(desk: Desk) -> Findings:
    for spot in desk.spots:
        if spot.field.risk == "quasi" and spot.field.stats is None and spot.field.type not in STORES_NOTHING:
            known = _STATS_EXAMPLES.get(spot.field.type, "stats: drop")
            yield desk.say(QUASI_WITHOUT_STATS, spot.at("id"), name=spot.field.id, known=known)


def keys_fit_the_type(desk: Desk) -> Findings:
    for spot in desk.spots:
        for key, types in TYPES_OF_KEY.items():
            if _written(spot.field, key) and spot.field.type not in types:
                words: Words = {"type": spot.field.type, "known": listed(types), "item": key}
                yield desk.say_key(KEY_NOT_FOR_TYPE, spot.at(key), **words)


def fields_have_what_their_type_needs(desk: Desk) -> Findings:
    for spot in desk.spots:
        field = spot.field
        if field.type in _CHOICES and not (field.options or field.list):
            yield desk.say(OPTIONS_MISSING, spot.at("id"), name=field.id)
        if field.options and field.list:
            yield desk.say_key(OPTIONS_TWICE, spot.at("list"), name=field.id)
        if field.type == "file" and not field.accept:
            yield desk.say(ACCEPT_MISSING, spot.at("id"), name=field.id)
        if field.type == "note" and field.words is None:
            yield desk.say(WORDS_MISSING, spot.at("id"), name=field.id)


def limits_can_be_read(desk: Desk) -> Findings:
    for spot in (one for one in desk.spots if one.field.type in TYPES_OF_KEY["min"]):
        wrong = [key for key in ("min", "max") if not _limit_reads(spot, getattr(spot.field, key))]
        for key in wrong:
            example = "0, 1000" if spot.field.type in _NUMBERS else 'today, -18y, "2020-01-01"'
            words: Words = {
                "item": key,
                "value": str(getattr(spot.field, key)),
                "type": spot.field.type,
                "example": example,
            }
            yield desk.say(BAD_LIMIT, spot.at(key), **words)
        if not wrong:
            yield from _limits_in_order(desk, spot)


def _limit_reads(spot: Spot, limit: int | str | None) -> bool:
    if limit is None:
        return True
    if spot.field.type in _NUMBERS:
        return isinstance(limit, int)
    try:
        return isinstance(limit, str) and bool(bound(limit, _SOME_DAY))
    except ValueError:
        return False


def _limits_in_order(desk: Desk, spot: Spot) -> Findings:
    low, high = _comparable(spot.field.min), _comparable(spot.field.max)
    if low and high and low[0] == high[0] and low[1] > high[1]:  # type: ignore[operator]  # same kind, same type
        yield desk.say(LIMITS_CROSSED, spot.at("min"), low=str(spot.field.min), high=str(spot.field.max))


def _comparable(limit: int | str | None) -> tuple[str, int | date] | None:
    """Limits of the same kind can be compared: numbers, fixed days, or distances from today."""
    if limit is None or isinstance(limit, int):
        return None if limit is None else ("number", limit)
    return "day" if limit[0].isdigit() else "distance", bound(limit, _SOME_DAY)


def my_number_needs_a_counter(desk: Desk) -> Findings:
    if not desk.procedure.identity.counter:
        for spot in desk.spots:
            if spot.field.type == "my-number":
                yield desk.say(COUNTER_MISSING, spot.at("type"))


CHECKS = (
    fields_say_what_they_reveal, identifiers_say_whose_they_are, addresses_say_whether_they_are_shielded,
    quasi_identifiers_have_a_rule, keys_fit_the_type, fields_have_what_their_type_needs, limits_can_be_read,
    my_number_needs_a_counter,
)  # fmt: skip
