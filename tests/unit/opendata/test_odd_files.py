"""Tables as offices really make them; every finding is one with which a person agrees. All names are made up."""

import openpyxl
import pytest

from madoguchi.opendata.checking import check
from madoguchi.opendata.reading import read
from madoguchi.opendata.recognising import recognise
from madoguchi.opendata.standards import standards

PLACES = "No,名称,住所,電話番号,備考\r\n1,若草集会所,みどり区若草町1番,03-0000-1234,\r\n2,本町集会所,みどり区本町2番,03-0000-1235,改修中\r\n"


@pytest.fixture
def table(tmp_path):
    def made(text: str, encoding: str = "cp932"):
        path = tmp_path / "表.csv"
        path.write_bytes(text.encode(encoding))
        return read(path)

    return made


def asides(found):
    return [(one.line, one.kind) for one in found.asides]


def test_more_notes_than_rows_under_a_short_table_are_notes(table):
    found = table(
        PLACES + "\r\n※1 改修中,,,,\r\n(注) 電話は受付時間内,,,,\r\n出典：地域振興課,,,,\r\n令和7年4月1日現在,,,,\r\n"
    )
    assert [row.line for row in found.rows] == [2, 3]
    assert asides(found) == [(4, "blank"), (5, "note"), (6, "note"), (7, "note"), (8, "note")]


def test_sums_of_a_district_in_the_middle_are_no_towns(table):
    found = table(
        '地区,町名,世帯数,人口\r\n東部,若草町,1200,2500\r\n東部,東山,800,1700\r\n東部計,,2000,"4,200"\r\n'
        "西部,梅林,700,1500\r\n西部計,,700,1500\r\n総計,,2700,5700\r\n"
    )
    assert [row.cells[1] for row in found.rows] == ["若草町", "東山", "梅林"]
    assert asides(found) == [(4, "total"), (6, "total"), (7, "total")]


@pytest.mark.parametrize("word", ["会計", "時計", "家計", "設計", "統計", "集計", "生計"])
def test_a_word_that_only_ends_like_a_sum_is_data(table, word):
    assert asides(table(f"科目,摘要,金額\r\n{word},,100\r\n備品,棚,200\r\n消耗品,紙,300\r\n")) == []


def test_blank_columns_by_the_thousand_are_no_columns(table):
    more = "," * 3000
    found = table("".join(f"{line}{more}\r\n" for line in PLACES.split("\r\n") if line))
    assert found.header == ("No", "名称", "住所", "電話番号", "備考") and found.ragged == ()


def test_a_sheet_coloured_far_to_the_right_is_as_wide_as_its_words(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["No", "名称"])
    book.active.append([1, "若草集会所"])
    book.active.cell(1, 2000).fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")
    book.save(tmp_path / "色.xlsx")
    assert read(tmp_path / "色.xlsx").header == ("No", "名称")


def test_columns_that_every_dataset_has_name_none_of_them(table):
    assert not recognise(table(PLACES), standards().values())[0].telling


def test_a_column_that_few_datasets_have_names_the_dataset(table):
    found = recognise(table("NO,名称,住所,設置位置\r\n1,若草集会所,みどり区若草町1番,1階\r\n"), standards().values())
    assert found[0].telling and found[0].standard.key.endswith("/aed")


def test_three_rows_of_heading_are_one_and_a_person_is_told(table):
    found = table(
        "令和6年度 保育所一覧,,,,\r\n施設,,所在地,定員,\r\n名称,電話,住所,3歳未満,\r\n正式,番号,,0歳,1・2歳\r\n"
        "若草保育園,03-0000-2001,みどり区若草町1番1号,6,12\r\n本町保育園,03-0000-2002,みどり区本町2番3号,9,15\r\n"
    )
    assert len(found.rows) == 2 and found.header_lines == (2, 3, 4) and found.header[0] == "施設_名称_正式"
    assert {one.rule for one in check(found, None).findings} == {"header:rows", "aside:title"}


def test_a_private_character_of_a_town_s_own_machine_is_told_with_its_row(tmp_path):
    path = tmp_path / "外字.csv"
    path.write_bytes("No,名称\r\n1,渡".encode("cp932") + b"\xf0\x40" + "商店\r\n2,①号館㈱\r\n".encode("cp932"))
    found = check(read(path), None).findings
    assert [(one.rule, one.line) for one in found] == [("unrepresentable", 2), ("platform", 3)]


def test_eras_and_hours_in_words_are_mended_where_nothing_else_can_be_meant(table):
    found = table(
        "NO,名称,認可等年月日,開始時間,終了時間,一時預かりの有無\r\n1,若草保育園,平成元年4月1日,午前7時30分,18時半,有\r\n2,西園,S64.1.8,７：３０,24:00,有\r\n"
    )
    [best, *_] = recognise(found, standards().values())
    said = {
        (one.line, one.column): one.repair for one in check(found, best.standard).findings if one.line and one.line > 1
    }
    assert said[2, "認可等年月日"].after == "1989-04-01" and said[2, "開始時間"].after == "07:30"
    assert said[3, "認可等年月日"] is None, "Shōwa had no such day: a person decides"
    assert said[3, "終了時間"].provable is False
