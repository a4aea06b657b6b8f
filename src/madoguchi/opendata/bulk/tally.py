"""Findings counted in full and kept as far as somebody will read them."""

import sys
from collections import Counter
from collections.abc import Iterable

from madoguchi.opendata.bulk.irregular import Irregular
from madoguchi.opendata.checking.cells import Verdict
from madoguchi.opendata.checking.judging import Judge, Placing
from madoguchi.opendata.finding import Finding


class Tally:
    """The first `most` findings of every rule and column, in the order in which they come; and how many there are.

    `in_all`: so many are kept together; one more raises Irregular.
    """

    def __init__(self, most: int, *, in_all: int = sys.maxsize) -> None:
        self.most, self.in_all = most, in_all
        self.counts: Counter[tuple[str, str]] = Counter()
        self.kept: list[tuple[Placing, Finding]] = []

    def add(self, found: Iterable[tuple[Placing, Finding]]) -> None:
        """Findings of one row or column, rows in the order of the file."""
        for one in found:
            key = (one[1].rule, one[1].column)
            self.counts[key] += 1
            if self.counts[key] <= self.most:
                self._keep(one)

    def see(self, judge: Judge, line: int, at: int, cell: str, verdict: Verdict) -> None:
        """A verdict, which is made a finding only where it is kept."""
        key = (verdict.rule, judge.header[at])
        self.counts[key] += 1
        if self.counts[key] <= self.most:
            self._keep(judge.finding(line, at, cell, verdict))

    def _keep(self, one: tuple[Placing, Finding]) -> None:
        if len(self.kept) >= self.in_all:
            raise Irregular
        self.kept.append(one)

    def more(self, rule: str, column: str, count: int) -> None:
        """That many are there beside those kept."""
        if count > 0:
            self.counts[rule, column] += count
