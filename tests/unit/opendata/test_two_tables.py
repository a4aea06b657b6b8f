"""Two tables on one sheet: the second is told with its place, and no row of it is read as the first's."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from madoguchi.opendata.bulk import check_file
from madoguchi.opendata.checking import check
from madoguchi.opendata.cli import main
from madoguchi.opendata.finding import Weight
from madoguchi.opendata.reading import findings, read

TOILETS = [["番号", "名称", "所在地"], *[[str(at), f"公衆トイレ{at}", f"東京都板橋区西台{at}"] for at in range(1, 6)]]
PARKS = [["公園名", "面積", "開園日"], *[[f"第{at}公園", str(at * 100), f"2020-04-0{at}"] for at in range(1, 5)]]
GAP = ["", "", ""]


def book(folder, rows, name="made.xlsx"):
    made = Workbook()
    for row in rows:
        made.active.append([cell or None for cell in row])
    made.save(folder / name)
    return read(folder / name)


def text(folder, rows):
    with (folder / "made.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return read(folder / "made.csv")


def told(table):
    return [(one.line, one.value) for one in findings(table) if one.rule == "sheet:other-table"]


def side_by_side(left, right, gap=1):
    height = max(len(left), len(right))
    pad = [[*rows, *[[""] * len(rows[0])] * (height - len(rows))] for rows in (left, right)]
    return [[*a, *[""] * gap, *b] for a, b in zip(*pad, strict=True)]


@pytest.mark.parametrize("made", [book, text])
@pytest.mark.parametrize("between", [[GAP], [GAP, GAP], [GAP, ["2 公園の一覧", "", ""]]])
def test_a_second_header_below_a_blank_row_begins_another_table(tmp_path, made, between):
    table = made(tmp_path, [*TOILETS, *between, *PARKS])
    assert [row.cells[1] for row in table.rows] == [row[1] for row in TOILETS[1:]]
    assert told(table) == [(7 + len(between), f"{7 + len(between)} 公園名、面積、開園日")]


def test_what_stands_in_the_other_table_is_kept_aside(tmp_path):
    table = text(tmp_path, [*TOILETS, GAP, *PARKS])
    assert [list(one.cells) for one in table.asides if one.kind == "other-table"] == PARKS


def test_a_third_table_is_counted(tmp_path):
    table = text(tmp_path, [*TOILETS, GAP, *PARKS, GAP, ["施設名", "定員", "利用者数"], ["学校", "10", "20"]])
    (one,) = [one for one in findings(table) if one.rule == "sheet:other-table"]
    assert "ほかに 1 か所" in one.ja


@pytest.mark.parametrize("made", [book, text])
def test_a_table_to_the_right_that_ends_earlier_is_another_one(tmp_path, made):
    table = made(tmp_path, side_by_side(TOILETS, PARKS[:4]))
    assert table.header == ("番号", "名称", "所在地")
    assert len(table.rows) == 5
    assert told(table) == [(1, "E1 公園名、面積、開園日")]


def test_a_list_that_goes_on_to_the_right_is_another_table(tmp_path):
    table = book(tmp_path, side_by_side(TOILETS, TOILETS, gap=2))
    assert told(table) == [(1, "F1 番号、名称、所在地")]
    assert len(table.rows) == 5


def test_a_longer_table_to_the_right_leaves_no_blank_rows(tmp_path):
    table = book(tmp_path, side_by_side(TOILETS[:4], TOILETS))
    assert (len(table.rows), [one.kind for one in table.asides].count("other-table")) == (3, 5)
    assert not table.ragged


@pytest.mark.parametrize(
    "rows",
    [
        [*TOILETS, GAP, *TOILETS[1:]],  # a gap for the looks
        [*TOILETS, GAP, *TOILETS],  # the same header again
        [*TOILETS, GAP, ["", "合計", "5"]],
        [*TOILETS, GAP, ["※", "令和5年度末", "現在"]],
        [*TOILETS, GAP, ["9", "公衆トイレ", "東京都板橋区西台"], ["8", "便所", "志村1"]],
    ],
)
def test_a_gap_alone_begins_nothing(tmp_path, rows):
    assert told(text(tmp_path, rows)) == []


def test_a_blank_column_for_the_looks_parts_nothing(tmp_path):
    rows = [[*row, "", "有" if at else "車椅子", f"備考{at}" if at else "備考"] for at, row in enumerate(TOILETS)]
    table = book(tmp_path, rows)
    assert (told(table), len(table.header)) == ([], 6)


def test_notes_at_the_right_that_few_rows_have_part_nothing(tmp_path):
    rows = [
        [*row, "", "注意" if at == 0 else "", "備考" if at == 0 else "工事中" if at == 2 else ""]
        for at, row in enumerate(TOILETS)
    ]
    assert told(book(tmp_path, rows)) == []


def test_the_command_says_where_and_what_to_do(tmp_path, capsys):
    text(tmp_path, [*TOILETS, GAP, *PARKS])
    assert main(["check", str(tmp_path / "made.csv")]) == 1
    said = capsys.readouterr().out
    assert "sheet:other-table" in said
    assert "8 行目" in said
    assert "別々に出してください" in said


def test_a_large_file_is_told_the_same(tmp_path):
    many = [[str(at), f"公衆トイレ{at}", f"東京都板橋区西台{at}"] for at in range(1, 4000)]
    path = tmp_path / "made.csv"
    table = text(tmp_path, [TOILETS[0], *many, GAP, ["公園名", "所在地", "名称"], ["a", "b", "c"]])
    bulk, by_row = check_file(path, lambda _: None), check(table, None)
    assert (bulk.rows, dict(bulk.counts)) == (by_row.rows, dict(by_row.counts))
    assert bulk.rows == 3999
    assert bulk.counts["sheet:other-table", ""] == 1


@given(gap=st.integers(1, 4), first=st.integers(1, 12), second=st.integers(1, 12), right=st.booleans())
def test_no_row_is_lost_or_counted_twice(tmp_path_factory, gap, first, second, right):
    left, other = [TOILETS[0], *TOILETS[1:2] * first], [PARKS[0], *PARKS[1:2] * second]
    rows = side_by_side(left, other, gap) if right else [*left, *[GAP] * gap, *other]
    table = text(tmp_path_factory.mktemp("made"), rows)
    cells = [*table.header, *(cell for row in table.rows for cell in row.cells)]
    cells += [cell for one in table.asides for cell in one.cells]
    there = sorted(cell for cell in cells if cell)
    if right and not told(table):
        assert abs(first - second) < 2 or min(first, second) < 2  # nothing tells them apart
    wanted = sorted(cell for row in rows for cell in row if cell)
    if right and told(table):
        there = sorted([*there, *PARKS[0]])  # the names of the other table stand in the remark
    assert there == wanted


@pytest.mark.parametrize("rows", [[*TOILETS, GAP, *PARKS], side_by_side([*TOILETS, TOILETS[1]], PARKS)])
def test_converting_loses_nothing_of_the_other_table(tmp_path, capsys, rows):
    text(tmp_path, rows)
    out = tmp_path / "out.csv"
    assert main(["convert", str(tmp_path / "made.csv"), "--to", "v3/public_toilet", "--out", str(out)]) == 0
    assert "もう1つの表" in capsys.readouterr().out
    with (tmp_path / "out.other-table.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == PARKS


def test_where_nothing_proves_two_tables_a_person_is_asked(tmp_path):
    table = text(tmp_path, side_by_side(TOILETS, PARKS))
    assert told(table) == []
    assert [(one.line, one.weight) for one in findings(table) if one.rule == "header:gap"] == [(1, Weight.WARNING)]


@pytest.mark.parametrize("made", [book, text])
@pytest.mark.parametrize(("left", "right"), [(450, 300), (300, 450), (260, 205)])
def test_tables_side_by_side_are_told_however_long_they_are(tmp_path, made, left, right):
    toilets = [TOILETS[0], *[[str(at), f"公衆トイレ{at}", f"東京都板橋区西台{at}"] for at in range(left)]]
    parks = [PARKS[0], *[[f"第{at}公園", str(at * 100), "2020-04-01"] for at in range(right)]]
    table = made(tmp_path, side_by_side(toilets, parks))
    assert told(table) == [(1, "E1 公園名、面積、開園日")]
    assert len(table.rows) == left and table.header == ("番号", "名称", "所在地")
