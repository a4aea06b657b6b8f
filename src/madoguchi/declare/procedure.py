"""A procedure (手続): the one file from which form, queue, record and statistics come."""

from calendar import isleap
from datetime import date
from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from madoguchi.declare.base import Cited, Declared, Named, Slug, Text
from madoguchi.declare.conditions import Condition
from madoguchi.declare.file_rules import FileRules
from madoguchi.declare.letters import Letters

When = Condition | Slug
"""A condition written in place, or the name of one in `conditions:`."""

RiskClass = Literal["identifier", "quasi", "sensitive", "plain"]
"""What a field reveals. identifier: names a person by itself. quasi: helps to single a person out (準識別子).
sensitive: must not become known (要配慮個人情報 and what the town treats like it). plain: neither."""

Type = Literal[
    "text", "long-text", "number", "money", "choice", "multi-choice", "date", "time", "date-range",
    "person-name", "address", "telephone", "email", "bank-account", "file", "my-number", "note",
]  # fmt: skip
STORES_NOTHING: frozenset[str] = frozenset({"my-number", "note"})
"""Types that keep no answer, so they take no class."""

WHEREABOUTS: frozenset[str] = frozenset({"address", "telephone", "email", "bank-account", "file"})
"""Types whose answers can tell where a person is: each must say whether it is withheld for shielded people."""

Evidence = Literal["A", "B", "C"]
"""A: official text seen. B: a municipality's page seen. C: from memory, to be checked; the page says so."""


class StatisticsRule(Declared):
    """How a quasi-identifier is coarsened before any count leaves the vault."""

    band: str | None = None  # "5y": years of age or of a date; "1000": width of a number
    level: Literal["town", "municipality", "prefecture"] | None = None
    part: Literal["year", "quarter", "month"] | None = None


class Field(Declared):
    id: Slug
    type: Type
    label: Text
    help: Text | None = None
    risk: RiskClass | None = Key(None, alias="class")  # required unless the type stores nothing; never a default
    subject: Slug | None = None  # whose data it is: applicant, child, …; a key of `subjects`
    shield: bool | None = None  # required where it can tell where a person is: withheld for shielded people?
    required: bool = True
    when: When | None = None
    # by type
    kana: Literal["required", "optional", "none"] | None = None
    list: Slug | None = None
    options: tuple[Named, ...] | None = None
    accept: tuple[Literal["pdf", "jpeg", "png"], ...] | None = None
    max_mb: Annotated[int, Key(ge=1, le=50)] | None = None
    max_files: Annotated[int, Key(ge=1, le=20)] | None = None
    min: int | str | None = None  # number, money; a date: "today", "-18y", "2020-01-01"
    max: int | str | None = None
    max_length: Annotated[int, Key(ge=1, le=10_000)] | None = None
    unit: Text | None = None
    words: Text | None = None  # the body of a note
    stats: Literal["keep", "drop", "count"] | StatisticsRule | None = None  # count: in released tables only
    evidence: Evidence | None = None

    @property
    def is_withheld(self) -> bool:
        """Withheld when somebody in the record is shielded; a declaration that does not say is one that says yes."""
        return self.type in WHEREABOUTS if self.shield is None else self.shield


class Repeat(Declared):
    min: Annotated[int, Key(ge=0)] = 1
    max: Annotated[int, Key(ge=1, le=50)]
    title: Text


class Page(Declared):
    id: Slug
    title: Text | None = None  # required unless it repeats or exits
    intro: Text | None = None
    when: When | None = None
    fields: tuple[Field, ...] = ()
    exit: Text | None = None  # ends the form here with these words
    repeat: Repeat | None = None


class Identity(Declared):
    level: Literal["none", "verified"] = "none"
    counter: bool = True
    proxy: Literal["letter-of-attorney", "legal-representative", "none"] = "none"


class Days(Declared):
    n: Annotated[int, Key(ge=1, le=366)]
    unit: Literal["calendar", "working"]


class Result(Named):
    reason: Literal["required", "optional", "none"] = "none"
    answer: Text | None = None  # the sentence that the resident reads


class Proposal(Declared):
    table: str  # a CSV decision table beside the procedures: tables/x.csv; it only proposes


class Decide(Declared):
    role: Literal["clerk", "reviewer", "manager"]


class Case(Declared):
    kind: Literal["application", "notification"]
    outcome: Literal["decision", "reply"] | None = None  # None: decision. reply: no disposition (処分)
    standard_days: Days | None = None
    results: tuple[Result, ...] = ()  # an application has at least one; a notification none
    proposals: tuple[Proposal, ...] = ()
    decide: Decide | None = None
    columns: tuple[str, ...] = ()  # plain choice fields that staff filter and sort the queue by
    remedies: Slug | None = None  # 教示: a key of texts/; required where a decision requires a reason
    acknowledgement: Text | None = None  # what the one who notifies reads at once
    cites: tuple[Cited, ...] | None = None  # the ward's own data that decisions rest on; who reads a decision sees it

    @property
    def replies(self) -> bool:
        """True where people get an answer to what they said, not a decision on what they applied for."""
        return self.outcome == "reply"


class Retention(Declared):
    years: Annotated[int, Key(ge=1, le=100)]
    after: Literal["closed", "received"]

    def first_kept(self, today: date) -> date:
        """The day, so many years ago, from which on everything is still kept. On 29 February that may be 1 March."""
        year = today.year - self.years
        if (today.month, today.day) == (2, 29) and not isleap(year):
            return date(year, 3, 1)
        return today.replace(year=year)


class Record(Declared):
    retention: Retention


class Statistics(Declared):
    k: Annotated[int, Key(ge=2, le=100)]
    dimensions: tuple[str, ...]
    measures: tuple[Literal["count", "days-to-decision"], ...] = ("count",)


class Measure(Declared):
    paper_minutes: Annotated[int, Key(ge=1)]
    online_minutes: Annotated[int, Key(ge=1)] | None = None


class Guide(Declared):
    """What the procedure's page tells before anybody starts."""

    summary: Text | None = None
    who: Text | None = None
    needs: tuple[Text, ...] = ()
    deadline: Text | None = None
    fee: Text | None = None
    counter: Text | None = None
    life_events: tuple[Slug, ...] = ()
    keywords: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = ()
    law: tuple[str, ...] = ()
    unchecked: tuple[Text, ...] = ()  # what is not yet confirmed against a source; the page shows it
    cites: tuple[Cited, ...] | None = None  # the ward's own data that the page speaks of


class Procedure(Declared):
    procedure: Slug
    title: Text
    owner: Slug
    purpose: Slug
    audience: Literal["resident", "guardian", "school", "staff"] = "resident"
    identity: Identity = Identity()
    guide: Guide = Guide()
    subjects: dict[Slug, Text] = {}
    lists: dict[Slug, tuple[Named, ...]] = {}
    conditions: dict[Slug, Condition] = {}
    pages: Annotated[tuple[Page, ...], Key(min_length=1)]
    case: Case
    letters: Letters | None = None
    record: Record
    statistics: Statistics | None = None
    measure: Measure | None = None
    file: FileRules | None = None  # what the file register says beyond what follows from the fields
