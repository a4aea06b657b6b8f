"""The gate finds what may be a person's, and stays quiet about facilities. Every name and number here is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.opendata.finding import Weight
from madoguchi.opendata.matching import match
from madoguchi.opendata.personal import findings
from madoguchi.opendata.personal.headings import heading_of
from madoguchi.opendata.personal.names import is_name, name_in
from madoguchi.opendata.personal.values import clues, suspects
from madoguchi.opendata.reading import read
from madoguchi.opendata.recognising import recognise
from madoguchi.opendata.standards import standard, standards
from madoguchi.opendata.table import Aside, Ragged, Remark, Row, Source, Table
from tests.unit.opendata.test_real_files import FILES, REAL

MY_NUMBER = "123456789018"
TOILETS, FOOD = standard("v3/public_toilet"), standard("v3/food_business_all")


def table(header, *rows, **more):
    return Table(Source("t.csv", 1, "csv"), tuple(header), [Row(at, cells) for at, cells in enumerate(rows, 2)], **more)


def rules(found):
    return [one.rule.removeprefix("personal:") for one in found]


def in_cell(cell, heading="備考", to=TOILETS):
    header = (heading,)
    return rules(findings(table(header, [cell]), match(header, to)))


@pytest.mark.parametrize("name", FILES)
def test_the_files_of_facilities_raise_no_alarm(name):
    found = read(REAL / name)
    assert findings(found) == []
    assert findings(found, recognise(found, standards().values())[0].matching) == []


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (f"番号 {MY_NUMBER}", "my-number"),
        ("１２３４ ５６７８ ９０１８", "my-number"),
        ("連絡先 090-0000-1234", "mobile"),
        ("０９０ー００００ー１２３４", "mobile"),
        ("taro.midori@gmail.com まで", "email"),
        ("担当: 田中", "name"),
        ("代表者　鈴木一郎", "name"),
        ("鍵は佐藤様が開けます", "name"),
        ("管理人：高橋 花子 まで", "name"),
    ],
)
def test_a_remark_that_gives_a_person_away_is_found(cell, rule):
    assert in_cell(cell) == [rule]


@pytest.mark.parametrize(
    "cell",
    [
        "夜間は閉鎖",
        "問い合わせは公園課 03-0000-1234",
        "info@city.midori.lg.jp",
        "soumu123@gmail.com",
        "担当: 公園課",
        "管理者: 山口公園管理事務所",
        "中島公園の中",
        "氏神さまの祭り",
        "藤原様式の門",
        "0120-000-123 (24時間)",
        "2026-04-01 から 2027-03-31 まで",
        "139.7699202,35.71943546",
        "代表: 0547-00-0000",
    ],
)
def test_an_ordinary_remark_is_no_hit(cell):
    assert in_cell(cell) == []


def test_the_telephone_and_mail_of_an_organisation_are_no_hits_in_a_standard():
    header = ("名称", "電話番号", "連絡先メールアドレス")
    rows = table(header, ["本町集会所", "090-0000-1234", "honcho@gmail.com"])
    assert findings(rows, match(header, standard("v3/aed"))) == []
    assert rules(findings(table(("名称", "連絡"), ["本町集会所", "090-0000-1234"]))) == ["mobile"]


def test_a_sole_trader_under_a_personal_name_is_found():
    header = ("施設名称", "法人名")
    rows = table(header, ["食堂みどり", "株式会社田中"], ["喫茶みどり", "田中太郎"], ["鈴木商店", "鈴木商店"])
    assert [(one.rule, one.line, one.value) for one in findings(rows, match(header, FOOD))] == [
        ("personal:name", 3, "田中太郎")
    ]


def test_a_column_of_names_is_told_once_with_its_number():
    rows = table(("施設", "鍵"), ["a", "佐藤 花子"], ["b", "鈴木一郎"], ["c", "高橋 次郎"], ["d", "なし"])
    (found,) = findings(rows)
    assert (found.rule, found.column, found.line) == ("personal:name", "鍵", 2)
    assert "ほかに 2 か所" in found.ja


@pytest.mark.parametrize(
    ("heading", "rule", "weight"),
    [
        ("氏名", "name", Weight.WARNING),
        ("代表者氏名", "name", Weight.WARNING),
        ("担当者", "name", Weight.WARNING),
        ("生年月日", "birth", Weight.ERROR),
        ("個人番号", "identifier", Weight.ERROR),
        ("宛名番号", "identifier", Weight.ERROR),
        ("自宅電話", "contact", Weight.WARNING),
        ("代表者住所", "contact", Weight.WARNING),
    ],
)
def test_a_heading_gives_its_column_away(heading, rule, weight):
    assert [(one.rule, one.weight) for one in findings(table((heading,), ["x"]))] == [(f"personal:{rule}", weight)]


def test_an_empty_column_gives_nothing_away():
    assert findings(table(("名称", "担当者"), ["本町集会所", ""])) == []


def test_a_list_of_persons_is_an_error():
    assert "register" in rules(findings(table(("氏名", "住所"), ["a", "b"])))
    assert "register" not in rules(findings(table(("施設名", "責任者氏名", "住所"), ["a", "b", "c"])))


def test_a_my_number_is_never_shown():
    header = ("名称", "備考")
    found = findings(
        table(
            header,
            ["a", MY_NUMBER],
            asides=(Aside(9, "note", [f"注 {MY_NUMBER}"]),),
            ragged=(Ragged(2, 3, (MY_NUMBER,)),),
            remarks=(Remark("comment", MY_NUMBER, "B2"),),
        )
    )
    assert rules(found) == ["comment", "my-number", "my-number", "my-number"]
    assert not any(MY_NUMBER in f"{one.value}{one.ja}{one.en}" for one in found)


def test_a_column_of_twelve_digit_codes_is_no_column_of_my_numbers():
    codes = [[f"2026{number:08}"] for number in range(60)]
    assert findings(table(("整理番号",), *codes)) == []


def test_a_column_of_my_numbers_is_found_cell_by_cell():
    rows = [[MY_NUMBER]] * 25
    found = findings(table(("番号",), *rows))
    assert len(found) == 20
    assert "5 か所" in found[-1].ja


def test_what_a_workbook_hides_is_told():
    remarks = (
        Remark("hidden-sheet", where="名簿"),
        Remark("hidden-row", where="4", line=4),
        Remark("comment", "確認済み", "B3", 3),
        Remark("property", "みどり太郎", "creator"),
        Remark("merged", where="A1:B1"),
    )
    found = findings(table(("名称",), ["a"], remarks=remarks))
    assert rules(found) == ["hidden", "hidden", "comment", "property"]
    assert found[3].value == "creator: みどり太郎"


@pytest.mark.parametrize("text", ["佐藤 花子", "鈴木一郎", "田中　実", "高橋さくら", "五十嵐 浩"])
def test_a_name_is_a_name(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "中島公園",
        "山口病院",
        "石川県",
        "福島駅前",
        "田中商店",
        "小川町",
        "森林公園",
        "上野",
        "原田橋",
        "千葉市",
        "本田技研工業",
    ],
)
def test_a_place_is_no_name(text):
    assert not is_name(text)


def test_a_room_with_a_family_is_an_address_of_a_person():
    assert name_in("本町1-2 田中方") == "田中方"
    assert name_in("本町1-2 東方") == ""
    assert name_in("本町の北方") == ""


PIECES = st.sampled_from(
    ["田中", "鈴木 一郎", "佐藤様", "様", "氏", "担当", ":", "代表者", "\n", " ", "　", "方", "宅", "3号", "090", "０９０", "-", "0000",
     "1234", "a@gmail.com", "info@", "公園", "の", "ｻﾝ", "さん", "、"]
)  # fmt: skip
CELLS = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=6)


@given(CELLS, st.sampled_from(["備考", "住所", "名称", "法人名", "連絡先電話番号", "受付"]))
def test_a_look_at_many_cells_at_once_misses_none_that_gives_a_person_away(cells, name):
    heading = heading_of(name, None)
    assert {cell for cell in suspects(cells, heading) if clues(cell, heading)} == {
        c for c in cells if clues(c, heading)
    }
