"""Synthetic residents of a ward, the same every time: a Parquet file of any size, its trees, and recipes over it.

Seven clues are drawn nearly independently, which is the hard case: few rows share a combination.
"""

import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np

SEED = 20251123
CHUNK = 1_000_000
TOWNS = 134
JOBS = ["農業", "建設", "製造", "情報通信", "運輸", "卸小売", "金融", "不動産", "専門技術", "宿泊飲食"]
JOBS += ["生活娯楽", "教育", "医療福祉", "公務", "学生", "家事", "無職", "自営他", "派遣", "経営"]
FAMILIES = ["単独", "夫婦", "夫婦と子", "ひとり親", "三世代", "その他", "施設"]
NATIONS = ["日本", "中国", "韓国", "ベトナム", "フィリピン", "ネパール", "米国", "その他"]
MATTERS = ["転入", "転出", "転居", "児童手当", "介護", "国保", "税証明", "保育", "住民票", "印鑑", "障害", "生活支援"]
CARE = ["非該当", "要支援1", "要支援2", "要介護1", "要介護2", "要介護3", "要介護4", "要介護5"]
CLUES = ["年齢", "性別", "町", "職業", "世帯", "国籍", "申請"]

RECIPE = """\
recipe: bench-ward
title: {{ja: みどり区の住民(合成)}}
output: statistics
k: {k}
{l}suppress: {suppress}
recoding: {recoding}
columns:
"""


def write(path: Path, rows: int) -> Path:
    """A Parquet file of so many people; nothing is done where it is there already."""
    if path.exists():
        return path
    chance = np.random.default_rng(SEED)
    with duckdb.connect() as base, tempfile.TemporaryDirectory(dir=path.parent) as parts:
        base.execute("SET threads = 2")
        for number, start in enumerate(range(0, rows, CHUNK)):
            base.register("chunk", _people(chance, min(CHUNK, rows - start)))
            base.execute(f"COPY (SELECT {_columns()} FROM chunk) TO '{parts}/{number:04}.parquet'")
        base.execute(f"COPY (FROM '{parts}/*.parquet') TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    return path


def _columns() -> str:
    words = [["男", "女", "その他"], [f"町{n:03}" for n in range(TOWNS)], JOBS, FAMILIES, NATIONS, MATTERS, CARE]
    named = zip([*CLUES[1:], "要介護度"], words, strict=True)
    return ", ".join(
        ["age AS 年齢"]
        + [
            f"([{','.join(repr(word) for word in one)}])[c{place} + 1] AS {name}"
            for place, (name, one) in enumerate(named)
        ]
    )


def _people(chance: np.random.Generator, rows: int) -> dict[str, np.ndarray]:
    pyramid = np.interp(
        np.arange(101), [0, 10, 20, 25, 35, 50, 60, 75, 85, 95, 100], [6, 6.5, 7.5, 11, 11, 13, 10, 9, 5, 1, 0.1]
    )
    towns = np.random.default_rng(SEED).lognormal(0, 0.7, TOWNS)
    age = _draw(chance, pyramid, rows)
    work = _draw(chance, [0.3, 4, 9, 9, 5, 13, 3, 3, 12, 6, 4, 5, 12, 4, 0.5, 6, 0.5, 1.5, 1.5, 0.7], rows)
    work[age < 16] = 16
    work[(age >= 16) & (age < 22) & (chance.random(rows) < 0.75)] = 14
    work[(age >= 66) & (chance.random(rows) < 0.7)] = 16
    ill = chance.random(rows) < np.clip((age - 60) / 60, 0, 0.8)
    care = np.where(ill, 1 + _draw(chance, [16, 16, 20, 17, 12, 11, 8], rows), 0)
    return {
        "age": age.astype(np.int16),
        "c0": _draw(chance, [49.15, 50.5, 0.35], rows),
        "c1": _draw(chance, towns, rows),
        "c2": work,
        "c3": _draw(chance, [33, 19, 31, 8, 3, 4.5, 1.5], rows),
        "c4": _draw(chance, [94.5, 2.4, 0.9, 0.6, 0.4, 0.4, 0.08, 0.72], rows),
        "c5": _draw(chance, [9, 9, 8, 9, 6, 14, 12, 6, 16, 7, 2, 2], rows),
        "c6": care,
    }


def _draw(chance: np.random.Generator, weights: "np.ndarray | list[float]", rows: int) -> np.ndarray:
    share = np.asarray(weights, dtype=float)
    return chance.choice(len(share), rows, p=share / share.sum())


def trees() -> dict[str, list[list[str]]]:
    """For each clue the lines of its tree: value, then coarser labels."""
    kinds = {
        "農業": "一次二次",
        "建設": "一次二次",
        "製造": "一次二次",
        "教育": "公的",
        "医療福祉": "公的",
        "公務": "公的",
    }
    kinds |= {
        "学生": "学生",
        "家事": "無業",
        "無職": "無業",
        "自営他": "その他職",
        "派遣": "その他職",
        "経営": "その他職",
    }
    homes = {"単独": "単独", "夫婦": "核家族", "夫婦と子": "核家族", "ひとり親": "核家族"}
    fields = ["異動", "異動", "異動", "子育て", "福祉", "保険税", "保険税", "子育て", "証明", "証明", "福祉", "福祉"]
    return {
        "年齢": [[str(a), _band(a, 5), _band(a, 10), _band(a, 20), _third(a)] for a in range(101)],
        "性別": [["男"], ["女"], ["その他"]],
        "町": [[f"町{n:03}", f"地域{n * 18 // TOWNS:02}", f"地区{n * 18 // TOWNS * 5 // 18}"] for n in range(TOWNS)],
        "職業": [[one, kinds.get(one, "三次"), _working(kinds.get(one, "三次"))] for one in JOBS],
        "世帯": [[one, homes.get(one, "他世帯")] for one in FAMILIES],
        "国籍": [[one, "日本" if one == "日本" else "外国"] for one in NATIONS],
        "申請": [[one, field] for one, field in zip(MATTERS, fields, strict=True)],
    }


def _band(age: int, width: int) -> str:
    low = min(age, 80) // width * width
    return "80以上" if age >= 80 else f"{low}-{low + width - 1}"


def _third(age: int) -> str:
    return "0-19" if age < 20 else "20-59" if age < 60 else "60以上"


def _working(kind: str) -> str:
    return "非就業" if kind in ("学生", "無業") else "就業"


def write_recipe(
    folder: Path, clues: list[str], *, k: int = 5, several: int = 0, suppress: str = "5%", recoding: str = "whole"
) -> Path:
    """A recipe with its trees beside it."""
    for name, lines in trees().items():
        (folder / f"{name}.csv").write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    text = RECIPE.format(k=k, l=f"l: {several}\n" if several else "", suppress=suppress, recoding=recoding)
    for name in CLUES:
        part = f"role: quasi, hierarchy: {{kind: tree, file: {name}.csv}}" if name in clues else "role: drop"
        text += f"  - {{column: {name}, {part}}}\n"
    path = folder / f"recipe-{len(clues)}-{k}-{several}-{suppress.rstrip('%')}-{recoding}.yaml"
    path.write_text(text + "  - {column: 要介護度, role: sensitive}\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
