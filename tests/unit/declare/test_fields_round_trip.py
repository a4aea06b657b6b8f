"""Every value that is taken goes back into its inputs and comes out the same; every type stands by its siblings' rules."""

import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from madoguchi.declare.answers import Context
from madoguchi.declare.base import LANGUAGES
from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.procedure import STORES_NOTHING, Type
from tests.strategies.answers import posted, values
from tests.strategies.samples import one

TODAY = date(2026, 11, 24)
STORING = sorted(set(FIELD_TYPES) - STORES_NOTHING)
OFTEN = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def test_every_declared_type_has_its_class() -> None:
    assert set(FIELD_TYPES) == set(get_args(Type))
    assert {name for name, kind in FIELD_TYPES.items() if not kind.stores} == STORES_NOTHING


@pytest.mark.parametrize("name", STORING)
@OFTEN
@given(data=st.data())
def test_a_value_that_is_taken_survives_its_form(name: str, data: st.DataObject) -> None:
    version = one(name)
    field, kind, ctx = version.field("it"), FIELD_TYPES[name], Context(version, TODAY)
    value = data.draw(values(field, version))
    if kind.check(field, value, ctx):
        return
    assert kind.parse(field, kind.typed(field, value), ctx) == (value, [])
    assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize("name", STORING)
@OFTEN
@given(data=st.data())
def test_what_was_read_from_a_form_passes_the_check_and_the_schema(name: str, data: st.DataObject) -> None:
    version = one(name)
    field, kind, ctx = version.field("it"), FIELD_TYPES[name], Context(version, TODAY)
    sent = data.draw(posted(version, version.page("only")))
    raw = {part: sent.get(f"it.{part}" if part else "it", [""]) for part in kind.parts}
    value, problems = kind.parse(field, raw, ctx)
    if value is not None:
        assert not problems
        assert kind.check(field, value, ctx) == []
        assert Draft202012Validator(kind.schema(field, version)).is_valid(value)
        for language in LANGUAGES:
            lines = kind.lines(field, value, language, ctx)
            assert lines
            assert all(isinstance(line, str) and "\n" not in line for line in lines)


