"""What a cell should be, what is wrong with it, and what it can only have meant."""

import pytest

from madoguchi.opendata.checking import check
from madoguchi.opendata.checking.formats import FORMATS
from tests.unit.opendata.tables import column, standard_of, table_of

PROVEN = [
    ("date_iso", "令和5年2月21日", "2023-02-21"),
    ("date_iso", "R5.2.21", "2023-02-21"),
    ("date_iso", "2023/2/21", "2023-02-21"),
    ("date_iso", "2023年2月21日", "2023-02-21"),
    ("date_iso", "20230221", "2023-02-21"),
    ("date_iso", "2023-02-21 00:00:00", "2023-02-21"),
    ("time_hhmm", "9:00", "09:00"),
    ("time_hhmm", "９：００", "09:00"),
    ("time_hhmm", "午後5時半", "17:30"),
    ("time_hhmm", "8時30分", "08:30"),
    ("time_hhmm", "0830", "08:30"),
    ("lg_code6", "92011", "092011"),
    ("lg_code6", "13119", "131199"),
    ("lg_code6", "13119-9", "131199"),
    ("lg_code6", "10201", "102016"),
    ("corporate_number13", "8-7001-1000-5901", "8700110005901"),
    ("decimal_degrees", "35°45′4.2″", "35.751167"),
    ("telephone", "０３－５２４６－１３１６", "03-5246-1316"),
    ("telephone", "03ー5246ー1316、03ー5246ー1321", "03-5246-1316 / 03-5246-1321"),
    ("postal_code7", "〒174−0045", "174-0045"),
    ("katakana_fullwidth", "ﾀﾞｲﾅﾅ ｺﾐｭﾆﾃｨｰ", "ダイナナ　コミュニティー"),
    ("katakana_fullwidth", "こうえん", "コウエン"),
    ("ascii_text", "City’s Park", "City's Park"),
    ("yes_no_ja", "あり", "有"),
    ("weekdays_ja", "月～金", "月火水木金"),
    ("weekdays_ja", "土・日", "土日"),
    ("nonneg_int", "1,075", "1075"),
    ("nonneg_int", "３", "3"),
    ("nonneg_int", "5.0", "5"),
    ("prefecture_name", "東京", "東京都"),
]
GUESSED = [
    ("time_hhmm", "24:00", "23:59"),
    ("nonneg_int", "550円", "550"),
    ("flag_1_or_blank", "○", "1"),
    ("flag_1_or_blank", "×", ""),
    ("yes_no_ja", "○", "有"),
    ("date_iso", "44978", "2023-02-21"),
    ("telephone", "312345678", "0312345678"),
    ("telephone", "03-5246-1316（代表）", "03-5246-1316"),
    ("uri", "www.example.lg.jp", "https://www.example.lg.jp"),
    ("decimal_degrees", "-", ""),
    ("nonneg_int", "なし", ""),
    ("corporate_number13", "700110005901", "8700110005901"),
]
HOPELESS = [
    ("time_hhmm", "日没"),
    ("time_hhmm", "終日"),
    ("time_hhmm", "9:00～17:00"),
    ("time_hhmm", "25:30"),
    ("date_iso", "2023-02-30"),
    ("date_iso", "令和元年4月30日"),
    ("date_iso", "2023年2月"),
    ("lg_code6", "131198"),
    ("lg_code6", "99999"),
    ("corporate_number13", "8700110005902"),
    ("corporate_number13", "8.70011E+12"),
    ("decimal_degrees", "0.."),
    ("decimal_degrees", "-35012.123"),
    ("telephone", "5246-1316"),
    ("email", "info@みどり区"),
    ("katakana_fullwidth", "公園"),
    ("uri", "http://a.example/ http://b.example/"),
]


def found(form, cell):
    report = check(table_of(["列"], [cell]), standard_of(column("列", form)))
    assert all((one.line, one.column, one.value) == (2, "列", cell) for one in report.findings)
    return report.findings


@pytest.mark.parametrize("name", FORMATS)
def test_the_example_of_a_format_is_right(name):
    assert found(name, FORMATS[name].example) == ()


@pytest.mark.parametrize(("form", "cell", "after"), PROVEN)
def test_what_can_only_have_meant_one_thing_is_proposed_as_proven(form, cell, after):
    repairs = [one.repair for one in found(form, cell)]
    assert all(repair.provable for repair in repairs)
    assert repairs[-1].after == after
    assert found(form, after) == ()


