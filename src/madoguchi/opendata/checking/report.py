"""What a check found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from madoguchi.opendata.finding import Finding, Weight
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Source

Counts = Mapping[tuple[str, str], int]
"""(rule, column) → how often."""


class _Found(NamedTuple):
    source: Source
    standard: Standard | None
    rows: int
    columns: int
    findings: tuple[Finding, ...]
    counts: Counts
    unchecked: tuple[str, ...] = ()


class Report(_Found):
    """`findings` in the order of the file, those about whole columns first. Deterministic: no clock, no chance.

    `counts` tells all, also where `findings` holds but the first of a rule and column (`bulk`). `unchecked` names the
    rules that were left out and why.
    """

    @property
    def cells(self) -> int:
        """Cells that were looked at."""
        return self.rows * self.columns

    @property
    def per_rule(self) -> dict[str, int]:
        """Rule → how often, the most frequent first."""
        found: Counter[str] = Counter()
        for (rule, _), count in self.counts.items():
            found[rule] += count
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    @cached_property
    def per_weight(self) -> dict[Weight, int]:
        """Weight → how often; every weight is there. A rule may weigh less in a column that the standard does not know."""
        weights = {(finding.rule, finding.column): finding.weight for finding in self.findings}
        found = dict.fromkeys(Weight, 0)
        for key, count in self.counts.items():
            found[weights[key]] += count
        return found

    @property
    def has_errors(self) -> bool:
        """Whether something is against the edition's rules."""
        return self.per_weight[Weight.ERROR] > 0

    @property
    def per_thousand_cells(self) -> float:
        """Errors and warnings in a thousand cells, to compare one edition of a file with the next."""
        weighty = self.per_weight[Weight.ERROR] + self.per_weight[Weight.WARNING]
        return 1000 * weighty / self.cells if self.cells else 0.0

    def with_more(self, findings: Sequence[Finding]) -> "Report":
        """With findings about the file as a whole before all others."""
        if not findings:
            return self
        return self._replace(
            findings=(*findings, *self.findings), counts=Counter(self.counts) + Counter(counted(findings))
        )

    def as_json(self) -> dict[str, Any]:
        """For machines; the same report always gives the same."""
        return {
            "file": self.source.name,
            "standard": self.standard.key if self.standard else None,
            "rows": self.rows,
            "columns": self.columns,
            "cells": self.cells,
            "counts": {weight.value: count for weight, count in self.per_weight.items()},
            "per_rule": self.per_rule,
            "per_thousand_cells": round(self.per_thousand_cells, 3),
            "unchecked": list(self.unchecked),
            "findings": [finding_as_json(finding) for finding in self.findings],
        }


def counted(findings: Iterable[Finding]) -> dict[tuple[str, str], int]:
    """How often each rule was broken in each column."""
    return dict(Counter((finding.rule, finding.column) for finding in findings))


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """One finding; `repair` None where there is no proposal."""
    repair = finding.repair
    return {
        "rule": finding.rule,
        "weight": finding.weight.value,
        "line": finding.line,
        "column": finding.column,
        "value": finding.value,
        "ja": finding.ja,
        "en": finding.en,
        "repair": repair
        and {"kind": repair.kind, "before": repair.before, "after": repair.after, "provable": repair.provable},
    }
