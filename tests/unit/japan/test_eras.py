"""Dates of residents: written in any of the shapes people use, read strictly."""

import contextlib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.eras import ERAS, DateError, both, era_of, from_parts, parse_date, wareki
from madoguchi.japan.numerals import kanji_number

DAY = date(2023, 2, 21)
FULL_WIDTH = str.maketrans("0123456789RHSTM./- ", "０１２３４５６７８９ＲＨＳＴＭ．／－　")
ONES = " 一二三四五六七八九"
days = st.dates(min_value=date(1, 1, 1))
era_days = st.dates(min_value=date(1873, 1, 1), max_value=date(2150, 12, 31))


def kanji(n: int) -> str:
    """25 → 二十五, for the tests' own spelling of a date."""
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else kanji(tens) + "十") + (ONES[ones] if ones else "")


def era_parts(day: date) -> tuple:
    era = era_of(day)
    return era, day.year - era.year_one + 1


def mark(day: date) -> str:
    """R5-style: letter and year."""
    era, year = era_parts(day)
    return f"{era.letter}{year}"


WRITTEN = {
    "wareki": wareki,
    "both, without the western year": lambda day: both(day).replace(f"({day.year}年)", ""),
    "kanji numerals": lambda day: (
        f"{era_parts(day)[0].kanji}{kanji(era_parts(day)[1])}年{kanji(day.month)}月{kanji(day.day)}日"
    ),
    "dots": lambda day: f"{mark(day)}.{day.month}.{day.day}",
    "slashes": lambda day: f"{mark(day)}/{day.month}/{day.day}",
    "hyphens and zeros": lambda day: f"{mark(day)}-{day.month:02}-{day.day:02}",
    "middle dots": lambda day: f"{mark(day)}・{day.month}・{day.day}",
    "small letter": lambda day: f"{mark(day).lower()}.{day.month}.{day.day}",
    "one kanji": lambda day: f"{era_parts(day)[0].kanji[0]}{era_parts(day)[1]}.{day.month}.{day.day}",
    "with spaces": lambda day: " " + wareki(day).replace("年", " 年 ").replace("月", " 月 ") + "　",
    "ISO": lambda day: day.isoformat(),
    "western with 年": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "western slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "eight digits": lambda day: f"{day:%Y%m%d}",
    "long mark for hyphen": lambda day: f"{day.year}ー{day.month}ー{day.day}",
}


@given(days)
def test_every_date_of_the_calendar_comes_back_from_its_wareki(day):
    assert parse_date(wareki(day)) == day


@pytest.mark.parametrize("shape", WRITTEN)
@given(day=era_days)
def test_every_date_comes_back_from_every_shape_and_from_full_width(shape, day):
    if shape == "kanji numerals" and era_parts(day)[1] > 99:
        return  # the tests' own spelling ends at 99
    written = WRITTEN[shape](day)
    assert parse_date(written) == day
    assert parse_date(written.translate(FULL_WIDTH)) == day


@given(era_days)
def test_every_date_comes_back_from_four_boxes(day):
    era, year = era_parts(day)
    assert from_parts(era.id, str(year), str(day.month), str(day.day)) == day
    assert from_parts("seireki", str(day.year), str(day.month), str(day.day)) == day


@given(era_days, st.sampled_from(ERAS))
def test_a_date_written_with_another_era_is_refused_and_the_right_one_proposed(day, era):
    year = day.year - era.year_one + 1
    if era is era_of(day) or year < 1 or day < date(1873, 1, 1):
        return
    with pytest.raises(DateError) as caught:
        parse_date(f"{era.kanji}{year}年{day.month}月{day.day}日")
    assert caught.value.suggestion == day
    assert wareki(day) in caught.value.ja


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_date_error(text):
    with contextlib.suppress(DateError):
        assert isinstance(parse_date(text), date)


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_any_four_boxes_are_a_date_or_a_date_error(era, year, month, day):
    with contextlib.suppress(DateError):
        assert isinstance(from_parts(era, year, month, day), date)


