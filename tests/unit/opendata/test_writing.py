"""What is written comes back the same, opens in a spreadsheet, and is never there by half."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.table import Row
from madoguchi.opendata.writing import formulas, write

HEADER = ("名称", "備考")
ROWS = [Row(2, ["駅前", '雨の日は"休み"、\n要確認']), Row(3, ["=1+1", "-5"])]


def test_csv_has_a_mark_and_windows_line_ends(tmp_path):
    assert write(HEADER, ROWS, tmp_path / "a.csv") == 2
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith("\ufeff名称,備考\r\n".encode())
    assert raw.endswith(b"=1+1,-5\r\n")


def test_tsv_is_parted_by_tabs(tmp_path):
    write(HEADER, ROWS, tmp_path / "a.tsv")
    assert (tmp_path / "a.tsv").read_text(encoding="utf-8-sig").startswith("名称\t備考\n")


def test_a_formula_in_a_workbook_is_text_and_never_runs(tmp_path):
    write(HEADER, ROWS, tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx").active["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_cells_that_look_like_formulas_are_listed_and_not_altered():
    rows = [Row(2, ["=HYPERLINK(1)", "-5"]), Row(3, ["＠", "-"]), Row(4, ["@a", "+81 3"])]
    assert [(one.line, one.column) for one in formulas(HEADER, rows)] == [(2, "名称"), (4, "名称")]


def test_what_stood_there_before_stays_when_writing_fails(tmp_path):
    (tmp_path / "a.csv").write_text("before")

    def broken():
        yield ROWS[0]
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(HEADER, broken(), tmp_path / "a.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "before"


@pytest.mark.parametrize(("name", "cell"), [("a.pdf", "x"), ("a.xlsx", "\x01"), ("a.xlsx", "x" * 40_000)])
def test_what_cannot_be_written_is_told(tmp_path, name, cell):
    with pytest.raises(Trouble):
        write(("a",), [Row(2, [cell])], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@given(
    rows=st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2)
    )
)
def test_every_text_comes_back_from_a_csv(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("w") / "a.csv"
    write(HEADER, [Row(at, cells) for at, cells in enumerate(rows)], path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [list(HEADER), *rows]
