"""How long staff were with a case: read off the trail and the readings, never typed. Pure.

A sitting is what one person did about one case with pauses of at most so many minutes (`labour.pause_minutes` of the town,
ten where it says nothing): it counts from its first to its last doing, at least a minute. Doings are events about the case,
and openings of its whole page; a line in a list is none. Only the sum of a case is kept: no row says how long somebody worked.
"""

from collections.abc import Iterable
from typing import Literal

Vendor = Literal["sqlite", "postgresql"]
PAUSE = 600
"""Seconds between two doings that still are one sitting, where the town declares nothing else."""
LEAST = 60
"""Seconds that a sitting counts at least."""

_DOING = """
doing AS (
    SELECT e.about_id AS number, e.actor_id AS who, <second of e.at> AS moment
    FROM <events>
    WHERE e.about_kind IN ('case', 'application') AND e.actor_kind = 'staff'
    UNION ALL
    SELECT c.number, r.actor_id, <second of r.at>
    FROM <readings>
    WHERE r.actor_kind = 'staff' AND r.channel = 'staff-page' AND r.fields = <all fields>
), """
_TAKEN: dict[Vendor, str] = {
    "sqlite": "taken AS (SELECT number, staff_minutes(who, moment) AS minutes FROM doing GROUP BY number)\n",
    "postgresql": """spaced AS (
    SELECT number, who, moment, lag(moment) OVER (PARTITION BY number, who ORDER BY moment) AS before FROM doing
), seated AS (
    SELECT number, who, moment, sum(CASE WHEN moment - before <= <pause> THEN 0 ELSE 1 END)
        OVER (PARTITION BY number, who ORDER BY moment ROWS UNBOUNDED PRECEDING) AS sitting
    FROM spaced
), sat AS (
    SELECT number, CASE WHEN max(moment) - min(moment) < <least> THEN <least> ELSE max(moment) - min(moment) END AS seconds
    FROM seated GROUP BY number, who, sitting
), taken AS (SELECT number, CAST((sum(seconds) + 30) / 60 AS integer) AS minutes FROM sat GROUP BY number)
""",
}
"""PostgreSQL sorts once for all the windows. SQLite sorts for each, which took twice as long as the law in Python does."""

_OF_SOME = {
    "<events>": "touched t JOIN trail_event e ON e.about_id = t.number",
    "<readings>": (
        "touched t JOIN decide_case c ON c.number = t.number JOIN protect_readingitem i ON i.record_id = c.record_id"
        " JOIN protect_reading r ON r.id = i.reading_id"
    ),
}
_OF_ALL = {
    "<events>": "trail_event e",
    "<readings>": (
        "protect_reading r <join in this order> protect_readingitem i ON i.reading_id = r.id"
        " <join in this order> decide_case c ON c.record_id = i.record_id"
    ),
}
"""Of all cases the tables are read from end to end, in the order in which they lie, not case by case."""


def minutes_in(doings: Iterable[tuple[str, int]], pause: int) -> int:
    """The law itself: the minutes of one case, from who did something in which second."""
    total = begun = last = 0
    sitting = ""
    for who, moment in sorted(doings):
        if who != sitting or moment - last > pause:
            total += max(LEAST, last - begun) if sitting else 0
            sitting, begun = who, moment
        last = moment
    return (total + max(LEAST, last - begun) + 30) // 60


class StaffMinutes:
    """`minutes_in` as an aggregate of SQLite."""

    pause = PAUSE

    def __init__(self) -> None:
        self.doings: list[tuple[str, int]] = []

    def step(self, who: str, moment: int) -> None:
        self.doings.append((who, moment))

    def finalize(self) -> int:
        return minutes_in(self.doings, self.pause)


def minutes(vendor: Vendor, pause: int, *, of_all: bool = False) -> str:
    """The tables that a statement begins with: `taken (number, minutes)` for the cases of a table `touched (number)`."""
    text = (_DOING + _TAKEN[vendor]).strip().replace("<pause>", str(pause)).replace("<least>", str(LEAST))
    for place, words in (_OF_ALL if of_all else _OF_SOME).items():
        text = text.replace(place, words)
    return text
