"""The quality of what offices make: findings of first uploads in a thousand cells, by quarter and rule."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from madoguchi.publish.models import FirstCount

QUARTERS, LEAST = 8, 4
MOST_RULES = 12
Quarter = tuple[int, int]


def quarter_of(day: date) -> Quarter:
    return day.year, (day.month - 1) // 3 + 1


def quarters_until(day: date, n: int = QUARTERS) -> list[Quarter]:
    """The last so many calendar quarters, the present one included, oldest first."""
    year, quarter = quarter_of(day)
    places = [year * 4 + quarter - 1 - back for back in range(n)]
    return [(place // 4, place % 4 + 1) for place in reversed(places)]


@dataclass
class Sum:
    """What was brought in one quarter."""

    files: int = 0
    cells: int = 0
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # rule → errors and warnings

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    def per_thousand(self, rule: str = "") -> float | None:
        """None where nothing was brought."""
        count = self.counts.get(rule, 0) if rule else self.count
        return 1000 * count / self.cells if self.cells else None


@dataclass(frozen=True)
class Quality:
    quarters: list[Quarter]
    sums: dict[Quarter, Sum]

    def of(self, quarter: Quarter) -> Sum:
        return self.sums.get(quarter, Sum())

    @property
    def rules(self) -> list[str]:
        """The rules that were broken most, over all quarters."""
        total: dict[str, int] = defaultdict(int)
        for each in self.sums.values():
            for rule, count in each.counts.items():
                total[rule] += count
        return sorted(total, key=lambda rule: (-total[rule], rule))[:MOST_RULES]

    @property
    def is_empty(self) -> bool:
        return not any(each.cells for each in self.sums.values())


def _begun(offices: list[str], shown: list[Quarter]) -> list[Quarter]:
    """From the quarter on in which the first file came; at least a year."""
    first = FirstCount.objects.filter(office__in=offices).order_by("day").values_list("day", flat=True).first()
    begun = quarter_of(first) if first else shown[-LEAST]
    return [quarter for at, quarter in enumerate(shown) if quarter >= begun or at >= len(shown) - LEAST]


def quality(offices: Iterable[str], today: date) -> Quality:
    """Errors and warnings; notes, and what the look for people found, are no matter of quality."""
    wanted = list(offices)
    shown = _begun(wanted, quarters_until(today))
    first = date(shown[0][0], shown[0][1] * 3 - 2, 1)
    rows = FirstCount.objects.filter(office__in=wanted, day__gte=first, day__lte=today)
    sums: dict[Quarter, Sum] = defaultdict(Sum)
    for row in rows:
        each = sums[quarter_of(row.day)]
        if not row.rule:
            each.files, each.cells = each.files + 1, each.cells + row.cells
        elif row.weight in ("error", "warning") and not row.rule.startswith("personal:"):
            each.counts[row.rule] += row.count
    return Quality(shown, dict(sums))
