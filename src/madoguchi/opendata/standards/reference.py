"""The list in docs/reference/standards.md, written from the data; a test holds the page to it."""

from madoguchi.opendata.standards.loading import editions, standards

_EVIDENCE = {"official": "公式", "headers": "見出し", "inferred": "推定"}
_NEEDS = (("required", "◎"), ("recommended", "○"), ("optional", "空"), ("unknown", "不明"))


def table() -> str:
    """Markdown: for each edition its words and one line per dataset."""
    there = standards()
    lines: list[str] = []
    for edition in reversed(editions()):
        lines += [
            f"### `{edition.key}` {edition.name}",
            "",
            f"発行: {edition.issuer}。ライセンス: {edition.licence}。見た日 {edition.last_checked}、次に見る日 {edition.next_check}。{edition.note}",
            "",
            "| 番号 | key | 名前 | 列 | 根拠 | 区分の内訳 | 完全さ |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ]
        for one in (there[key] for key in edition.datasets):
            needs = [(mark, sum(column.need == need for column in one.columns)) for need, mark in _NEEDS]
            told = " ".join(f"{mark}{count}" for mark, count in needs if count)
            lines.append(
                f"| {one.number} | `{one.key}` | {one.name} | {len(one.columns)} | {_EVIDENCE[one.evidence]} | {told} | {one.completeness} |"
            )
        lines.append("")
    return "\n".join(lines)