LIMITED = [(name, {}) for name in STORING] + [
    ("date", {"max": "today"}), ("date", {"min": "today"}), ("date-range", {"min": "2026-11-22", "max": "2026-11-23"}),
    ("number", {"min": 0, "max": 2}), ("text", {"max_length": 2}), ("person-name", {"kana": "required"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more"), LIMITED)
@settings(OFTEN, max_examples=80)
@given(data=st.data())
def test_each_type_keeps_the_law_by_itself(name: str, more: dict[str, object], data: st.DataObject) -> None:
    """The law of test_law.py, nearer: no procedure around it, so that every rule comes up."""
    version = one(name, **more)
    field, kind = version.field("it"), FIELD_TYPES[name]
    value = data.draw(values(field, version))
    problems = kind.check(field, value, Context(version, TODAY))
    valid = Draft202012Validator(kind.schema(field, version)).is_valid(value)
    assert valid or problems
    assert not valid or {problem.code for problem in problems} <= set(kind.rules)


@pytest.mark.parametrize("name", STORING)
def test_an_empty_form_is_no_answer(name: str) -> None:
    version = one(name)
    kind = FIELD_TYPES[name]
    for empty in ("", "  ", "\u3000"):
        raw = {part: [empty] for part in kind.parts}
        assert kind.parse(version.field("it"), raw, Context(version, TODAY)) == (None, [])
    assert kind.parse(version.field("it"), {}, Context(version, TODAY)) == (None, [])


@pytest.mark.parametrize("name", sorted(STORES_NOTHING))
def test_a_field_of_words_takes_no_value_and_shows_its_words(name: str) -> None:
    version = one(name)
    kind, ctx = FIELD_TYPES[name], Context(version, TODAY)
    assert kind.parse(version.field("it"), {"": "123456789018"}, ctx) == (None, [])
    assert kind.check(version.field("it"), "x", ctx)
    for language in LANGUAGES:
        assert kind.lines(version.field("it"), None, language, ctx)


SHOWN = [
    ("number", 12345, ["12,345"], ["12,345"]),
    ("money", 12000, ["12,000円"], ["12,000 yen"]),
    ("date", "2023-02-21", ["令和5年(2023年)2月21日"], ["21 February 2023"]),
    ("time", "09:05", ["9時5分"], ["09:05"]),
    (
        "date-range", {"from": "2026-04-01", "to": "2026-04-30"},
        ["令和8年(2026年)4月1日から令和8年(2026年)4月30日まで"], ["1 April 2026 – 30 April 2026"],
    ),
    ("choice", "a", ["あ"], ["Aa"]),
    ("multi-choice", ["b", "a"], ["あ", "い"], ["Aa", "い"]),
    ("telephone", "0300001234", ["03-0000-1234"], ["03-0000-1234"]),
    ("long-text", "一\n二", ["一", "二"], ["一", "二"]),
    (
        "address",
        {
            "postal_code": "1740045", "prefecture": "東京都", "city": "板橋区", "town": "西台一丁目",
            "number": "2-3", "building": "若草荘 101",
        },
        ["〒174-0045", "東京都板橋区西台一丁目2-3", "若草荘 101"],
        ["〒174-0045", "東京都板橋区西台一丁目2-3", "若草荘 101"],
    ),
    (
        "bank-account",
        {"bank": "みどり銀行", "branch": "012", "kind": "savings", "number": "0123456", "holder_kana": "ワカバ"},
        ["みどり銀行 012", "貯蓄 0123456", "ワカバ"],
        ["みどり銀行 012", "savings 0123456", "ワカバ"],
    ),
    ("file", [{"id": "1", "name": "通帳.jpg", "size": 1_250_000, "type": "image/jpeg"}], ["通帳.jpg (1.2 MB)"], ["通帳.jpg (1.2 MB)"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "ja", "en"), SHOWN)
def test_a_value_is_shown_as_people_read_it(name: str, value: object, ja: list[str], en: list[str]) -> None:
    version = one(name)
    kind, ctx = FIELD_TYPES[name], Context(version, TODAY)
    assert kind.lines(version.field("it"), value, "ja", ctx) == ja
    assert kind.lines(version.field("it"), value, "en", ctx) == en


UPLOADS = [
    ({"size": 0}, "中身が空です"),
    ({"size": 10 * 1024 * 1024 + 1}, "1つ10MBまで"),
    ({"content_type": "text/html"}, "PDF、JPEGのファイルにしてください"),
    ({"name": "123456789018.pdf"}, "マイナンバー"),
    ({"name": ""}, "ファイル名を入力してください"),
    ({}, None),
]


@pytest.mark.parametrize(("change", "words"), UPLOADS)
def test_a_file_is_refused_before_it_is_stored(change: dict[str, object], words: str | None) -> None:
    version = one("file")
    upload = {"name": "通帳.pdf", "size": 1000, "content_type": "application/pdf"} | change
    problems = FIELD_TYPES["file"].check_upload(version.field("it"), Context(version, TODAY), **upload)  # type: ignore[attr-defined]
    assert [words in one.ja for one in problems] == ([True] if words else [])


def test_a_postal_code_proposes_its_town_and_keeps_what_was_typed_further() -> None:
    version = one("address")
    kind, ctx = FIELD_TYPES["address"], Context(version, TODAY)
    towns = kind.candidates({"postal_code": "174-0045"}, ctx)  # type: ignore[attr-defined]
    assert towns[0][:3] == ("東京都", "板橋区", "西台")
    assert kind.candidates({"postal_code": "174"}, ctx) == []  # type: ignore[attr-defined]
    filled = kind.with_town({"postal_code": "174-0045", "town": "西台一丁目", "number": "2"}, towns[0])  # type: ignore[attr-defined]
    assert filled == {
        "postal_code": "174-0045", "prefecture": "東京都", "city": "板橋区", "town": "西台一丁目", "number": "2",
    }  # fmt: skip
