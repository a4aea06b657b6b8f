"""`dataset check` tells what a workbook hides or carries, in the words of the keepers' page."""

import json

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from madoguchi.opendata import personal
from madoguchi.opendata.bulk import check_file
from madoguchi.opendata.cli import main
from madoguchi.opendata.reading import read, streamed


@pytest.fixture
def path(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "トイレ"
    for row in (
        ["番号", "名称", "担当"],
        [1, "公衆トイレ1", "見本"],
        [2, "公衆トイレ2", "見本"],
        [3, "公衆トイレ3", "見本"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["B2"].comment = Comment("直すこと", "見本")
    book.create_sheet("控え").append(["名称", "所在地"])
    book["控え"].sheet_state = "hidden"
    book.create_sheet("公園").append(["公園名", "面積"])
    book["公園"].append(["第1公園", 100])
    book.properties.creator = "見本 太郎"
    book.save(tmp_path / "made.xlsx")
    return tmp_path / "made.xlsx"


def personal_ones(found):
    return {(one["rule"], one["line"], one["value"], one["ja"]) for one in found if one["rule"].startswith("personal:")}


def test_what_is_hidden_or_carried_is_told_with_its_place(path, capsys):
    main(["check", str(path), "--json"])
    told = personal_ones(json.loads(capsys.readouterr().out)["findings"])
    assert {one[:3] for one in told} == {
        ("personal:hidden", 3, "3"), ("personal:hidden", None, "C"), ("personal:hidden", None, "控え"),
        ("personal:comment", 2, "B2: 直すこと"), ("personal:property", None, "creator: 見本 太郎"),
    }  # fmt: skip


def test_the_words_are_those_of_the_page(path, capsys):
    main(["check", str(path), "--json"])
    told = personal_ones(json.loads(capsys.readouterr().out)["findings"])
    page = [one._asdict() for one in personal.findings(read(path))]
    assert told <= personal_ones(page)


def test_a_reader_of_lines_sees_them_too(path, capsys):
    main(["check", str(path)])
    said = capsys.readouterr().out
    assert "隠した行・列・シート" in said
    assert "控え" in said


def test_a_sheet_is_chosen_by_its_name(path, capsys):
    main(["check", str(path), "--sheet", "公園"])
    said = capsys.readouterr().out
    assert "1 行 × 2 列" in said
    assert "sheet:other-sheet" in said
    assert main(["check", str(path), "--sheet", "ない"]) == 1
    assert "トイレ、控え、公園" in capsys.readouterr().err


def test_a_large_workbook_is_told_the_same(path):
    report = check_file(path, lambda _: None, opening=lambda: streamed(path))
    assert sum(count for (rule, _), count in report.counts.items() if rule == "personal:hidden") == 3
