"""A total is the sum of its parts: 総人口 = 男性 + 女性, 男性 = every 「…歳の男性」, 男性トイレ総数 = its kinds."""

from collections.abc import Mapping, Sequence

from madoguchi.opendata.checking.cells import Verdict
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.rows.model import Placed, RowRule
from madoguchi.opendata.checking.rules import RULES


def make(places: Mapping[str, int], place: Place | None) -> list[RowRule]:
    """A rule for each total whose parts the table has."""
    found = []
    if {"総人口", "男性", "女性"} <= set(places):
        found.append(("総人口", ["男性", "女性"]))
    for name in places:
        if name in ("男性", "女性"):
            found.append((name, [part for part in places if part.endswith(f"の{name}")]))
        elif name.endswith("総数"):
            found.append((name, [part for part in places if part.startswith(f"{name[:-2]}数（")]))
    return [_rule(name, [places[one] for one in (name, *parts)]) for name, parts in found if len(parts) > 1]


def _rule(name: str, columns: Sequence[int]) -> RowRule:
    def judge(cells: Sequence[str]) -> list[Placed]:
        if not all(map(str.isdecimal, cells)):
            return []
        stated, *parts = map(int, cells)
        return [] if stated == sum(parts) else [Placed(0, _verdict(name, stated, sum(parts)))]

    blank = " OR ".join(f"{{{at}}} = ''" for at in range(len(columns)))
    added = " + ".join(f"TRY_CAST({{{at}}} AS BIGINT)" for at in range(1, len(columns)))
    return RowRule(tuple(columns), judge, f"({blank} OR coalesce(TRY_CAST({{0}} AS BIGINT) = {added}, false))")


def _verdict(name: str, stated: int, total: int) -> Verdict:
    ja = f"「{name}」{stated:,} が、内訳の合計 {total:,} と合いません。"
    return Verdict("total", RULES["total"].weight, ja, f"{name} is {stated:,}, but its parts add up to {total:,}.")
