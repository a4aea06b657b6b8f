"""How values become coarser: each kind by its steps, as the manual shows them."""

import pytest

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.hierarchies import KINDS, ladder_of
from madoguchi.anonymise.hierarchies.ladder import Uncovered
from madoguchi.anonymise.recipe import Column, Hierarchy

TOWNS = "若葉町,北地域,北地区\n青葉町一丁目,北地域,北地区\n港町,南地域,南地区\n"


def climb(value, folder, **keys):
    hierarchy = Hierarchy(**keys)
    return list(KINDS[hierarchy.kind](hierarchy, folder).climb(value))


STEPS = [
    ({"kind": "age"}, "37", ["37", "35-39", "30-39", "20-39"]),
    ({"kind": "age"}, "３７歳", ["37", "35-39", "30-39", "20-39"]),
    ({"kind": "age", "top": 90}, "95", ["90以上"] * 4),
    ({"kind": "age", "bottom": 64, "top": 95}, "66", ["66", "65-69", "65-69", "65-79"]),
    ({"kind": "age", "bottom": 64}, "0", ["64以下"] * 4),
    ({"kind": "interval", "widths": (1000,)}, "1,234.5", ["1234.5", "1000-1999"]),
    ({"kind": "interval", "widths": (10,)}, "-3", ["-3", "-10--1"]),
    ({"kind": "date"}, "2026-05-03", ["2026-05-03", "2026-05", "2026-Q2", "2026"]),
    ({"kind": "date", "levels": ("month", "fiscal-year")}, "令和8年3月31日", ["2026-03", "2025年度"]),
    ({"kind": "date", "levels": ("year",)}, "2026-05-03 10:20:30", ["2026"]),
    ({"kind": "postal-code"}, "〒174-0045", ["1740045", "17400**", "174****"]),
    ({"kind": "mask", "keep": (4, 1)}, "AB1234", ["AB1234", "AB12**", "A*****"]),
    ({"kind": "whole"}, "女", ["女"]),
    (
        {"kind": "address"},
        "東京都みどり区若葉町一丁目2-3",
        ["東京都みどり区若葉町一丁目", "東京都みどり区若葉町", "東京都みどり区", "東京都"],
    ),
    (
        {"kind": "address", "parts": ("town", "municipality")},
        "神奈川県横浜市中区本町6-50",
        ["神奈川県横浜市中区本町", "神奈川県横浜市中区"],
    ),
    (
        {"kind": "address", "parts": ("municipality", "prefecture")},
        "北海道上川郡東川町東町1丁目16",
        ["北海道上川郡東川町", "北海道"],
    ),
    ({"kind": "address", "parts": ("municipality", "prefecture")}, "千葉県市川市八幡1-1-1", ["千葉県市川市", "千葉県"]),
    ({"kind": "address", "parts": ("municipality",)}, "三重県四日市市諏訪町1番5号", ["三重県四日市市"]),
    ({"kind": "address", "parts": ("municipality",)}, "東京都町田市森野2-2-22", ["東京都町田市"]),
    ({"kind": "address", "parts": ("municipality",)}, "東京都武蔵村山市本町1-1-1", ["東京都武蔵村山市"]),
    ({"kind": "address", "parts": ("municipality",)}, "奈良県大和郡山市北郡山町248-4", ["奈良県大和郡山市"]),
    ({"kind": "address", "parts": ("municipality",)}, "東京都千代田区丸の内1-1", ["東京都千代田区"]),
    ({"kind": "address", "parts": ("municipality",)}, "愛知県蒲郡市旭町17-1", ["愛知県蒲郡市"]),
    ({"kind": "address", "parts": ("town",)}, "東京都港区六本木6-10", ["東京都港区六本木"]),
    ({"kind": "address", "parts": ("block", "town")}, "若葉町1丁目", ["若葉町1丁目", "若葉町"]),
    (
        {"kind": "address", "parts": ("town",), "file": "towns.csv"},
        "みどり区若葉町一丁目2-3",
        ["みどり区若葉町", "北地域", "北地区"],
    ),
    ({"kind": "tree", "file": "towns.csv"}, "港町", ["港町", "南地域", "南地区"]),
]