@pytest.mark.parametrize(
    "text",
    ["㋿5年2月21日", "㋿五年二月二十一日", "R050221", "Ｒ５．２．２１", "令和5年02月21日", "西暦2023年2月21日",
     "２０２３年２月２１日", "二〇二三年二月二一日", "二千二十三年二月廿一日".replace("廿", "二十"), "令和伍年".replace("伍年", "五年弐月弐拾壱日"),
     "2023.2.21", "2023 2 21", "2023–2–21", "令5.2.21"],
)  # fmt: skip
def test_rarer_shapes_of_one_day(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("㍼50年1月2日", date(1975, 1, 2)),
        ("㍻5年1月2日", date(1993, 1, 2)),
        ("令和6年2月29日", date(2024, 2, 29)),
    ],
)
def test_the_days_on_both_sides_of_a_new_era(text, day):
    assert parse_date(text) == day
    assert parse_date(wareki(day)) == day


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("昭和64年2月3日", "平成元年2月3日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("平成元年1月7日", "昭和64年1月7日"),
        ("平成31年5月1日", "令和元年5月1日"),
        ("令和元年4月30日", "平成31年4月30日"),
        ("平成35年3月31日", "令和5年3月31日"),
        ("大正15年12月25日", "昭和元年12月25日"),
        ("明治45年7月30日", "大正元年7月30日"),
    ],
)
def test_a_border_crossed_is_an_error_that_proposes_the_right_era(text, proposed):
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.code == "date-wrong-era"
    assert proposed in caught.value.ja
    assert wareki(caught.value.suggestion) == proposed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date-empty"),
        ("　", "date-empty"),
        ("5.2.21", "date-era-missing"),
        ("5年2月21日", "date-era-missing"),
        ("元年5月1日", "date-era-missing"),
        ("0000-01-01", "date-era-missing"),
        ("令和5年2月30日", "date-no-such-day"),
        ("2023-02-29", "date-no-such-day"),
        ("2023-13-01", "date-no-such-month"),
        ("令和0年5月1日", "date-no-such-year"),
        ("令和2023年2月21日", "date-western-year"),
        ("明治5年12月2日", "date-lunar"),
        ("慶応3年1月1日", "date-unreadable"),
        ("2/21/2023", "date-unreadable"),
        ("2023/2-21", "date-unreadable"),
        ("令和二三十年一月一日", "date-not-a-number"),
        ("令和5年2月", "date-unreadable"),
        ("きのう", "date-unreadable"),
        ("9" * 5000, "date-unreadable"),
    ],
)
def test_what_cannot_be_read_says_why(text, code):
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("boxes", "code", "part"),
    [
        (("", "", "", ""), "date-empty", "year"),
        (("reiwa", "5", "", ""), "date-empty", "month"),
        (("reiwa", "5", "2", ""), "date-empty", "day"),
        (("", "5", "2", "21"), "date-era-missing", "era"),
        (("seireki", "23", "2", "21"), "date-era-missing", "era"),
        (("keio", "3", "2", "21"), "date-era-missing", "era"),
        (("reiwa", "2023", "2", "21"), "date-western-year", "era"),
        (("reiwa", "five", "2", "21"), "date-not-a-number", "year"),
        (("reiwa", "5", "二月末", "21"), "date-not-a-number", "month"),
        (("reiwa", "5", "2", "30"), "date-no-such-day", "day"),
        (("reiwa", "5", "20", "1"), "date-no-such-month", "month"),
        (("reiwa", "0", "2", "1"), "date-no-such-year", "year"),
        (("showa", "64", "2", "3"), "date-wrong-era", "era"),
        (("", "昭和64年2月3日", "", ""), "date-wrong-era", "era"),
    ],
)
def test_an_error_names_the_box_to_mend(boxes, code, part):
    with pytest.raises(DateError) as caught:
        from_parts(*boxes)
    assert (caught.value.code, caught.value.part) == (code, part)


@pytest.mark.parametrize(
    "boxes",
    [
        ("reiwa", "5", "2", "21"),
        ("reiwa", "５年", "２月", "２１日"),
        ("reiwa", "五", "二", "二十一"),
        ("", "2023", "2", "21"),
        ("seireki", "2023", "02", "21"),
        ("", "R5", "2", "21"),
        ("", "令和5年", "2", "21"),
        ("", "令和5年2月21日", "", ""),
        ("reiwa", "2023-02-21", "", ""),
    ],
)
def test_boxes_are_read_kindly(boxes):
    assert from_parts(*boxes) == DAY


def test_the_first_year_of_an_era_may_be_typed_as_gannen():
    assert from_parts("reiwa", "元", "5", "1") == date(2019, 5, 1)


def test_both_calendars_stand_together():
    assert both(DAY) == "令和5年(2023年)2月21日"
    assert both(date(2019, 5, 1)) == "令和元年(2019年)5月1日"
    assert both(date(1870, 5, 5)) == "1870年5月5日"


def test_eras_follow_one_another_without_a_gap():
    for newer, older in pairwise(ERAS):
        assert era_of(newer.first) is newer
        assert era_of(newer.first - timedelta(days=1)) is older


def test_an_error_in_a_log_does_not_repeat_what_was_typed():
    with pytest.raises(DateError) as caught:
        parse_date("昭和64年2月3日")
    assert str(caught.value) == "date-wrong-era"
    assert "64" not in repr(caught.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十一", 21), ("二一", 21), ("百二", 102), ("六十四", 64),
     ("二千二十三", 2023), ("二〇二三", 2023), ("弐拾壱", 21), ("千九百八十九", 1989)],
)  # fmt: skip
def test_kanji_numerals(text, number):
    assert kanji_number(text) == number


@pytest.mark.parametrize("text", ["", "元", "二三十", "十百", "〇十", "五つ", "5", "十十"])
def test_what_is_no_kanji_numeral(text):
    with pytest.raises(ValueError):
        kanji_number(text)
