"""A definition workbook in the official columns becomes an edition that everything else can use."""

import pytest
from openpyxl import Workbook

from madoguchi.opendata.cli import main
from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.standards import standard
from madoguchi.opendata.standards.importer import import_standard
from madoguchi.opendata.standards.model import Evidence, Need

HEADINGS = [
    "項目No", "項目名", "区分", "説明", "形式", "記入例", "英語名", "共通語彙基盤", "値型", "GIF参照データモデル", "GIF区分", "物理名",
]  # fmt: skip
ROWS = [
    [1, "全国地方公共団体コード", "○", "6けたのコード", "文字列（半角数字）", "011002", "localGovernmentCode", "", "", "", "", "code"],
    [2, "名称", "◎", "トイレの名前", "文字列", "駅前トイレ", "name", "", "", "", "", "name"],
    [3, "名称_カナ", "○", "", "文字列（全角カナ）", "", "nameKana", "", "", "", "", "kana"],
    [4, "緯度", "○", "", "文字列（半角文字）", "43.064310", "latitude", "", "", "", "", "latitude"],
    [5, "男性トイレ総数", "", "", "数値（半角数字）", 3, "", "", "", "", "", ""],
    [6, "利用開始時間", "", "", "時刻（hh:mm）", "09:00", "", "", "", "", "", ""],
    [7, "清掃の有無", "", "「有」か「無」を書く", "文字列（統制語彙）", "有", "", "", "", "", "", ""],
    [8, "画像", "", "", "URI", "", "", "", "", "", "", ""],
]  # fmt: skip


def workbook(folder, rows=ROWS, headings=HEADINGS, sheet="13_公衆トイレ一覧"):
    made = Workbook()
    made.active.title = sheet
    made.active.append(["自治体標準オープンデータセット 定義書"])
    made.active.append([])
    for row in (headings, *rows):
        made.active.append(row)
    made.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def imported(folder, book, **more):
    settings = {"sheet": "13_公衆トイレ一覧", "edition": "v4", "out": folder / "own", "today": "2027-05-10", **more}
    return import_standard(book, **settings)


def test_a_sheet_becomes_a_dataset_of_an_edition(tmp_path):
    made = imported(tmp_path, workbook(tmp_path))
    one = standard("v4/public_toilet", tmp_path / "own")
    assert (made.key, made.columns, one.number, one.name) == ("v4/public_toilet", 8, "13", "公衆トイレ一覧")
    assert one.evidence is Evidence.OFFICIAL
    assert (str(one.last_checked), str(one.next_check)) == ("2027-05-10", "2028-05-01")
    assert "SHA-256" in one.sources[0]
    columns = {column.name: column for column in one.columns}
    assert [column.need for column in one.columns[:3]] == [Need.RECOMMENDED, Need.REQUIRED, Need.RECOMMENDED]
    assert columns["男性トイレ総数"].type == "integer"
    assert columns["清掃の有無"].words == ("有", "無")
    formats = [
        columns[name].format for name in ("全国地方公共団体コード", "名称_カナ", "緯度", "利用開始時間", "画像", "名称")
    ]
    assert formats == ["lg_code6", "katakana_fullwidth", "decimal_degrees", "time_hhmm", "uri", ""]
    assert (columns["名称"].english, columns["名称"].example) == ("name", "駅前トイレ")


def test_nothing_is_overwritten(tmp_path):
    book = workbook(tmp_path)
    imported(tmp_path, book)
    with pytest.raises(Trouble, match="exists"):
        imported(tmp_path, book)


@pytest.mark.parametrize(
    ("rows", "headings", "words"),
    [
        (ROWS, ["番号", *HEADINGS[1:2], "印", *HEADINGS[3:]], "区分"),
        ([*ROWS[:1], [2, "名称", "必須", *ROWS[1][3:]]], HEADINGS, "必須"),
    ],
)
def test_a_sheet_that_is_no_definition_is_refused(tmp_path, rows, headings, words):
    with pytest.raises(Trouble, match="definition") as caught:
        imported(tmp_path, workbook(tmp_path, rows, headings))
    assert words in caught.value.ja


def test_a_dataset_that_is_new_needs_a_name(tmp_path):
    book = workbook(tmp_path, sheet="32_ベンチ一覧")
    with pytest.raises(Trouble, match="definition") as caught:
        imported(tmp_path, book, sheet="32_ベンチ一覧")
    assert "--id" in caught.value.mend_ja
    made = imported(tmp_path, book, sheet="32_ベンチ一覧", dataset="bench")
    one = standard(made.key, tmp_path / "own")
    assert (one.number, one.name, one.file_name) == ("32", "ベンチ一覧", "{lg_code6}_bench.csv")


def test_the_command_says_how_to_use_what_it_made(tmp_path, capsys):
    words = ["import-standard", str(workbook(tmp_path)), "--sheet", "13_公衆トイレ一覧", "--edition", "v4", "--out"]
    assert main([*words, str(tmp_path / "own")]) == 0
    assert "v4/public_toilet (8 列)" in capsys.readouterr().out
    assert main(["standards", "--standards", str(tmp_path / "own")]) == 0
    assert "v4/public_toilet" in capsys.readouterr().out
