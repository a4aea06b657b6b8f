"""A table of the old edition, or of one's own, becomes a table of the current one, and no value is lost."""

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.opendata.addresses import split
from madoguchi.opendata.converting import convert
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards import standard
from madoguchi.opendata.standards.loading import index
from madoguchi.opendata.table import Ragged, Row, Source, Table
from tests.unit.opendata.test_real_files import REAL

TOILETS = standard("v3/public_toilet")


def table(header, *rows, ragged=()):
    return Table(
        Source("t.csv", 1, "csv"), tuple(header), [Row(at, cells) for at, cells in enumerate(rows, 2)], ragged=ragged
    )


def filled(converted):
    """Each row as the columns that are not empty."""
    names = converted.table.header
    return [{n: c for n, c in zip(names, row.cells, strict=True) if c} for row in converted.table.rows]


def kept_everywhere(before, converted):
    """Every value of the table stands somewhere in its row of the result, or in its row of the remainder."""
    left = {row.line: row.cells for row in converted.remainder.rows} if converted.remainder else {}
    after = {row.line: "\x1f".join([*row.cells, *left.get(row.line, ())]) for row in converted.table.rows}
    extras = {one.line: one.extra for one in before.ragged}
    return [
        cell
        for row in before.rows
        for cell in [*row.cells, *extras.get(row.line, ())]
        if cell.strip() and cell not in after[row.line]
    ]


def test_the_old_defibrillators_become_current_ones():
    converted = convert(read(REAL / "222127_aed.csv"), standard("v3/aed"))
    assert filled(converted)[0] == {
        "全国地方公共団体コード": "222127",
        "ID": "0000000001",
        "地方公共団体名": "静岡県焼津市",
        "名称": "市役所本館",
        "名称_カナ": "シヤクショホンカン",
        "所在地_連結表記": "静岡県焼津市本町2-16-32",
        "所在地_都道府県": "静岡県",
        "所在地_市区町村": "焼津市",
        "緯度": "34.866918",
        "経度": "138.323171",
        "設置位置": "２階正面入口",
        "電話番号": "(054)626-1139",
        "団体名": "管財課",
        "小児対応設備の有無": "有",
    }
    assert converted.remainder is None
    assert kept_everywhere(read(REAL / "222127_aed.csv"), converted) == []


def test_the_log_tells_what_was_done_in_how_many_rows():
    converted = convert(read(REAL / "222127_aed.csv"), standard("v3/aed"))
    steps = {(step.kind, step.source, step.target): step.rows for step in converted.log}
    assert steps["renamed", "NO", "ID"] == 82
    assert steps["joined", "都道府県名+市区町村名", "地方公共団体名"] == 82
    assert steps["kept", "名称", "名称"] == 82
    assert ("empty", "", "町字ID") in steps


def test_a_new_name_of_a_column_takes_its_values_along():
    made = convert(table(["名称", "方書", "多機能トイレ数"], ["駅前", "2階", "3"]), TOILETS)
    assert filled(made) == [{"名称": "駅前", "建物名等(方書)": "2階", "バリアフリートイレ数": "3"}]


def test_what_has_no_place_goes_into_the_remarks():
    made = convert(table(["名称", "管理\n課", "備考"], ["駅前", "公園課", "夜は閉鎖"], ["北口", "", ""]), TOILETS)
    assert filled(made) == [{"名称": "駅前", "備考": "夜は閉鎖 / 管理 課: 公園課"}, {"名称": "北口"}]


def test_too_much_for_the_remarks_goes_into_a_remainder_with_the_lines():
    before = read(REAL / "011002publicfacility.csv")
    made = convert(before, standard("v3/public_facility"))
    assert made.remainder.header[:3] == ("行", "所管課", "設置目的")
    assert made.remainder.rows[0].cells[:2] == ["3", "スポーツ局スポーツ部施設課"]
    assert kept_everywhere(before, made) == []


def test_cells_beyond_the_header_are_not_lost():
    before = table(["名称"], ["駅前"], ragged=(Ragged(2, 2, ("忘れもの",)),))
    assert filled(convert(before, TOILETS)) == [{"名称": "駅前", "備考": "忘れもの"}]


def test_the_prefecture_is_set_before_an_address_only_where_that_is_certain():
    assert split("焼津市石津728番地2", "静岡県", "焼津市").whole == "静岡県焼津市石津728番地2"
    assert split("西成瀬6-6-14", "東京都", "町田市") == ("西成瀬6-6-14", "", "", "", "")
    assert split("長野県南牧村野辺山1", "東京都", "町田市") == ("長野県南牧村野辺山1", "長野県", "", "", "")


def test_an_address_is_split_only_where_that_is_certain():
    assert split("静岡県焼津市石津728番地2", "静岡県", "焼津市")[1:] == ("静岡県", "焼津市", "石津", "728番地2")
    assert split("静岡県焼津市駅北5丁目2-11", "静岡県", "焼津市")[1:] == ("静岡県", "焼津市", "駅北5丁目", "2-11")
    assert split("静岡県焼津市本町2-16-32", "静岡県", "焼津市")[1:] == ("静岡県", "焼津市", "", "")
    assert split("北海道札幌市中央区南15条西4丁目1-2", "北海道", "札幌市")[3:] == ("", "")


def test_the_split_agrees_with_what_yaizu_wrote_by_hand():
    rows = read(REAL / "222127_fire_hydrant.csv").rows
    told = [(split(row.cells[6].strip(), "静岡県", "焼津市"), row) for row in rows]
    apart = [(parts, row) for parts, row in told if parts.block]
    other = [row.line for parts, row in apart if [*parts[1:]] != [cell.strip() for cell in row.cells[7:11]]]
    assert len(apart) > 100
    assert other == [136]  # 焼津二丁目1番11 beside 焼津四丁目 15番地: the file contradicts itself


HEADINGS = st.sampled_from(
    [
        *standard("v1/public_toilet").names,
        *index()["synonyms"]["名称"],
        "管理課",
        "色",
        "広さ",
        "X座標",
        "Y座標",
        "",
        "備考",
    ]
)
CELLS = st.text("あ亜ア 1-9.市県,:/\n=", max_size=12)


@given(st.data())
def test_no_value_is_lost_whatever_the_table(data):
    header = data.draw(st.lists(HEADINGS, min_size=1, max_size=14))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=4))
    extra = tuple(data.draw(st.lists(CELLS, max_size=2)))
    before = table(header, *rows, ragged=(Ragged(2, 9, extra),) if rows else ())
    to = standard(data.draw(st.sampled_from(["v3/public_toilet", "v3/aed", "v1/aed", "v3/population"])))
    made = convert(before, to)
    assert made.table.header == to.names
    assert [row.line for row in made.table.rows] == [row.line for row in before.rows]
    assert kept_everywhere(before, made) == []
