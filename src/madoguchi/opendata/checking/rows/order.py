"""開始 is not after 終了."""

import re
from collections.abc import Mapping, Sequence

from madoguchi.opendata.checking.cells import Verdict
from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.rows.model import Placed, RowRule
from madoguchi.opendata.checking.rules import RULES

_COMPARABLE = f"{FORMATS['time_hhmm'].pattern}|{FORMATS['date_iso'].pattern}"


def make(places: Mapping[str, int], place: Place | None) -> list[RowRule]:
    """A rule for each pair of columns whose names differ in 開始 and 終了 alone."""
    return [_rule(places[name], at) for name in places for at in _end(name, places)]


def _end(name: str, places: Mapping[str, int]) -> list[int]:
    other = name.replace("開始", "終了")
    return [places[other]] if other != name and other in places else []


def _rule(start: int, end: int) -> RowRule:
    return RowRule((start, end), _judge, "({0} = '' OR {1} = '' OR {0} <= {1})")


def _judge(cells: Sequence[str]) -> list[Placed]:
    first, last = cells
    if (
        first <= last
        or not last
        or len(first) != len(last)
        or not (re.fullmatch(_COMPARABLE, first) and re.fullmatch(_COMPARABLE, last))
    ):
        return []
    return [Placed(1, _verdict(first, last))]


def _verdict(first: str, last: str) -> Verdict:
    ja = f"開始 ({first}) が終了 ({last}) より後です。" + (
        "翌日に終わるなら、特記事項に書きます。" if ":" in first else ""
    )
    en = f"It starts ({first}) after it ends ({last})." + (
        " If it ends on the next day, say so in the remarks." if ":" in first else ""
    )
    return Verdict("order", RULES["order"].weight, ja, en)
