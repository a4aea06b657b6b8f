"""Wordings that a committee adopted and that stand in no report's file yet: asks out of the rows of its register.

Nothing is known of one but its words and its place, so nothing else is made up: no force, no kind, no indicator.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from madoguchi.declare.base import Named, Text
from madoguchi.declare.recommendations import Evidence, Recommendations


@dataclass(frozen=True)
class Wording:
    """What of an ask there is."""

    id: str
    words: Text
    force: str = ""
    kind: str = ""
    system: str = ""
    due: date | None = None  # the office's own day only
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Under:
    """Where it is to stand in the report: what of a heading there is."""

    section: Text
    title: Text
    focus: str = ""


@dataclass(frozen=True)
class Adopted:
    """What a committee adopted, where a report has its recommendations."""

    recommendations: str  # the activity's name: a statement tells by it whose ask it is about
    source: Text
    wordings: tuple[tuple[Under, Wording], ...]
    systems: tuple[Named, ...] = ()

    def asks(self) -> Iterator[tuple[Under, Wording]]:
        return iter(self.wordings)


Report = Recommendations | Adopted


def place_of(row_id: int, words: str) -> str:
    """Its name among the asks. Other words have another one: what was said about an ask never stands under other words."""
    return f"next-{row_id}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
