"""What there is to say about the header, before any row is looked at."""

import re
from collections.abc import Iterator

from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import Matching
from madoguchi.opendata.middle import median
from madoguchi.opendata.standards.model import Need
from madoguchi.opendata.table import Table

_LOOKED_AT = 50


def header_findings(table: Table, matching: Matching | None) -> list[Finding]:
    """Findings about headings: spelt otherwise, missing, unknown. What stands twice is told by the reading."""
    line = table.header_lines[0]
    told = [*_named(matching, line), *_missing(matching), *_unknown(matching, line)] if matching else []
    return [*told, *_plane(table)]


def _plane(table: Table) -> Iterator[Finding]:
    """X and Y in metres: no standard takes them, and no check of degrees sees them."""
    for at, name in enumerate(table.header):
        cells = [row.cells[at] for row in table.rows[:_LOOKED_AT]]
        numbers = [abs(float(cell)) for cell in cells if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)]
        if re.fullmatch(r"[XYＸＹxy](座標)?", name.strip()) and numbers and median(numbers) > 1000:
            ja = "平面直角座標 (メートル) のようです。緯度・経度 (度、JGD2011) に変換した列を作ります。"
            en = "This looks like plane rectangular metres: make columns of latitude and longitude (JGD2011)."
            yield _find("coordinates:plane", ja, en, table.header_lines[0], name)


def _find(rule: str, ja: str, en: str, line: int | None = None, column: str = "", value: str = "") -> Finding:
    return Finding(rule, RULES[rule].weight, ja, en, line, column, value)


def _named(matching: Matching, line: int) -> Iterator[Finding]:
    for one in matching.matches:
        right = one.column.name
        if one.how == "spelling":
            ja, en = (
                f"見出しは「{right}」と書きます (全角・半角や横棒の違い)。",
                f"The heading is spelt {right} (width or dashes differ).",
            )
            yield _find("header:spelling", ja, en, line, one.header, one.header)
        elif one.how != "exact":
            ja, en = f"標準の「{right}」の列として調べました。", f"Checked as the standard's column {right}."
            yield _find("header:name", ja, en, line, one.header, one.header)


def _missing(matching: Matching) -> Iterator[Finding]:
    """One for each column marked ◎, one for all those marked ○ together."""
    for column in matching.missing_required:
        yield _find(
            "header:missing", "必須 (◎) の列がありません。", "This column is marked ◎ and missing.", column=column.name
        )
    names = [column.name for column in matching.missing if column.need is Need.RECOMMENDED]
    if names:
        ja, en = f"推奨 (○) の列のうち {len(names)} 列がありません。", f"{len(names)} columns marked ○ are missing."
        yield _find("header:missing-recommended", ja, en, value="、".join(names))


def _unknown(matching: Matching, line: int) -> Iterator[Finding]:
    names = [name or "(見出しなし)" for _, name in matching.homeless]
    if names:
        ja, en = f"標準にない列が {len(names)} 列あります。", f"{len(names)} columns are not in the standard."
        yield _find("header:unknown", ja, en, line, value="、".join(" ".join(name.split()) for name in names))
