"""How long staff were with a case: read off the trail and the readings, never typed. Pure: the statement's text.

A sitting is what one person did about one case with pauses of at most ten minutes: it counts from its first to its last
doing, at least a minute. Doings are events about the case, and openings of its whole page; a line in a list is none.
Only the sum of a case is kept: no row says how long somebody worked.
"""

PAUSE = 600
"""Seconds between two doings that still are one sitting."""
LEAST = 60
"""Seconds that a sitting counts at least."""

_MINUTES = """
doing AS (
    SELECT e.about_id AS number, e.actor_id AS who, <second of e.at> AS moment
    FROM <events>
    WHERE e.about_kind IN ('case', 'application') AND e.actor_kind = 'staff'
    UNION ALL
    SELECT c.number, r.actor_id, <second of r.at>
    FROM <readings>
    WHERE r.actor_kind = 'staff' AND r.channel = 'staff-page' AND r.fields = <all fields>
), spaced AS (
    SELECT number, who, moment, lag(moment) OVER (PARTITION BY number, who ORDER BY moment) AS before FROM doing
), seated AS (
    SELECT number, who, moment, sum(CASE WHEN moment - before <= <pause> THEN 0 ELSE 1 END)
        OVER (PARTITION BY number, who ORDER BY moment ROWS UNBOUNDED PRECEDING) AS sitting
    FROM spaced
), sat AS (
    SELECT number, CASE WHEN max(moment) - min(moment) < <least> THEN <least> ELSE max(moment) - min(moment) END AS seconds
    FROM seated GROUP BY number, who, sitting
), taken AS (SELECT number, CAST((sum(seconds) + 30) / 60 AS integer) AS minutes FROM sat GROUP BY number)
"""

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


def minutes(*, of_all: bool = False) -> str:
    """The tables that a statement begins with: `taken (number, minutes)` for the cases of a table `touched (number)`."""
    text = _MINUTES.strip().replace("<pause>", str(PAUSE)).replace("<least>", str(LEAST))
    for place, words in (_OF_ALL if of_all else _OF_SOME).items():
        text = text.replace(place, words)
    return text
