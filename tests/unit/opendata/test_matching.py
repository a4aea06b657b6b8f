"""A heading finds its column, and says how; what finds none is told on both sides."""

import pytest

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.folding import fold
from madoguchi.opendata.learning import learn, load, save
from madoguchi.opendata.matching import match
from madoguchi.opendata.reading import read
from madoguchi.opendata.recognising import recognise
from madoguchi.opendata.standards import standard, standards
from madoguchi.opendata.standards.loading import index
from madoguchi.opendata.table import Row
from tests.unit.opendata.test_real_files import REAL

TOILETS = standard("v3/public_toilet")


def places(header, to=TOILETS, **more):
    return {one.header: (one.column.name, one.how) for one in match(header, to, **more).matches}


@pytest.mark.parametrize(
    ("heading", "column", "how"),
    [
        ("名称", "名称", "exact"),
        ("バリアフリ―トイレ数", "バリアフリートイレ数", "spelling"),
        ("ﾊﾞﾘｱﾌﾘｰﾄｲﾚ数", "バリアフリートイレ数", "spelling"),
        ("建物名等（方書）", "建物名等(方書)", "spelling"),
        ("男性トイレ数\n(小便器)", "男性トイレ数（小便器）", "spelling"),
        ("名称 カナ", "名称_カナ", "spelling"),
        ("ＩＤ", "ID", "spelling"),
        ("都道府県コード又は市区町村コード", "全国地方公共団体コード", "renamed"),
        ("NO", "ID", "renamed"),
        ("住所", "所在地_連結表記", "renamed"),
        ("方書", "建物名等(方書)", "renamed"),
        ("多機能トイレ数", "バリアフリートイレ数", "renamed"),
        ("施設名", "名称", "synonym"),
        ("所在地", "所在地_連結表記", "synonym"),
        ("ふりがな", "名称_カナ", "synonym"),
    ],
)
def test_a_heading_finds_its_column(heading, column, how):
    assert places([heading]) == {heading: (column, how)}


def test_the_surest_heading_gets_the_column_and_the_other_has_no_place():
    found = match(["施設名", "名称"], TOILETS)
    assert [(one.header, one.how) for one in found.matches] == [("名称", "exact")]
    assert found.homeless == ((0, "施設名"),)


def test_missing_columns_are_told_and_the_required_among_them():
    found = match(["名称", "所在地"], TOILETS)
    assert [column.name for column in found.missing_required] == ["設置位置"]
    assert len(found.missing) == 37


def test_x_and_y_are_told_apart_by_their_values_only():
    degrees, metres = [Row(2, ["139.76", "35.71"])], [Row(2, ["-6531.2", "-36250.1"])]
    assert places(["X座標", "Y座標"], rows=degrees) == {"X座標": ("経度", "values"), "Y座標": ("緯度", "values")}
    assert places(["Y座標", "X座標"], rows=degrees)["X座標"] == ("緯度", "values")
    assert places(["X座標", "Y座標"], rows=metres) == {}
    assert places(["X座標", "Y座標"]) == {}


def test_a_nameless_column_is_left_out_only_where_it_is_empty():
    assert match(["名称", ""], TOILETS, rows=[Row(2, ["あ", ""])]).homeless == ()
    assert match(["名称", ""], TOILETS, rows=[Row(2, ["あ", "い"])]).homeless == ((1, ""),)


def test_no_two_columns_of_a_standard_are_spelt_alike():
    assert [one.key for one in standards().values() if len(set(map(fold, one.names))) < len(one.names)] == []


def test_every_list_of_other_names_belongs_to_a_column_of_a_standard():
    names = {name for one in standards().values() for name in one.names}
    assert [name for part in ("renamed", "synonyms") for name in index()[part] if name not in names] == []


def test_what_somebody_chose_is_found_the_next_time(tmp_path):
    learned, new = learn({}, TOILETS, {"便所の呼び名": "名称", "住所": "所在地_連結表記"})
    assert new == {"便所の呼び名": "名称"}
    save(learned, tmp_path / "learned.json")
    known = load(tmp_path / "learned.json")[TOILETS.key]
    assert places(["便所の呼び名"], learned=known) == {"便所の呼び名": ("名称", "learned")}
    assert learn(learned, TOILETS, {"便所の呼び名": "名称"})[1] == {}
    assert learn(learned, TOILETS, {"便所の呼び名": "設置位置"})[0][TOILETS.key] == {"便所の呼び名": "設置位置"}


def test_a_choice_goes_before_the_names_of_other_editions():
    assert places(["住所"], learned={"住所": "設置位置"}) == {"住所": ("設置位置", "learned")}


@pytest.mark.parametrize("text", ["[1]", '{"v3/aed": 1}', "a: [", '{"v3/aed": {"a": 1}}'])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    (tmp_path / "learned.yaml").write_text(text)
    with pytest.raises(Trouble, match="learned"):
        load(tmp_path / "learned.yaml")


def test_learned_headings_may_be_written_as_yaml_by_hand(tmp_path):
    (tmp_path / "l.yaml").write_text("v3/aed:\n  機器の場所: 設置位置\n", encoding="utf-8")
    assert load(tmp_path / "l.yaml") == {"v3/aed": {"機器の場所": "設置位置"}}
    assert load(tmp_path / "none.yaml") == {}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("222127_public_toilet.csv", "v3/public_toilet"),
        ("222127_fire_hydrant.csv", "v3/fire_hydrant"),
        ("222127_aed.csv", "v1/aed"),
        ("222127_public_wireless_lan.csv", "v1/public_wireless_lan"),
        ("132098_public_toilet.csv", "v1/public_toilet"),
        ("hachijo_sightseeing.csv", "v1/tourism"),
        ("kyotenbyoinlist20220101.csv", "v1/hospital"),
        ("011002publicfacility.csv", "v1/public_facility"),
    ],
)
def test_a_real_file_is_recognised(name, key):
    assert recognise(read(REAL / name), standards().values())[0].standard.key == key


def test_a_file_with_headings_of_its_own_is_recognised_by_its_rows():
    best = recognise(read(REAL / "taito_public_toilet.csv"), standards().values())[0]
    assert best.standard.key.endswith("/public_toilet")
    assert best.share == pytest.approx(0.5)


def test_the_name_of_a_file_alone_recognises_nothing(tmp_path):
    path = tmp_path / "222127_aed.csv"
    path.write_text("りんご,みかん\n1,2\n", encoding="utf-8")
    assert recognise(read(path), standards().values()) == []
