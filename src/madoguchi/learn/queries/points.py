"""One number of an indicator as it is told. Pure."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Point:
    """`value` None: hidden, or there was nothing to count."""

    begins: date
    value: int | None
    hidden: bool
    final: bool
    computed_at: datetime
