"""`madoguchi anonymise example DIR`: a small fictional table with its recipe, for the tutorial and for a first try."""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from madoguchi.anonymise.commands.words import guarded

ROWS = 1284
TREE = {
    "若葉町": "北地区",
    "青葉町": "北地区",
    "欅台": "北地区",
    "本町": "中央地区",
    "栄町": "中央地区",
    "港町": "南地区",
    "浜町": "南地区",
}
RECIPE = """\
recipe: jido-teate-moushikomi
title: {ja: 児童手当の申請状況, en: Claims for child allowance}
output: statistics
k: 5
l: 2
suppress: 5%
columns:
  - {column: 氏名, role: identifier}
  - {column: 宛名番号, role: linking-code}
  - {column: 年齢, role: quasi, hierarchy: {kind: age, widths: [5, 10, 20], top: 60}}
  - {column: 町, role: quasi, hierarchy: {kind: tree, file: machi.csv}, weight: 2}
  - {column: 申請日, role: quasi, hierarchy: {kind: date, levels: [month, quarter, year]}}
  - {column: 子の人数, role: quasi, hierarchy: {kind: interval, widths: [3], top: 3}}
  - {column: 結果, role: sensitive}
"""


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="新しいフォルダー")


def run(args: argparse.Namespace) -> int:
    """Write the files; an existing folder is left alone."""
    return guarded(lambda: _make(args), "ja")


def _make(args: argparse.Namespace) -> int:
    args.folder.mkdir(parents=True)
    write(args.folder)
    sys.stdout.write(f"{args.folder} に moushikomi.csv、machi.csv、recipe.yaml を作りました。\n")
    return 0


def write(folder: Path) -> None:
    """The table (every name and number is made up), the towns, and the recipe."""
    lines = ["氏名,宛名番号,年齢,町,申請日,子の人数,結果", *map(_line, range(ROWS))]
    (folder / "moushikomi.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "machi.csv").write_text("".join(f"{town},{area}\n" for town, area in TREE.items()), encoding="utf-8")
    (folder / "recipe.yaml").write_text(RECIPE, encoding="utf-8")


def _line(number: int) -> str:
    age = 20 + _chance(number, "age", 22) + _chance(number, "more", 22)
    day = f"2026-{1 + _chance(number, 'month', 12):02}-{1 + _chance(number, 'day', 28):02}"
    children = _pick(number, "children", (1, 1, 1, 2, 2, 3, 4))
    result = _pick(number, "result", ("認定", "認定", "認定", "認定", "却下", "取下げ"))
    return f"見本{number:04},{100000 + number * 7},{age},{_pick(number, 'town', tuple(TREE))},{day},{children},{result}"


def _pick(number: int, what: str, among: Sequence[object]) -> object:
    return among[_chance(number, what, len(among))]


def _chance(number: int, what: str, among: int) -> int:
    """The same number every time, and yet without a pattern."""
    return int.from_bytes(hashlib.sha256(f"{what}{number}".encode()).digest()[:4], "big") % among