@pytest.mark.parametrize(("form", "cell", "after"), GUESSED)
def test_what_was_probably_meant_is_proposed_and_not_proven(form, cell, after):
    last = found(form, cell)[-1].repair
    assert (last.after, last.provable) == (after, False)


@pytest.mark.parametrize(("form", "cell"), HOPELESS)
def test_what_nobody_can_know_is_told_without_a_proposal(form, cell):
    (one,) = found(form, cell)
    assert one.rule == f"format:{form}"
    assert one.repair is None
    assert one.ja
    assert one.en


def test_a_word_of_a_vocabulary_is_mended_by_width_alone():
    standard = standard_of(column("種別", words=("AED", "消火栓", "防火水そう")))
    cells = ["消火栓", "消 火 栓", "ＡＥＤ", "防火水槽", "プール"]
    report = check(table_of(["種別"], *[[cell] for cell in cells]), standard)
    found = [one for one in report.findings if one.rule == "vocabulary"]
    assert [(one.line, one.repair and one.repair.after) for one in found] == [
        (3, "消火栓"),
        (4, "AED"),
        (5, None),
        (6, None),
    ]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (" 公園", "edge-space"),
        ("公園　", "edge-space"),
        ("公園\n", "edge-space"),
        ("公\u200b園", "control"),
        ("\ufeff公園", "control"),
        ("公\x07園", "control"),
        ("ﾃﾞｨｽｶﾊﾞﾘｰ", "kana-width"),
        ("\ue000野", "unrepresentable"),
        ("公\ufffd", "unrepresentable"),
    ],
)
def test_free_text_is_looked_at_for_what_cannot_be_seen(cell, rule):
    assert [one.rule for one in found("", cell)] == [rule]


def test_free_text_keeps_wide_digits_lines_and_emoji():
    assert found("", "１階\n正面 👨‍👩‍👧 葛󠄀飾") == ()


def test_one_trouble_is_told_once_and_in_the_order_in_which_it_is_mended():
    assert [(one.rule, one.repair.after) for one in found("time_hhmm", " ９:00")] == [
        ("edge-space", "９:00"),
        ("width", "9:00"),
        ("format:time_hhmm", "09:00"),
    ]


def test_a_zero_is_restored_only_where_one_code_alone_is_possible():
    """10201 is 前橋市 without its check digit; 010201 has a fitting digit, but no municipality bears it."""
    assert [one.repair.after for one in found("lg_code6", "10201")] == ["102016"]
    assert [one.repair for one in found("lg_code6", "13999")] == [None]


@pytest.mark.parametrize(
    ("heading", "cell", "after"),
    [
        ("備考", "㈱山﨑の1階、800㎡", "(株)山﨑の1階、800m2"),
        ("備考", "℡は㍻5年から", "TELは平成5年から"),
        ("備考", "①月曜", None),  # 1月曜 would be January
        ("備考", "第Ⅲ期", None),
        ("名称", "㈱みどり", None),  # a name is its owner's
        ("名称", "髙橋商店", None),
    ],
)
def test_signs_of_some_makers_alone_are_told_and_written_out_where_they_stand_for_a_word(heading, cell, after):
    table = table_of((heading,), [cell])
    (one,) = [one for one in check(table, standard_of(column(heading))).findings if one.rule == "platform"]
    assert (one.repair and (one.repair.after, one.repair.provable)) == (after and (after, True))


def test_a_comma_for_the_decimal_point_is_told_and_a_point_proposed():
    (one,) = found("decimal_degrees", "35,3")
    assert "カンマ" in one.ja
    assert (one.repair.kind, one.repair.after, one.repair.provable) == ("decimal-comma", "35.3", False)


@pytest.mark.parametrize("form", ["", "nonneg_int"])
def test_as_above_is_told_and_nothing_is_guessed(form):
    table = table_of(("備考",), ["3"], ["〃"])
    (one,) = check(table, standard_of(column("備考", form))).findings
    assert (one.rule, one.line, one.repair) == ("ditto", 3, None)


def test_headings_that_end_in_a_date_are_known_for_dates_without_a_standard():
    table = table_of(("指定年月日",), ["昭63.1.7"], ["2020-01-01"])
    (one,) = check(table, None).findings
    assert (one.rule, one.repair.after) == ("format:date_iso", "1988-01-07")
