"""The statements that roll the trail up, for both databases. Values come as parameters; nothing is put into the text."""

from dataclasses import dataclass

from madoguchi.learn.sittings import Vendor, minutes


@dataclass(frozen=True)
class Parts:
    """One statement: the table with its columns, what is counted, and what becomes of a row that is there already."""

    into: str
    counted: str
    again: str

    @property
    def table(self) -> str:
        return self.into.split()[0]

    def __str__(self) -> str:
        return f"INSERT INTO {self.into} {self.counted} {self.again}"


_DAYS = Parts(
    "learn_daily (verb, part, procedure, version, office, channel, day, taken, n)",
    """
SELECT e.verb,
    CASE e.verb
        WHEN 'receive.submitted' THEN CASE WHEN CAST(e.data ->> 'drafted' AS text) IN ('1', 'true') THEN 'drafted' ELSE '' END
        WHEN 'receive.draft_expired' THEN coalesce(e.data ->> 'page', '')
        WHEN 'decide.decided' THEN coalesce(e.data ->> 'result', '')
        WHEN 'receive.rated' THEN coalesce(e.data ->> 'part', '')
        ELSE '' END AS part,
    coalesce(c.procedure, e.data ->> 'procedure', '') AS procedure,
    coalesce(c.version_hash, '') AS version,
    coalesce(c.office, e.data ->> 'office', '') AS office,
    coalesce(c.via, e.data ->> 'via', '') AS channel,
    <day of e.at> AS day,
    CASE e.verb WHEN 'receive.submitted' THEN coalesce(e.data ->> 'took', '') ELSE '' END AS taken,
    count(*) AS n
FROM trail_event e
LEFT JOIN decide_case c ON e.about_kind IN ('case', 'application') AND c.number = e.about_id
WHERE <which> AND e.verb <> 'clock.tick'
GROUP BY 7, 3, 1, 2, 5, 6, 4, 8
""",
    """
ON CONFLICT (verb, day, procedure, office, channel, part, version, taken) DO UPDATE SET n = learn_daily.n + excluded.n
""",
)
_CASES = Parts(
    """learn_caseline (
    number, procedure, version, office, via, received_on, decided_on, closed_on, days_decided, days_closed,
    corrected, extended, withdrawn, has_standard, in_time, proposed, overridden, named, minutes
)""",
    """
WITH touched AS (<touched>), <minutes>
SELECT c.number, c.procedure, c.version_hash, c.office, c.via, c.received_on, c.decided_on, <day of c.closed_at> AS closed_on,
    <days from c.received_on to c.decided_on> AS days_decided, <days from c.received_on to closed> AS days_closed,
    EXISTS (SELECT 1 FROM decide_correction k WHERE k.case_id = c.id) AS corrected,
    c.extended, c.state = 'withdrawn' AS withdrawn, c.due_on < '9999-12-31' AS has_standard,
    c.decided_on IS NOT NULL AND c.due_on < '9999-12-31' AND c.decided_on <= c.due_on AND NOT c.extended AS in_time,
    d.proposal_id IS NOT NULL AS proposed, coalesce(NOT d.followed, <false>) AS overridden,
    coalesce(d.decided_by_name, '') <> '' AS named, taken.minutes
FROM touched t JOIN decide_case c ON c.number = t.number LEFT JOIN decide_decision d ON d.case_id = c.id
LEFT JOIN taken ON taken.number = c.number
WHERE true
""",
    """
ON CONFLICT (number) DO UPDATE SET
    procedure = excluded.procedure, version = excluded.version, office = excluded.office, via = excluded.via,
    received_on = excluded.received_on, decided_on = excluded.decided_on, closed_on = excluded.closed_on,
    days_decided = excluded.days_decided, days_closed = excluded.days_closed, corrected = excluded.corrected,
    extended = excluded.extended, withdrawn = excluded.withdrawn, has_standard = excluded.has_standard,
    in_time = excluded.in_time, proposed = excluded.proposed, overridden = excluded.overridden, named = excluded.named,
    minutes = excluded.minutes
""",
)

