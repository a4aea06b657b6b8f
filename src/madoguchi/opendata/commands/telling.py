"""A report in plain words, for a pipe, a log or a mail."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from madoguchi.opendata.checking.report import Report
from madoguchi.opendata.errors import Language
from madoguchi.opendata.finding import Finding, Weight

_MOST_LINES, _EXAMPLES = 8, 3
WEIGHTS = {
    Weight.ERROR: {"ja": "誤り", "en": "error"},
    Weight.WARNING: {"ja": "注意", "en": "warning"},
    Weight.NOTE: {"ja": "参考", "en": "note"},
}


class Group(NamedTuple):
    """The findings of one rule in one column; `total` of all, `findings` maybe only the first of them."""

    findings: tuple[Finding, ...]
    total: int

    @property
    def first(self) -> Finding:
        """All share its rule, weight and column."""
        return self.findings[0]


def groups(report: Report) -> list[Group]:
    """By rule and column: errors first, then as they come in the file."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        found.setdefault((finding.rule, finding.column), []).append(finding)
    order = list(Weight)
    made = [Group(tuple(some), report.counts[key]) for key, some in found.items()]
    return sorted(made, key=lambda group: order.index(group.first.weight))


def tell(report: Report, language: Language, *, everything: bool = False) -> str:
    """The whole report as lines of text."""
    lines = [headline(report, language), summary(report, language)]
    for group in groups(report):
        lines += ["", *_group(group, language, everything=everything)]
    lines += ["", *closing(report, language)]
    return "\n".join(lines).rstrip() + "\n"


def headline(report: Report, language: Language) -> str:
    """File, standard, size."""
    name, size = report.source.name, f"{report.rows:,} 行 × {report.columns} 列"
    if language == "en":
        size = f"{report.rows:,} rows × {report.columns} columns"
    if report.standard is None:
        return {
            "ja": f"{name}: 標準データセットを見分けられません (--as で指定できます)。どの表にも当てはまることだけを調べました。{size}",
            "en": f"{name}: no standard dataset was recognised (name it with --as); checked only for what holds in any table. {size}",
        }[language]
    key = report.standard.key
    return {
        "ja": f"{name}: 「{report.standard.name}」({key}) として調べました。{size}",
        "en": f"{name}: checked as {key}. {size}",
    }[language]


def summary(report: Report, language: Language) -> str:
    """How many of each weight, and per 1,000 cells."""
    counts = report.per_weight
    parts = [f"{WEIGHTS[weight][language]} {counts[weight]:,}" for weight in Weight]
    if language == "ja":
        return f"{'、'.join(parts)} (誤りと注意は 1,000 セルに {report.per_thousand_cells:.2f})"
    return f"{', '.join(parts)} ({report.per_thousand_cells:.2f} errors and warnings in 1,000 cells)"


def closing(report: Report, language: Language) -> list[str]:
    """What can be repaired, what was not checked."""
    kinds: dict[str, int] = {}
    for finding in report.findings:
        if finding.repair:
            kind = finding.repair.kind + ("" if finding.repair.provable else "?")
            kinds[kind] = kinds.get(kind, 0) + 1
    lines = []
    if kinds:
        listed = "、".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items(), key=lambda one: -one[1]))
        ja, en = (" (「?」は推測)", " (“?” is a guess)") if "?" in listed else ("", "")
        lines.append(
            f"直し方の提案: {listed}{ja}。`madoguchi dataset repair` で選んで直せます。"
            if language == "ja"
            else f"Proposed repairs: {listed}{en}. Choose with `madoguchi dataset repair`."
        )
    if report.unchecked:
        names = ", ".join(report.unchecked)
        lines.append(f"調べていないもの: {names}" if language == "ja" else f"Not checked: {names}")
    return lines


def _group(group: Group, language: Language, *, everything: bool) -> Iterator[str]:
    first = group.first
    column = " ".join(first.column.split())
    yield f"{WEIGHTS[first.weight][language]}  {first.rule}  {column}  {places(group, language, everything=everything)}".rstrip()
    shown = group.findings if everything else _examples(group.findings)
    said = ""
    for finding in shown:
        words = finding.ja if language == "ja" else finding.en
        if words != said:
            yield f"    {words}"
            said = words
        if finding.value or finding.repair:
            yield f"      {example(finding, language, longest=1_000 if finding.line is None else 60)}"


def _examples(findings: Sequence[Finding]) -> list[Finding]:
    """The first with each message."""
    kinds = list({finding.ja: finding for finding in reversed(findings)}.values())
    return kinds[::-1][:_EXAMPLES]


def places(group: Group, language: Language, *, everything: bool = False) -> str:
    """How often, and on which lines."""
    lines = list(dict.fromkeys(finding.line for finding in group.findings if finding.line is not None))
    if not lines:
        return ""
    shown = lines if everything else lines[:_MOST_LINES]
    listed = ", ".join(map(str, shown))
    more = group.total > len(shown)
    if language == "ja":
        return f"{group.total:,} 件: {listed} 行目" + ("ほか" if more else "")
    return f"{group.total:,} on line {listed}" + (" and more" if more else "")


def example(finding: Finding, language: Language, *, longest: int = 60) -> str:
    """The line, the cell, and what is proposed."""
    line = "" if finding.line is None else (f"{finding.line} 行目 " if language == "ja" else f"line {finding.line} ")
    text = (
        f"{line}「{shown(finding.value, longest)}」" if language == "ja" else f"{line}“{shown(finding.value, longest)}”"
    )
    if finding.repair is None:
        return text
    quoted = "「{}」" if language == "ja" else "“{}”"
    empty = "(空)" if language == "ja" else "(empty)"
    after = quoted.format(shown(finding.repair.after, longest)) if finding.repair.after else empty
    guess = "" if finding.repair.provable else (" (推測)" if language == "ja" else " (a guess)")
    return f"{text} → {after}{guess}"


def shown(cell: str, longest: int) -> str:
    """A cell on one line, spaces that matter made visible, cut where it is long."""
    seen = "".join(_seen(sign) for sign in cell[:longest])
    lead, trail = len(seen) - len(seen.lstrip(" ")), len(seen) - len(seen.rstrip(" "))
    return (
        "␣" * lead + seen.strip(" ") + ("␣" * trail if seen.strip(" ") else "") + ("…" if len(cell) > longest else "")
    )


def _seen(sign: str) -> str:
    if sign == "\u3000":
        return "□"
    return sign if sign.isprintable() else {"\n": "⏎", "\r": "", "\t": "⇥"}.get(sign, f"<{ord(sign):04X}>")
