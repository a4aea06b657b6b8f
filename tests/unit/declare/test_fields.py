"""What people name, what is kept of it, and what they read when it cannot be taken: one table per field name."""

from datetime import date
from typing import Any

import pytest

from madoguchi.declare.answers import Context, read_page
from madoguchi.declare.base import LANGUAGES
from madoguchi.declare.fields import FIELD_TYPES
from tests.strategies.answers import GAIJI, MY_NUMBER
from tests.strategies.samples import one

TODAY = date(2026, 11, 24)


def parse(name: str, raw: Any, **more: Any) -> tuple[Any, list[str]]:
    """The kept value and the Japanese words of what is wrong."""
    version = one(name, **more)
    typed = raw if isinstance(raw, dict) else {"": raw}
    value, problems = FIELD_TYPES[name].parse(version.field("it"), typed, Context(version, TODAY))
    assert (value is None) or not problems
    assert all(problem.within(language) for problem in problems for language in LANGUAGES)
    return value, [problem.ja for problem in problems]


TAKEN: list[tuple[str, Any, Any]] = [
    ("text", "  前後の空白は取る  ", "前後の空白は取る"),
    ("text", GAIJI, GAIJI),
    ("long-text", "一行目\r\n二行目\r\n", "一行目\n二行目"),
    ("number", "１，２３４", 1234),
    ("number", "−５", -5),
    ("number", "+7", 7),
    ("money", "￥12,000円", 12000),
    ("money", "１２０００円", 12000),
    ("choice", "b", "b"),
    ("multi-choice", ["", "c", "a", "c"], ["c", "a"]),
    ("date", {"era": "heisei", "year": "2", "month": "4", "day": "5"}, "1990-04-05"),
    ("date", {"era": "seireki", "year": "1990", "month": "4", "day": "5"}, "1990-04-05"),
    ("date", {"era": "", "year": "令和５年２月２１日", "month": "", "day": ""}, "2023-02-21"),
    ("date", {"year": "R5.2.21"}, "2023-02-21"),
    ("date", {"era": "heisei", "year": "元", "month": "1", "day": "8"}, "1989-01-08"),
    ("time", "9:30", "09:30"),
    ("time", "９時半", "09:30"),
    ("time", "午後3時", "15:00"),
    ("time", "0930", "09:30"),
    ("time", "12:05 pm", "12:05"),
    ("telephone", "０９０−１２３４−５６７８", "09012345678"),
    ("telephone", "03-0000-1234", "0300001234"),
    ("email", "Ａ＠example.com", "A@example.com"),
    ("email", "..old..@docomo.ne.jp", "..old..@docomo.ne.jp"),
    (
        "person-name",
        {"family": "葛\U000e0100城", "given": "神\ufa19", "family_kana": "かつらぎ", "given_kana": "ﾀﾞｲｷ"},
        {"family": "葛\U000e0100城", "given": "神\ufa19", "family_kana": "カツラギ", "given_kana": "ダイキ"},
    ),
    (
        "address",
        {"postal_code": "〒１７４−００４５", "prefecture": "東京都", "city": "板橋区", "town": "西台", "number": "1-2"},
        {
            "postal_code": "1740045", "prefecture": "東京都", "city": "板橋区", "town": "西台",
            "number": "1-2", "building": "",
        },
    ),
    (
        "bank-account",
        {"bank": "みどり銀行", "branch": "０１２", "kind": "ordinary", "number": "０１２３４５６", "holder_kana": "わかば　はるか"},
        {"bank": "みどり銀行", "branch": "012", "kind": "ordinary", "number": "0123456", "holder_kana": "ワカバ ハルカ"},
    ),
    (
        "date-range",
        {
            "from_era": "reiwa", "from_year": "8", "from_month": "11", "from_day": "1",
            "to_year": "2026-11-30", "to_month": "", "to_day": "",
        },
        {"from": "2026-11-01", "to": "2026-11-30"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed", "kept"), TAKEN)
def test_it_takes_what_people_write(name: str, typed: Any, kept: Any) -> None:
    assert parse(name, typed) == (kept, [])


REFUSED: list[tuple[str, Any, str]] = [
    ("date", {"era": "showa", "year": "64", "month": "2", "day": "3"}, "平成元年2月3日"),
    ("date", {"era": "seireki", "year": "2023", "month": "2", "day": "30"}, "2月"),
    ("date", {"era": "reiwa", "year": "5", "month": "2", "day": ""}, "日を入力してください"),
    ("date", {"year": "1800-01-01"}, "以後の日"),
    ("number", "3万", "30000なら「30000」とだけ"),
    ("number", "だいたい5", "整数です"),
    ("number", "1.5", "整数です"),
    ("number", "9" * 13, "以下の数字"),
    ("money", "-1", "0円以上"),
    ("choice", "z", "選択肢の中から"),
    ("multi-choice", ["a", "z"], "選択肢の中から"),
    ("time", "25:00", "「9:30」「午後3時」のように"),
    ("time", "午後13時", "「9:30」「午後3時」のように"),
    ("telephone", "1234", "10けたか11けた"),
    ("telephone", "0312345678" + " " * 100_000 + "x", "10けたか11けた"),
    ("email", "haruka@example,com", "「haruka@example.com」ではありませんか"),
    ("email", "haruka.example.com", "「@」が1つ必要です"),
    ("text", "\ud800", "1文字目の文字が壊れています"),
    ("text", "a\x00b", "2文字目に、目に見えない制御文字"),
    ("text", "abc\u202etxt", "4文字目に、文字の並ぶ向きを変える"),
    ("text", "改\n行", "制御文字"),
    ("text", "あ" * 100_000, "200文字までです。いま100,000文字あります"),
    ("long-text", "あ" * 100_000, "2,000文字までです。いま100,000文字あります"),
]


@pytest.mark.parametrize(("name", "typed", "words"), REFUSED)
def test_it_says_what_is_wrong_and_what_was_probably_meant(name: str, typed: Any, words: str) -> None:
    value, problems = parse(name, typed)
    assert value is None
    assert len(problems) == 1
    assert words in problems[0]
    assert len(problems[0]) < 200


PARTS: list[tuple[str, dict[str, str], str, str]] = [
    ("address", {"postal_code": "000-012"}, "postal_code", "郵便番号が6けたです。7けたの数字で入力してください"),
    ("address", {"postal_code": "あいうえおかき"}, "postal_code", "郵便番号が0けたです"),
    ("address", {"prefecture": ""}, "prefecture", "都道府県を入力してください"),
    ("address", {"town": "あ" * 200}, "town", "80文字まで"),
    ("person-name", {"given": ""}, "given", "名(なまえ)を入力してください"),
    ("person-name", {"family_kana": "若葉"}, "family_kana", "カナではありません"),
    ("bank-account", {"number": "123456"}, "number", "先頭に0を付けて「0123456」"),
    ("bank-account", {"branch": "12"}, "branch", "支店番号は3けた"),
    ("bank-account", {"kind": ""}, "kind", "預金の種類"),
    ("bank-account", {"holder_kana": "若葉"}, "holder_kana", "カタカナで入力してください"),
    ("date-range", {"to_year": "2020"}, "to_year", "はじめの日より前です"),
    ("date-range", {"to_year": "", "to_month": "", "to_day": ""}, "to_year", "おわりの日を入力してください"),
]
GOOD = {
    "address": {
        "postal_code": "1740045", "prefecture": "東京都", "city": "板橋区", "town": "西台", "number": "1", "building": "",
    },
    "person-name": {"family": "若葉", "given": "はるか", "family_kana": "ワカバ", "given_kana": "ハルカ"},
    "bank-account": {
        "bank": "みどり銀行", "branch": "012", "kind": "ordinary", "number": "0123456", "holder_kana": "ワカバ ハルカ",
    },
    "date-range": {
        "from_year": "2026", "from_month": "11", "from_day": "1", "to_year": "2026", "to_month": "11", "to_day": "2",
    },
}  # fmt: skip


@pytest.mark.parametrize(("name", "change", "part", "words"), PARTS)
def test_a_problem_points_at_the_input_that_has_it(name: str, change: dict[str, str], part: str, words: str) -> None:
    version = one(name)
    ctx, kind = Context(version, TODAY), FIELD_TYPES[name]
    value, problems = kind.parse(version.field("it"), GOOD[name] | change, ctx)
    assert value is None
    assert [problem.part for problem in problems] == [part]
    assert words in problems[0].ja


def test_every_wrong_part_of_an_address_is_said_at_once() -> None:
    version = one("address")
    raw = {"postal_code": "12", "city": "板橋区"}
    _, problems = FIELD_TYPES["address"].parse(version.field("it"), raw, Context(version, TODAY))
    assert {problem.part for problem in problems} == {"postal_code", "prefecture", "town", "number"}


FREE = [
    ("text", ""), ("long-text", ""), ("email", ""), ("number", ""),
    ("person-name", "family"), ("person-name", "given"),
    ("address", "building"), ("address", "number"), ("address", "town"),
    ("bank-account", "bank"), ("bank-account", "branch"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "part"), FREE)
@pytest.mark.parametrize("typed", [MY_NUMBER, "1234-5678-9018", "１２３４ ５６７８ ９０１８"])
def test_a_my_number_is_refused_wherever_words_can_be_typed(name: str, part: str, typed: str) -> None:
    version = one(name)
    raw = {**GOOD.get(name, {}), part: typed}
    value, problems = FIELD_TYPES[name].parse(version.field("it"), raw, Context(version, TODAY))
    assert value is None
    assert "my-number" in {problem.code for problem in problems} or name == "email"
    told = next(problem for problem in problems if problem.code == "my-number" or name == "email")
    assert typed not in told.ja + told.en + told.ja_easy
    if told.code == "my-number":
        assert "窓口で確認します(見本課 電話03-0000-1234)" in told.ja
        assert "counter" in told.en


@pytest.mark.parametrize("more", ["です", "です" * 500, "\x00"])
def test_a_my_number_may_go_back_to_its_writer_but_not_into_a_store(more: str) -> None:
    """Also where the text has another fault beside it."""
    version = one("text")
    result = read_page(version, version.page("only"), {"it": [f"番号は{MY_NUMBER}{more}"]}, {}, today=TODAY)
    assert result.answers == {}
    assert MY_NUMBER in str(result.typed)
    assert result.storable == {}


@pytest.mark.parametrize("name", [name for name, kind in FIELD_TYPES.items() if kind.posted and kind.stores])
def test_a_hundred_kilobytes_are_refused_at_once_with_few_words(name: str) -> None:
    version = one(name)
    kind = FIELD_TYPES[name]
    for filler in ("あ", "1", "a@", "\u0301", " -", "葛\U000e0100"):
        long = "x" + filler * (100_000 // len(filler))
        value, problems = kind.parse(version.field("it"), dict.fromkeys(kind.parts, long), Context(version, TODAY))
        assert value is None
        assert problems
        assert all(len(problem.ja) < 200 for problem in problems)


def test_a_letter_with_a_variation_selector_counts_as_one() -> None:
    assert parse("text", "葛\U000e0100" * 3, max_length=3) == ("葛\U000e0100" * 3, [])
    assert parse("text", "葛\U000e0100" * 4, max_length=3)[1] == [
        "項目は3文字までです。いま4文字あります。短くしてください。"
    ]


@pytest.mark.parametrize(
    ("limits", "typed", "words"),
    [
        ({"max": "today"}, "2026-11-25", "令和8年(2026年)11月24日以前"),
        ({"max": "today"}, "2026-11-24", None),
        ({"max": "-18y"}, "2008-11-24", None),
        ({"max": "-18y"}, "2008-11-25", "平成20年(2008年)11月24日以前"),
        ({"min": "2020-01-01"}, "2019-12-31", "令和2年(2020年)1月1日以後"),
        ({"min": "-10d"}, "2026-11-14", None),
        ({"max": "+3m"}, "2027-02-25", "以前の日"),
    ],
)
def test_a_date_stays_within_its_limits(limits: dict[str, str], typed: str, words: str | None) -> None:
    _, problems = parse("date", {"year": typed}, **limits)
    assert (words is None and not problems) or words in problems[0]


def test_eighteen_years_before_a_leap_day_is_the_28th() -> None:
    version = one("date", max="-18y")
    field, kind = version.field("it"), FIELD_TYPES["date"]
    leap = Context(version, date(2024, 2, 29))
    assert kind.check(field, "2006-02-28", leap) == []
    assert kind.check(field, "2006-03-01", leap)


def test_numbers_name_the_limit_that_was_passed() -> None:
    assert parse("number", "11", max=10)[1] == ["項目は10以下の数字を入力してください。"]
    assert parse("number", "-1", min=0)[1] == ["項目は0以上の数字を入力してください。"]


def test_a_person_with_one_name_writes_a_dash() -> None:
    typed = {"family": "スカルノ", "given": "-", "family_kana": "スカルノ", "given_kana": "-"}
    value, problems = parse("person-name", typed, kana="required")
    assert problems == []
    version = one("person-name", kana="required")
    lines = FIELD_TYPES["person-name"].lines(version.field("it"), value, "ja", Context(version, TODAY))
    assert lines == ["スカルノ", "スカルノ"]


@pytest.mark.parametrize(("kana", "complaints"), [("required", 2), ("optional", 0), ("none", 0)])
def test_the_reading_is_asked_for_as_declared(kana: str, complaints: int) -> None:
    _, problems = parse("person-name", {"family": "若葉", "given": "はるか"}, kana=kana)
    assert len(problems) == complaints