@pytest.mark.parametrize(
    ("keys", "value", "labels"), STEPS, ids=[f"{keys['kind']} {value}" for keys, value, _ in STEPS]
)
def test_the_steps(tmp_path, keys, value, labels):
    (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")
    assert climb(value, tmp_path, **keys) == labels


REFUSED = [
    ({"kind": "age"}, "二十"),
    ({"kind": "age"}, "200"),
    ({"kind": "age"}, "-1"),
    ({"kind": "interval", "widths": (10,)}, "NaN"),
    ({"kind": "date"}, "2026-02-30"),
    ({"kind": "postal-code"}, "174"),
    ({"kind": "address"}, "東京都みどり区"),
    ({"kind": "tree", "file": "towns.csv"}, "月の町"),
]


@pytest.mark.parametrize(("keys", "value"), REFUSED, ids=[f"{keys['kind']} {value}" for keys, value in REFUSED])
def test_a_value_that_is_none_is_refused_with_its_column(tmp_path, keys, value):
    (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")
    column = Column(column="何か", role="quasi", hierarchy=Hierarchy(**keys))
    with pytest.raises(Uncovered) as caught:
        ladder_of(column, [value], tmp_path)
    assert (caught.value.column, caught.value.value) == ("何か", value)


def ladder(values, folder, **keys):
    return ladder_of(Column(column="c", role="quasi", hierarchy=Hierarchy(**keys)), values, folder)


def test_a_step_that_tells_nothing_more_apart_is_left_out(tmp_path):
    found = ladder(["東京都みどり区港町1", "東京都みどり区浜町2"], tmp_path, kind="address")
    assert found.labels == (("東京都みどり区浜町2", "東京都みどり区港町1"), ("東京都みどり区",))


def test_the_finest_step_that_may_be_released(tmp_path):
    found = ladder(["21", "22", "37"], tmp_path, kind="age", finest=1)
    assert found.labels[0] == ("20-24", "35-39")


def test_a_missing_value_is_a_group_of_its_own_until_the_last_step(tmp_path):
    found = ladder(["", "21", "22"], tmp_path, kind="age")
    assert [step[0] for step in found.labels] == ["", "", "*"]


def test_shares_count_the_leaves_of_the_whole_tree(tmp_path):
    (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")
    found = ladder(["港町"], tmp_path, kind="tree", file="towns.csv")
    assert found.shares[0].tolist() == [pytest.approx(1 / 3)]


HEADED = "町,地域,地区\n" + TOWNS


def test_a_line_that_may_be_a_heading_is_asked_about(tmp_path):
    (tmp_path / "towns.csv").write_text(HEADED, encoding="utf-8")
    with pytest.raises(Trouble, match="tree-heading") as caught:
        ladder(["港町"], tmp_path, kind="tree", file="towns.csv")
    assert "1行目「町」" in caught.value.ja
    assert "heading: true" in caught.value.mend_ja


@pytest.mark.parametrize(("heading", "leaves"), [(True, 3), (False, 4)])
def test_the_recipe_says_whether_the_first_line_is_a_heading(tmp_path, heading, leaves):
    (tmp_path / "towns.csv").write_text(HEADED, encoding="utf-8")
    found = ladder(["港町"], tmp_path, kind="tree", file="towns.csv", heading=heading)
    assert found.shares[0].tolist() == [pytest.approx(1 / leaves)]


@pytest.mark.parametrize("text", ["町\n港町\n浜町\n", "町,地区\n港町,南\n浜町,南\n", "町,*\n港町,*\n浜町,*\n"])
def test_no_heading_is_counted_silently(tmp_path, text):
    (tmp_path / "towns.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Trouble, match="tree-heading"):
        ladder(["港町", "浜町"], tmp_path, kind="tree", file="towns.csv")


@pytest.mark.parametrize("values", [["港町", "若葉町"], ["港町"]], ids=["it is in the data", "it shares a group"])
def test_a_first_line_that_is_a_value_needs_no_word(tmp_path, values):
    rest = "青葉町,北\n港町,南\n" if len(values) == 1 else "港町,南\n"
    (tmp_path / "towns.csv").write_text("若葉町,北\n" + rest, encoding="utf-8")
    assert ladder(values, tmp_path, kind="tree", file="towns.csv").values == tuple(values)


def test_the_towns_of_an_address_may_have_a_heading(tmp_path):
    (tmp_path / "towns.csv").write_text(HEADED, encoding="utf-8")
    keys = {"kind": "address", "parts": ("town",), "file": "towns.csv"}
    assert climb("みどり区港町1", tmp_path, **keys, heading=True) == ["みどり区港町", "南地域", "南地区"]


def test_steps_that_cross_are_refused(tmp_path):
    (tmp_path / "cross.csv").write_text("a,1,x\nb,1,y\n", encoding="utf-8")
    with pytest.raises(Trouble, match="not-nested"):
        ladder(["a", "b", ""], tmp_path, kind="tree", file="cross.csv")


@pytest.mark.parametrize("text", ["a,1\na,2\n", "a,1\nb\n", "a,\n"], ids=["twice", "uneven", "empty cell"])
def test_a_spoiled_tree_is_told_by_its_line(tmp_path, text):
    (tmp_path / "tree.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Trouble) as caught:
        ladder(["a"], tmp_path, kind="tree", file="tree.csv")
    assert "tree.csv:" in caught.value.ja
