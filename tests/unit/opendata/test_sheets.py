"""Workbooks: what is shown is read, what is hidden is told, and what would do harm is not opened."""

import io
import struct
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.reading import archive, findings, guess, read, sheets
from madoguchi.opendata.reading.shown import shown
from tests.unit.opendata.test_layout import kinds
from tests.unit.opendata.test_reading import cells


def book(*rows):
    made = Workbook()
    made.properties.creator = ""
    for row in rows:
        made.active.append(row)
    return made


def saved(folder, made, name="a.xlsx"):
    made.save(folder / name)
    return folder / name


def remarks(table):
    return [(one.kind, one.where, one.text) for one in table.remarks]


def refused(path):
    with pytest.raises(Trouble) as caught:
        read(path)
    return caught.value.code


def members(path):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (11002, "General", "11002"),
        (11002, "000000", "011002"),
        (1075, "#,##0", "1,075"),
        (-1234567, "#,##0;[Red]-#,##0", "-1,234,567"),
        (3, "0.00", "3.00"),
        (35.123456, "0.00", "35.123456"),
        (0.1 + 0.2, "General", "0.3"),
        (0.5, "0%", "50%"),
        (1e15, "General", "1000000000000000"),
        (0.0000012, "General", "0.0000012"),
        (139.7699202, "General", "139.7699202"),
        (0.5, "#", "0.5"),
        (5, '0"件"', "5"),
        (True, "General", "TRUE"),
        ("011", "@", "011"),
        (date(2026, 4, 1), "yyyy/m/d", "2026-04-01"),
        (datetime.fromisoformat("2026-04-01"), "yyyy/m/d", "2026-04-01"),
        (datetime.fromisoformat("2026-04-01"), "[$-411]ggge年m月d日", "2026-04-01"),
        (datetime.fromisoformat("2026-04-01 09:30"), "yyyy/m/d h:mm", "2026-04-01 09:30"),
        (time(9, 0), "h:mm", "09:00"),
        (time(9, 0, 5), "h:mm:ss", "09:00:05"),
        (timedelta(hours=25), "[h]:mm", "25:00"),
    ],
)
def test_a_cell_is_read_as_it_is_shown_without_losing_digits(value, number_format, text):
    assert shown(value, number_format) == text


def test_a_sheet_is_read_with_its_titles_and_lines(tmp_path):
    made = book(
        ["公衆トイレ一覧"], [], ["コード", "名称", "個数"], [11002, "駅前", 3], [11002, "港", 12], ["合計", None, 15]
    )
    for row in (4, 5):
        made.active.cell(row, 1).number_format = "000000"
    table = read(saved(tmp_path, made, "a.csv"))
    assert (table.source.form, table.source.sheet, table.header_lines) == ("xlsx", "Sheet", (3,))
    assert cells(table) == [["011002", "駅前", "3"], ["011002", "港", "12"]]
    assert kinds(table) == [(1, "title"), (2, "blank"), (6, "total")]
    assert [row.line for row in table.rows] == [4, 5]


def test_the_first_visible_sheet_with_something_in_it_is_read_and_the_others_are_told(tmp_path):
    made = book()
    hidden, data = made.create_sheet("名簿"), made.create_sheet("施設")
    hidden.sheet_state = "hidden"
    hidden.append(["氏名"])
    data.append(["名称", "個数"])
    data.append(["駅前", 1])
    path = saved(tmp_path, made)
    table = read(path)
    assert table.source.sheet == guess(path).source.sheet == "施設"
    assert guess(path).sheets == ("Sheet", "名簿", "施設")
    assert remarks(table) == [("other-sheet", "Sheet", ""), ("hidden-sheet", "名簿", "")]
    assert read(path, sheet="名簿").header == ("氏名",)


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(Trouble, match="no-sheet") as caught:
        read(saved(tmp_path, book(["a"])), sheet="施設")
    assert "Sheet" in caught.value.mend_ja


def test_hidden_rows_columns_comments_and_merged_cells_are_told_and_read(tmp_path):
    made = book(["名称", "鍵", "個数"], ["駅前", "x", 1], ["港", "y", 2])
    sheet = made.active
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["A2"].comment = Comment("担当に確認", "みどり太郎")
    sheet.merge_cells("A4:B4")
    made.properties.creator = "みどり太郎"
    table = read(saved(tmp_path, made))
    assert set(remarks(table)) == {
        ("property", "creator", "みどり太郎"),
        ("hidden-row", "3", ""),
        ("hidden-column", "B", ""),
        ("comment", "A2", "担当に確認"),
        ("merged", "A4:B4", ""),
    }
    assert cells(table) == [["駅前", "x", "1"], ["港", "y", "2"]]


