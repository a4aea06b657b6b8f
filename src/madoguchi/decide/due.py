"""The clock of a case: the standard processing period (標準処理期間, 行政手続法6条) and how far it has run.

It begins with the arrival, stands still while a correction is awaited, and goes on by exactly as many days. Pure: the
caller brings the day, the unit and the closing days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from madoguchi.declare.procedure import Days
from madoguchi.japan.workdays import Closing, add_working_days, deadline, is_open

NEVER = date(9999, 12, 31)
"""The due date of a case without a standard period: it comes last in every queue."""
NEAR = 3
"""Days before the due date from which the queue warns."""

Unit = Literal["calendar", "working"]
Kind = Literal["runs", "near", "over", "still", "none"]


def first_due(received_on: date, days: Days | None, closing: Iterable[Closing] = ()) -> date:
    """The last day of the standard period; NEVER without one."""
    return deadline(received_on, days.n, days.unit, closing) if days else NEVER


def stopped(paused_on: date, resumed_on: date, unit: Unit, closing: Iterable[Closing] = ()) -> int:
    """How many days of the unit the clock stood still: the day after the pause is the first of them."""
    days = max(0, (resumed_on - paused_on).days)
    if unit == "calendar":
        return days
    closings = tuple(closing)
    return sum(is_open(paused_on + timedelta(days=n), closings) for n in range(1, days + 1))


def shifted(due_on: date, days: int, unit: Unit, closing: Iterable[Closing] = ()) -> date:
    """The due date after the clock stood still for so many days of the unit."""
    if due_on == NEVER:
        return NEVER
    return due_on + timedelta(days=days) if unit == "calendar" else add_working_days(due_on, days, closing)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a person sees of the clock. `days` are left (runs, near, still) or passed (over); `waiting` while it stands still.

    `run` is how much of the period has gone, 0 to 1.
    """

    kind: Kind
    days: int
    due_on: date
    waiting: int
    run: float


def clock_of(*, received_on: date, due_on: date, paused_on: date | None, today: date) -> Clock:
    """The clock's face on a day, in calendar days."""
    if due_on == NEVER:
        return Clock("none", 0, due_on, 0, 0.0)
    at = paused_on or today
    left = (due_on - at).days
    whole = max(1, (due_on - received_on).days)
    run = min(1.0, max(0.0, (whole - left) / whole))
    if paused_on:
        return Clock("still", left, due_on, max(0, (today - paused_on).days), run)
    kind: Kind = "over" if left < 0 else "near" if left <= NEAR else "runs"
    return Clock(kind, abs(left), due_on, 0, run)
