"""A table against its standard: what is said, where, and how often."""

import pytest

from madoguchi.opendata.checking import Place, check, read_place
from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.finding import Weight
from madoguchi.opendata.standards.model import Need
from madoguchi.opendata.table import Ragged
from tests.unit.opendata.tables import column, standard_of, table_of

POINTS = standard_of(column("緯度", "decimal_degrees"), column("経度", "decimal_degrees"))


def rules(report):
    return [(one.rule, one.line, one.column) for one in report.findings]


def points(*rows, place=None):
    return check(table_of(["緯度", "経度"], *rows), POINTS, place=place)


def test_a_needed_column_that_is_empty_throughout_is_told_once():
    standard = standard_of(column("名称", need=Need.REQUIRED), column("カナ", need=Need.RECOMMENDED))
    report = check(table_of(["名称", "カナ"], *[["", ""]] * 84), standard)
    assert rules(report) == [("required", None, "名称"), ("recommended", None, "カナ")]
    assert "84 行すべて" in report.findings[0].ja
    assert report.per_weight == {Weight.ERROR: 1, Weight.WARNING: 0, Weight.NOTE: 1}


def test_a_required_cell_that_is_empty_is_told_by_line_and_a_recommended_one_by_column():
    standard = standard_of(column("名称", need=Need.REQUIRED), column("カナ", need=Need.RECOMMENDED))
    report = check(table_of(["名称", "カナ"], ["公園", "コウエン"], ["", "コウエン"], ["池", ""]), standard)
    assert rules(report) == [("recommended", None, "カナ"), ("required", 3, "名称")]


def test_a_column_in_which_blank_is_a_word_is_never_required():
    standard = standard_of(column("洪水", need=Need.REQUIRED, words=("1", "")))
    assert check(table_of(["洪水"], ["1"], [""]), standard).findings == ()


def test_latitude_and_longitude_are_judged_together():
    report = points(
        ["35.751165", "139.709244"],
        ["139.709244", "35.751165"],
        ["369.56056", "139.7"],
        ["0.0", "0.0"],
        ["35.75", ""],
        ["-35012.1", "-12000.5"],
    )
    assert rules(report) == [
        ("coordinates:swapped", 3, "緯度"),
        ("coordinates:swapped", 3, "経度"),
        ("coordinates:range", 4, "緯度"),
        ("coordinates:range", 5, "緯度"),
        ("coordinates:range", 5, "経度"),
        ("coordinates:pair", 6, "経度"),
        ("format:decimal_degrees", 7, "緯度"),
        ("coordinates:range", 7, "緯度"),
        ("format:decimal_degrees", 7, "経度"),
        ("coordinates:range", 7, "経度"),
    ]
    assert report.findings[0].repair.after == "35.751165"


def test_a_point_lies_inside_the_municipality_where_one_is_given(tmp_path):
    box = Place((35.7, 139.6, 35.9, 139.8))
    assert rules(points(["35.75", "139.7"], ["35.95", "139.7"], place=box)) == [("coordinates:outside", 3, "緯度")]
    shape = tmp_path / "みどり区.geojson"
    shape.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Polygon", '
        '"coordinates": [[[139, 35], [140, 35], [140, 36], [139, 35]]]}}]}'
    )
    report = points(["35.1", "139.9"], ["35.9", "139.1"], place=read_place(str(shape)))
    assert rules(report) == [("coordinates:outside", 3, "緯度")]
    assert "みどり区" in report.findings[0].ja


@pytest.mark.parametrize("text", ["35,139", "a,b,c,d", "36,139,35,140"])
def test_a_place_that_is_none_is_refused(text):
    with pytest.raises((Trouble, OSError)):
        read_place(text)


def test_no_start_is_after_its_end():
    standard = standard_of(column("開始時間", "time_hhmm"), column("終了時間", "time_hhmm"))
    report = check(table_of(["開始時間", "終了時間"], ["9:00", "17:00"], ["18:00", "02:00"], ["", "02:00"]), standard)
    assert rules(report) == [("format:time_hhmm", 2, "開始時間"), ("order", 3, "終了時間")]