_TOUCHED = """
    SELECT e.about_id AS number FROM trail_event e WHERE <which> AND e.about_kind IN ('case', 'application')
    UNION
    SELECT c.number FROM trail_event e JOIN protect_readingitem i ON i.reading_id = CAST(e.about_id AS bigint)
    JOIN decide_case c ON c.record_id = i.record_id
    WHERE <which> AND e.verb = 'protect.read' AND e.actor_kind = 'staff'"""

_RANGE = "e.id > %s AND e.id <= %s AND e.id NOT IN (SELECT CAST(value AS bigint) FROM <list>)"
_ONE_OF = "e.id IN (SELECT CAST(value AS bigint) FROM <list>)"

_WORDS: dict[Vendor, dict[str, str]] = {
    "sqlite": {
        "<day of e.at>": "date(e.at, '+9 hours')",
        "<day of c.closed_at>": "date(c.closed_at, '+9 hours')",
        "<days from c.received_on to c.decided_on>": "CAST(julianday(c.decided_on) - julianday(c.received_on) AS integer)",
        "<days from c.received_on to closed>": (
            "CAST(julianday(date(c.closed_at, '+9 hours')) - julianday(c.received_on) AS integer)"
        ),
        "<false>": "0",
        "<second of e.at>": "CAST(round(julianday(e.at) * 86400) AS integer)",
        "<second of r.at>": "CAST(round(julianday(r.at) * 86400) AS integer)",
        "<all fields>": "'[\"*\"]'",
        "<list>": "json_each(%s)",
        "<join in this order>": "CROSS JOIN",  # so SQLite reads the tables as they are written; it is a plain join
    },
    "postgresql": {
        "<day of e.at>": "(e.at AT TIME ZONE 'Asia/Tokyo')::date",
        "<day of c.closed_at>": "(c.closed_at AT TIME ZONE 'Asia/Tokyo')::date",
        "<days from c.received_on to c.decided_on>": "c.decided_on - c.received_on",
        "<days from c.received_on to closed>": "(c.closed_at AT TIME ZONE 'Asia/Tokyo')::date - c.received_on",
        "<false>": "false",
        "<second of e.at>": "CAST(extract(epoch FROM e.at) AS bigint)",
        "<second of r.at>": "CAST(extract(epoch FROM r.at) AS bigint)",
        "<all fields>": """'["*"]'::jsonb""",
        "<list>": "jsonb_array_elements_text(%s::jsonb)",
        "<join in this order>": "JOIN",
    },
}


def all_cases(vendor: Vendor, pause: int) -> Parts:
    """Every case at once, for counting anew. Nothing else is in that table then."""
    whole = minutes(vendor, pause, of_all=True)
    text = _CASES.counted.replace("<touched>", "SELECT number FROM decide_case").replace("<minutes>", whole)
    return Parts(_CASES.into, _said(text, "", vendor), "")


def days(vendor: Vendor, *, listed: bool) -> Parts:
    """Roll up the days. Parameters: after, upto, and a JSON list of ids to leave out; where `listed`, only a JSON list of ids."""
    return Parts(_DAYS.into, _said(_DAYS.counted, _ONE_OF if listed else _RANGE, vendor), _DAYS.again)


def cases(vendor: Vendor, pause: int, *, listed: bool) -> Parts:
    """Roll up the cases that were touched. Parameters: those of `days`, twice."""
    text = _CASES.counted.replace("<touched>", _TOUCHED).replace("<minutes>", minutes(vendor, pause))
    return Parts(_CASES.into, _said(text, _ONE_OF if listed else _RANGE, vendor), _CASES.again)


def _said(text: str, which: str, vendor: Vendor) -> str:
    text = text.replace("<which>", which)
    for place, words in _WORDS[vendor].items():
        text = text.replace(place, words)
    return text
