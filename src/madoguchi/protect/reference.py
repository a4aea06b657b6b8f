"""Writes docs/reference/policy.md from the gate's own tables: `python -m madoguchi.protect.reference`."""

import sys
from collections.abc import Iterable
from pathlib import Path

from madoguchi.protect import policy
from madoguchi.protect.channel import Channel

FILE = Path("docs/reference/policy.md")
HEAD = """# だれが、何を開けるか

`madoguchi policy` が出すものと同じです。`src/madoguchi/protect/policy.py` の表から作られ、表が変わるとテストが失敗します
(作りなおす: `python -m madoguchi.protect.reference`)。ここにない組み合わせは、すべて断ります。

すべての行に共通: 記録の利用目的と、言われた利用目的が同じであること (目的外利用の行は、2人の承認が要ります。statistics の出口だけは、利用目的「statistics」で開きます)。

## 1. 記録を開けるか

"""
SHIELDS = """
## 2. 支援措置の対象の方がいる記録で、何が残るか

1の表で許されたものから、さらに取り去ります。加えることはありません。この表にない人と出口には、記録がないのと同じです。

"""
CHANNELS = """
## 3. 出口

個人情報が保管庫を出る道は、次のものだけです。表1にない出口は、まだだれにも開きません。

"""


def written() -> str:
    first = ("だれ", "かかわり", "出口", "状態", "証明", "閲覧の記録", "ことば")
    second = ("だれ", "かかわり", "出口", "残るもの", "ことば")
    known = {channel for rule in policy.POLICY for channel in rule.channels}
    ways = [(channel.value, "使う" if channel in known else "だれにも開かない") for channel in Channel]
    return (
        HEAD
        + _table(first, policy.lines())
        + SHIELDS
        + _table(second, policy.shield_lines())
        + CHANNELS
        + _table(("出口", "いま"), ways)
    )


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [titles, tuple("---" for _ in titles), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
