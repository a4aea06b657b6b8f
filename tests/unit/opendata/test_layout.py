"""Where the table begins, and which rows are none of its data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.opendata.reading import findings, read
from tests.unit.opendata.test_reading import cells, save, told

ROWS = [
    ["駅前トイレ", "本町1-2", "3"],
    ["みなと公園", "港町5", "12"],
    ["山の上", "山町9", "1"],
    ["川の端", "川町3", "2"],
]


def lines(*rows):
    return "".join(",".join(row) + "\n" for row in rows)


def kinds(table):
    return [(aside.line, aside.kind) for aside in table.asides]


def test_titles_above_the_header_are_set_aside(tmp_path):
    text = lines(["公衆トイレ一覧", "", ""], ["", "", "令和8年4月1日現在"], [], ["名称", "所在地", "個数"], *ROWS)
    table = read(save(tmp_path, text))
    assert (table.header, table.header_lines) == (("名称", "所在地", "個数"), (4,))
    assert kinds(table) == [(1, "title"), (2, "title"), (3, "blank")]
    assert cells(table) == ROWS


def test_a_header_may_have_years_and_line_ends(tmp_path):
    table = read(save(tmp_path, '"地区\n名",2024,2025,令和8年\n本町,1,2,3\n港町,4,5,6\n'))
    assert table.header == ("地区\n名", "2024", "2025", "令和8年")
    assert len(table.rows) == 2


def test_a_header_of_two_rows_becomes_one(tmp_path):
    text = lines(
        ["町名", "男性トイレ", "", "女性トイレ", "", "備考"],
        ["", "和式", "洋式", "和式", "洋式", ""],
        ["本町", "1", "2", "3", "4", ""],
        ["港町", "5", "6", "7", "8", "夜は閉鎖"],
    )
    table = read(save(tmp_path, text))
    assert table.header == ("町名", "男性トイレ_和式", "男性トイレ_洋式", "女性トイレ_和式", "女性トイレ_洋式", "備考")
    assert table.header_lines == (1, 2)
    assert told(table) == [("header:rows", 1)]


def test_a_header_of_three_rows_becomes_one(tmp_path):
    text = lines(
        ["町名", "人口", "", "", ""],
        ["", "総数", "内訳", "", ""],
        ["", "", "男", "女", "不詳"],
        ["本町", "6", "1", "2", "3"],
        ["港町", "15", "4", "5", "6"],
    )
    table = read(save(tmp_path, text))
    assert table.header == ("町名", "人口_総数", "人口_内訳_男", "人口_内訳_女", "人口_内訳_不詳")
    assert table.header_lines == (1, 2, 3)


def test_a_first_row_of_words_is_no_second_row_of_the_header(tmp_path):
    text = lines(
        ["地区", "", "施設名", "電話"], ["北部", "★", "本町病院", "03-0000-1111"], ["", "", "港病院", "03-0000-2222"]
    )
    table = read(save(tmp_path, text))
    assert table.header == ("地区", "", "施設名", "電話")
    assert len(table.rows) == 2


def test_totals_and_notes_below_are_set_aside(tmp_path):
    text = lines(
        ["名称", "所在地", "個数"], *ROWS, ["合　計", "", "18"], ["※ 個数は便器の数", "", ""], ["（注）令和8年", "", ""]
    )
    table = read(save(tmp_path, text))
    assert kinds(table) == [(6, "total"), (7, "note"), (8, "note")]
    assert cells(table) == ROWS


def test_a_word_that_opens_a_group_is_set_aside(tmp_path):
    text = lines(["名称", "所在地", "個数"], ["【北部】", "", ""], *ROWS[:2], ["【南部】", "", ""], *ROWS[2:])
    table = read(save(tmp_path, text))
    assert kinds(table) == [(2, "group"), (5, "group")]
    assert cells(table) == ROWS


def test_a_lone_word_at_the_end_is_a_note(tmp_path):
    table = read(save(tmp_path, lines(["名称", "所在地", "個数"], *ROWS, ["みどり区公園課", "", ""])))
    assert kinds(table) == [(6, "note")]


def test_blank_rows_and_a_repeated_header_are_set_aside(tmp_path):
    header = ["名称", "所在地", "個数"]
    table = read(save(tmp_path, lines(header, *ROWS[:2], ["", "", ""], header, *ROWS[2:]) + "\x1a"))
    assert kinds(table) == [(4, "blank"), (5, "header"), (8, "blank")]
    assert cells(table) == ROWS


def test_a_total_that_is_a_value_in_many_rows_is_data(tmp_path):
    rows = [[sex, f"{age}歳", "1"] for age in range(20, 30) for sex in ("計", "男", "女")]
    table = read(save(tmp_path, lines(["性別", "年齢", "人数"], *rows)))
    assert len(table.rows) == 30


def test_a_name_that_begins_like_a_total_is_data(tmp_path):
    rows = [["計画課", "本町", "1"], ["合計事務所", "港", "2"], ["注文住宅展示場", "山", "3"], ["資料館", "川", "4"]]
    assert cells(read(save(tmp_path, lines(["名称", "所在地", "個数"], *rows)))) == rows


def test_a_column_filled_at_the_head_of_each_group_is_told(tmp_path):
    rows = [["北", "a", "1"], ["", "b", "2"], ["", "c", "3"], ["南", "d", "4"], ["", "e", "5"], ["", "f", "6"]]
    table = read(save(tmp_path, lines(["地区", "名称", "個数"], *rows)))
    assert [(one.rule, one.column) for one in findings(table)] == [("layout:grouped", "地区")]
    assert cells(table) == rows


def test_a_table_without_a_header_is_read_and_doubted(tmp_path):
    table = read(save(tmp_path, "1,35.1,139.1\n2,35.2,139.2\n3,35.3,139.3\n"))
    assert told(table) == [("sheet:header-doubtful", 1)]


@pytest.mark.parametrize("text", ["名称\n駅前\n港\n", "名称,所在地\n", "名称"])
def test_the_smallest_tables_are_read(tmp_path, text):
    table = read(save(tmp_path, text))
    assert table.header[0] == "名称"
    assert table.asides == ()


NAMES = st.lists(
    st.sampled_from(
        ["名称", "所在地", "電話番号", "緯度", "経度", "備考", "設置者", "面積", "開始時間", "建物", "色", "駅"]
    ),
    min_size=3,
    max_size=8,
    unique=True,
)
TITLES = st.lists(st.sampled_from([["みどり区の施設"], ["", "令和8年4月1日現在"], [""], ["資料: 公園課"]]), max_size=4)
VALUE = st.sampled_from(["本町", "12", "35.68", "03-0000-1234", "2026-04-01", "みなと公園", "○", "9:00"])


@given(names=NAMES, titles=TITLES, data=st.data())
def test_the_header_is_found_below_any_titles_and_no_row_is_lost(tmp_path_factory, names, titles, data):
    row = st.lists(VALUE, min_size=len(names) - 1, max_size=len(names) - 1).map(lambda cells: ["12", *cells])
    rows = data.draw(st.lists(row, min_size=2, max_size=8))
    table = read(save(tmp_path_factory.mktemp("l"), lines(*titles, names, *rows)))
    assert table.header == tuple(names)
    assert table.header_lines == (len(titles) + 1,)
    assert cells(table) == rows


def test_blank_columns_before_the_table_are_none_of_it(tmp_path):
    text = lines(["", "", "公園一覧", "", ""], ["", "", "名称", "所在地", "個数"], *[["", "", *row] for row in ROWS])
    table = read(save(tmp_path, text))
    assert table.header == ("名称", "所在地", "個数") and cells(table) == ROWS


def test_what_stands_before_the_table_further_down_is_told_with_its_line(tmp_path):
    rows = [["", f"公園{at}", f"本町{at}", str(at)] for at in range(500_000 // 20)]
    rows[12_000] = ["要確認", *rows[12_000][1:]]
    table = read(save(tmp_path, lines(["", "名称", "所在地", "個数"], *rows)))
    assert len(table.rows) == len(rows)
    assert [(one.line, one.value) for one in findings(table) if one.rule == "rows:long"] == [(12_002, "要確認")]