def test_a_formula_without_its_value_is_an_error_at_its_cell(tmp_path):
    table = read(saved(tmp_path, book(["名称", "個数"], ["駅前", "=1+1"], ["港", "=2+2"])))
    (found,) = [one for one in findings(table) if one.rule == "sheet:no-value"]
    assert (found.line, found.value, found.weight) == (2, "B2 =1+1", "error")
    assert "ほかに 1 か所" in found.ja


def test_a_formula_with_its_value_is_read_and_told(tmp_path):
    path = saved(tmp_path, book(["名称", "個数"], ["駅前", "=1+1"]))
    parts = members(path)
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    table = read(zipped(tmp_path / "b.xlsx", parts))
    assert cells(table) == [["駅前", "2"]]
    assert [one.rule for one in findings(table)] == ["sheet:formula"]


def test_a_large_workbook_is_read_and_says_what_was_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "INSPECTED", 10)
    table = read(saved(tmp_path, book(["名称", "個数"], ["駅前", 1])))
    assert cells(table) == [["駅前", "1"]]
    assert remarks(table) == [("not-inspected", "Sheet", "")]


def test_a_bomb_is_not_opened(tmp_path):
    parts = members(saved(tmp_path, book(["a"])))
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b"0" * (30 << 20)
    assert refused(zipped(tmp_path / "b.xlsx", parts)) == "too-large"


def test_a_bomb_that_declares_a_small_size_is_found_out(tmp_path):
    parts = members(saved(tmp_path, book(["a"])))
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b"0" * (5 << 20)
    raw = bytearray(zipped(tmp_path / "b.xlsx", parts).read_bytes())
    real = struct.pack("<L", len(parts["xl/worksheets/sheet1.xml"]))
    (tmp_path / "b.xlsx").write_bytes(bytes(raw.replace(real, struct.pack("<L", 1000))))
    assert refused(tmp_path / "b.xlsx") == "damaged"


def test_too_many_members_and_too_large_a_whole_are_not_opened(tmp_path, monkeypatch):
    path = saved(tmp_path, book(["a"]))
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    assert refused(path) == "too-large"


def test_entities_in_the_xml_are_refused(tmp_path):
    parts = members(saved(tmp_path, book(["a"])))
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    assert refused(zipped(tmp_path / "b.xlsx", {**parts, "xl/worksheets/sheet1.xml": bomb})) == "damaged"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": "x"}, "no-table"),
        ({"content.xml": "x"}, "no-table"),
        ({"a.csv": "名称"}, "no-table"),
        ({"xl/workbook.bin": "x"}, "no-table"),
        ({"xl/workbook.xml": "x"}, "damaged"),
        ({"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"}, "damaged"),
    ],
)
def test_another_archive_is_refused(tmp_path, parts, code):
    assert refused(zipped(tmp_path / "b.xlsx", parts)) == code


def test_a_workbook_cut_short_is_damaged(tmp_path):
    raw = saved(tmp_path, book(["a"], *([[at] for at in range(500)]))).read_bytes()
    (tmp_path / "b.xlsx").write_bytes(raw[: len(raw) // 2])
    assert refused(tmp_path / "b.xlsx") == "damaged"


def test_a_broken_byte_in_a_sheet_is_told(tmp_path):
    path = saved(tmp_path, book(["名称", "個数"], *([f"駅{at}", at] for at in range(500))))
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        at = opened.getinfo("xl/worksheets/sheet1.xml").header_offset
    raw[at + 300] ^= 0xFF
    path.write_bytes(bytes(raw))
    assert refused(path) == "damaged"


def test_an_empty_workbook_has_no_rows(tmp_path):
    assert refused(saved(tmp_path, book())) == "no-rows"


def test_one_stray_cell_far_away_costs_neither_memory_nor_rows(tmp_path):
    made = book(["名称", "個数"], ["駅前", 1])
    made.active["A1048576"] = " "
    made.active["Z3"] = "忘れもの"
    table = read(saved(tmp_path, made))
    assert cells(table) == [["駅前", "1"], ["", ""]]
    assert [(one.line, one.extra[-1]) for one in table.ragged] == [(3, "忘れもの")]
    assert len(table.asides) < 2_000
