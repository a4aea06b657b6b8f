"""What there is to say about the header, before any row is looked at."""

from collections.abc import Iterator

from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import Matching
from madoguchi.opendata.standards.model import Need


def header_findings(line: int, matching: Matching | None) -> list[Finding]:
    """Findings about headings: spelt otherwise, missing, unknown. What stands twice is told by the reading."""
    if matching is None:
        return []
    return [*_named(matching, line), *_missing(matching), *_unknown(matching, line)]


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