def test_a_total_is_the_sum_of_its_parts():
    names = ["総人口", "男性", "女性", "0-4歳の男性", "5-9歳の男性"]
    standard = standard_of(*[column(name, type="integer") for name in names])
    report = check(
        table_of(names, ["10", "6", "4", "2", "4"], ["11", "6", "4", "2", "3"], ["1", "", "1", "", ""]), standard
    )
    assert rules(report) == [("total", 3, "総人口"), ("total", 3, "男性")]


def test_an_address_begins_with_its_prefecture_and_a_code_belongs_to_its_name():
    names = ["市区町村コード", "都道府県名", "市区町村名", "住所"]
    standard = standard_of(column("市区町村コード", "lg_code6"), *[column(name) for name in names[1:]])
    report = check(
        table_of(
            names,
            ["131199", "東京都", "板橋区", "東京都板橋区板橋2-66-1"],
            ["131199", "東京都", "板橋区", "板橋2-66-1"],
            ["131199", "東京都", "練馬区", "東京都練馬区豊玉北6-12-1"],
            ["013030", "北海道", "当別町", "北海道石狩郡当別町"],
        ),
        standard,
    )
    assert rules(report) == [("address:prefecture", 3, "住所"), ("code:name", 4, "市区町村名")]
    assert report.findings[0].repair.after == "東京都板橋区板橋2-66-1"
    assert not report.findings[0].repair.provable


def test_a_key_or_a_row_stands_once():
    keyed = standard_of(column("ID", unique=True), column("名称"))
    some = [["1", "池"], ["2", "池"], ["3", "沼"], ["１", "沼"], ["", "沼"], ["", "沼"]]
    assert rules(check(table_of(["ID", "名称"], *some), keyed)) == []
    report = check(table_of(["ID", "名称"], ["1", "池"], ["1 ", "沼"]), keyed)
    assert [one.rule for one in report.findings] == ["edge-space", "duplicate:id"]
    assert "2 行目" in report.findings[1].ja
    free = standard_of(column("名称"))
    assert rules(check(table_of(["名称"], ["池"], ["沼"], ["池"]), free)) == [("duplicate:row", 4, "")]


def test_headings_are_told_as_the_matching_found_them():
    standard = standard_of(column("バリアフリートイレ数"), column("名称", need=Need.REQUIRED), column("URL"))
    report = check(table_of(["バリアフリ―トイレ数", "色"], ["1", "赤"]), standard)
    assert rules(report) == [
        ("header:spelling", 1, "バリアフリ―トイレ数"),
        ("header:missing", None, "名称"),
        ("header:unknown", 1, ""),
    ]


def test_a_row_that_is_too_short_or_too_long_is_told():
    table = table_of(["名称"], ["池"], ["沼"], ragged=(Ragged(3, 3, ("a", "b")),))
    assert rules(check(table, standard_of(column("名称")))) == [("rows:long", 3, "")]


def test_a_table_of_no_known_standard_is_held_against_what_holds_everywhere():
    report = check(table_of(["施設", "電話番号"], ["池 ", "03ー1234ー5678"]), None)
    assert [(one.rule, one.weight) for one in report.findings] == [
        ("edge-space", Weight.WARNING),
        ("format:telephone", Weight.WARNING),
    ]
    assert not report.has_errors


def test_a_table_without_rows_says_so():
    standard = standard_of(column("名称", need=Need.REQUIRED))
    assert rules(check(table_of(["名称"]), standard)) == [("table:empty", None, "")]


def test_checking_twice_finds_the_same():
    table = table_of(["緯度", "経度"], ["139.7", "35.7"], [" 35.7", "x"], ["", "1"])
    assert check(table, POINTS).as_json() == check(table, POINTS).as_json()
