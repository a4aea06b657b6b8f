"""Declarations and inputs as files, made by the tests."""

import csv
from pathlib import Path

from madoguchi.anonymise.tables.making import Made, Request, make
from madoguchi.anonymise.tables.reading import Input

SPEC = """\
table: kaigo
title: {ja: 町・年齢・性別ごとの人数}
dimensions:
  - {id: town, column: 町, total: 区全体, groups: {北: [一丁目, 二丁目], 南: [三丁目, 四丁目]}}
  - {id: sex, column: 性別, values: [男, 女]}
  - {id: care, column: 要介護度, values: [要支援, 要介護]}
tables:
  - {id: town-sex, by: [town, sex]}
  - {id: town-care, by: [town, care]}
rules: {minimum: 10}
"""
COUNTS = {("一丁目", "男"): 3, ("一丁目", "女"): 20, ("二丁目", "男"): 30, ("二丁目", "女"): 40, ("三丁目", "男"): 25,
          ("三丁目", "女"): 0, ("四丁目", "男"): 50, ("四丁目", "女"): 60}  # fmt: skip


def records(counts: dict[tuple[str, str], int] = COUNTS) -> list[list[str]]:
    """One row a person; every fifth has 要介護."""
    rows = [["町", "性別", "要介護度"]]
    for (town, sex), many in counts.items():
        rows += [[town, sex, "要介護" if n % 5 == 0 else "要支援"] for n in range(many)]
    return rows


def written(folder: Path, rows: list[list[str]], spec: str = SPEC, name: str = "input.csv") -> Request:
    """Both files, and the request to make a release of them."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "table.yaml").write_text(spec, encoding="utf-8")
    return Request(Input(str(folder / name)), folder / "table.yaml", folder / "out")


def made(folder: Path, rows: list[list[str]] | None = None, spec: str = SPEC) -> Made:
    return make(written(folder, rows or records(), spec))


def released(folder: Path, name: str) -> dict[tuple[str, ...], str]:
    """A released table in its long form: names of the nodes → what stands there."""
    with (folder / "out/release" / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return {tuple(row[:-1]): row[-1] for row in rows[1:]}
