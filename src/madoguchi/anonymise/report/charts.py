"""Bars as inline SVG, with the same numbers in a table beside them."""

from collections.abc import Sequence
from itertools import count

from madoguchi.anonymise.report.html import Html, join, table, tag

Bar = tuple[str, int]
MOST = 12
ROW, NAME, WIDTH, ROOM = 26, 118, 360, 66
_NUMBERS = count(1)


def bars(title: str, subtitle: str, rows: Sequence[Bar], words: "Words") -> Html:
    """Horizontal bars; of many values the largest, the rest together."""
    shown = _shortened(rows, words)
    name = f"chart{next(_NUMBERS)}"
    most = max((often for _, often in shown), default=1) or 1
    told = "、".join(f"{label} {often:,}" for label, often in shown)
    height = ROW * len(shown) + 6
    lines = [join(_bar(place, bar, most)) for place, bar in enumerate(shown)]
    picture = tag(
        "svg",
        tag("title", f"{title}: {told}", id=name),
        *lines,
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby=name,
    )
    numbers = table(title, (words.value, words.rows), [(label, f"{often:,}") for label, often in shown], (1,))
    return tag(
        "figure",
        tag("figcaption", tag("strong", title), tag("span", subtitle)),
        picture,
        tag("details", tag("summary", words.in_numbers), numbers),
        class_="chart",
    )


class Words:
    """The words around a chart in one language."""

    def __init__(self, value: str, rows: str, in_numbers: str, others: str) -> None:
        self.value, self.rows, self.in_numbers, self.others = value, rows, in_numbers, others


def _shortened(rows: Sequence[Bar], words: Words) -> list[Bar]:
    if len(rows) <= MOST:
        return list(rows)
    largest = sorted(rows, key=lambda bar: -bar[1])[: MOST - 1]
    kept = [bar for bar in rows if bar in largest][: MOST - 1]
    rest = sum(often for _, often in rows) - sum(often for _, often in kept)
    return [*kept, (words.others.format(n=len(rows) - len(kept)), rest)]


def _bar(place: int, bar: Bar, most: int) -> list[Html]:
    label, often = bar
    y = place * ROW
    wide = max(1.0 if often else 0.0, (WIDTH - NAME - ROOM) * often / most)
    text = label if len(label) <= MOST else label[: MOST - 1] + "…"
    return [
        tag("text", text or "—", x=NAME - 8, y=y + 17, text_anchor="end", class_="t"),
        tag("rect", x=NAME, y=y + 4, width=f"{wide:.1f}", height=ROW - 8, rx=3, class_="bar"),
        tag("text", f"{often:,}", x=f"{NAME + wide + 6:.1f}", y=y + 17, class_="tb"),
    ]
