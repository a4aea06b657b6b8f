"""People in a large file are found where DuckDB goes first, as the row checker alone would find them. Nobody here is real."""

import csv
from random import Random

import pytest

from madoguchi.opendata.bulk import check_file
from madoguchi.opendata.matching import match
from madoguchi.opendata.personal import in_cells
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards import standard

FOOD = standard("v3/food_business_all")
HEADER = ["法人名", "名称", "住所", "電話", "定員", "説明", "備考", "氏名", "緯度", "メモ", "営業者名"]
PLAIN = [
    "株式会社みどり",
    "みどり食堂",
    "みどり区西台1-2",
    "03-1234-5678",
    "30",
    "駅前の店",
    "",
    "",
    "35.751165",
    "昼のみ",
    "みどり商店",
]
FOUND = {
    "法人名": ["佐藤 一郎", "鈴木太郎"],
    "住所": ["みどり区西台1-2 田中方"],
    "定員": ["09012345678", "123456789018"],
    "説明": [
        "担当：田中 花子",
        "taro@gmail.com",
        "ｔａｒｏ＠ｇｍａｉｌ．ｃｏｍ",
        "０９０-1234-5678",
        "１２３４-5678-9018",
    ],
    "備考": ["渡辺 三郎様", "1234 5678 9018", "一二三四五六七八九〇一八"],
    "氏名": ["高橋 四郎"],
    "緯度": ["139.767125310547", "123456789018"],
    "営業者名": ["ABC商店 090-1234-5678", "shop@gmail.com", "山本 六郎", "\x01"],
    "メモ": ["伊藤 五郎", "中村 花子", "小林 次郎", "　加藤 三郎"],
}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("known", [FOOD, None], ids=["a standard", "none"])
def test_duckdb_leaves_nobody_out(tmp_path, seed, known):
    random = Random(seed)
    share = random.choice([0.01, 0.05, 0.6])
    rows = []
    for at in range(2_600):
        cells = list(PLAIN)
        cells[1] += str(at)
        if at > random.choice([0, 2_100]) and random.random() < share:
            name = random.choice(list(FOUND))
            cells[HEADER.index(name)] = random.choice(FOUND[name])
        rows.append(cells)
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    table = read(path)
    wanted = in_cells(table, match(table.header, known, rows=table.rows[:2_000]) if known else None)
    report = check_file(path, lambda first: known, people=True)
    assert [one for one in report.findings if one.rule.startswith("personal:")] == wanted
    assert wanted
