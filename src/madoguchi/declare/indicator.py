"""An indicator (指標): what is counted over the trail and the cases, and where it should be. No number is typed but imported ones."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from madoguchi.declare.base import Citation, Declared, Slug, Text

Verb = Annotated[str, StringConstraints(pattern=r"^(?:[a-z]+)\.[a-z_-]+(/[a-z0-9-]+)?$", max_length=64)]
"""The verb of an event on the trail, or one part of it: `receive.submitted`, `receive.submitted/drafted`."""

Via = Literal["online", "counter", "phone", "api", "import"]
CaseDay = Literal["received", "decided", "closed"]
"""Which day of a case puts it into a period."""

CaseTrait = Literal["corrected", "has-standard", "in-time", "extended", "withdrawn", "proposed", "overridden", "named"]
"""corrected: a correction was asked for. has-standard, in-time: there is a standard period; it was decided within. named:
the decision bears a person's name. proposed, overridden: a table proposed; the person decided otherwise."""

Having = Literal["counter", "online", "standard-days", "easy-japanese", "english", "all-languages"]
Being = Literal["to-review", "reviewed", "promised", "fresh"]
"""Of rows: a day of review is set; it has not passed. Of datasets: an interval is promised; it has not passed."""


class Tally(Declared):
    """What is counted: events of the trail, cases, declared things, or what is kept now. Exactly one of the four."""

    events: tuple[Verb, ...] = ()
    cases: CaseDay | None = None
    declared: Literal["procedures", "registers", "pages"] | None = None
    kept: Literal["rows", "datasets"] | None = None  # rows of registers that have not ended; datasets that are out
    via: tuple[Via, ...] = ()
    procedures: tuple[Slug, ...] = ()
    traits: tuple[CaseTrait, ...] = ()  # cases only: all of them hold
    answers: dict[
        Slug, tuple[Slug, ...]
    ] = {}  # cases of named procedures only: a column of the queue, any of these options
    having: Having | None = None  # declared things only
    registers: tuple[Slug, ...] = ()  # rows only
    where: dict[Slug, str] = {}  # rows only: a declared choice or yes/no of each
    licences: tuple[str, ...] = ()  # datasets only
    standards: tuple[str, ...] = ()  # datasets only
    being: Being | None = None  # of what is kept


class Share(Declared):
    """So many of a hundred. `of` is counted among `among`: whoever is in the one is in the other."""

    of: Tally
    among: Tally


class Median(Declared):
    """The middle one of what each case took, of the cases that were decided or closed in the period."""

    of: Literal["minutes", "yen"]  # yen: the measured minutes at the declared rate of the municipality
    cases: Literal["decided", "closed"]


class Baseline(Declared):
    """The last closed period before this day stands for "before": what comes later is compared with it."""

    on: date
    words: Text | None = None  # before what


class Counted(Declared):
    """How the number is made. Exactly one."""

    number: Tally | None = None
    share: Share | None = None
    median_days: CaseDay | None = None  # from arrival to that day, of the cases of the period
    median: Median | None = None
    median_minutes: Literal["sending"] | None = None  # of residents, from the first page to sending
    not_worse: Slug | None = None  # of the parts of that indicator, those no worse than its baseline; in percent


class Target(Declared):
    value: int
    on: date
    words: Text | None = None  # who set it, and where that is written


class Brought(Declared):
    """A number that was measured elsewhere or estimated, with where it comes from."""

    on: date
    value: int
    source: Text


class Indicator(Declared):
    indicator: Slug
    title: Text
    words: Text  # what is counted, in a sentence
    owner: Slug
    origin: Literal["measured", "estimated", "imported"]
    unit: Literal["percent", "count", "days", "minutes", "hours", "yen"]
    better: Literal["up", "down", "neither"]
    period: Literal["month", "quarter", "year"]  # a year begins in April
    by: Literal["procedure", "office"] | None = None
    count: Counted | None = None  # what is measured; nothing where the numbers are brought
    brought: tuple[Brought, ...] = ()
    target: Target | None = None
    baseline: Baseline | None = None
    cites: tuple[Citation, ...] = ()  # releases of the ward's own data that it is read with
    review_on: date
    max_age_days: Annotated[int, Key(ge=1, le=1100)]
