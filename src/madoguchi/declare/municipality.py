"""A municipality (区市町村): its offices with validity and successor, its closing days, its life events and towns."""

from datetime import date
from typing import Annotated

from pydantic import Field as Key
from pydantic import StringConstraints

from madoguchi.declare.base import Declared, Named, Slug, Text

_BOX = r"^\d+(\.\d+)?(,\d+(\.\d+)?){3}$"


class Office(Declared):
    id: Slug
    name: Text
    telephone: str
    counter: Text | None = None  # where in the building, which window
    hours: Text | None = None
    valid_from: date
    valid_to: date | None = None  # the last day it exists
    successor: Slug | None = None  # required with valid_to; takes over the open cases
    one_hand: Text | None = None  # why here whoever wrote an application at the counter may also decide it


class ClosingDays(Declared):
    """Days of every year on which the office is closed beside weekends and national holidays: 12-29 to 01-03."""

    first: Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")]
    last: Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")]


class LifeEvent(Named):
    icon: Slug
    note: Text | None = None


class Town(Declared):
    """A town (町名) with its postal code, where the national list does not have it (a fictional ward)."""

    postal_code: Annotated[str, StringConstraints(pattern=r"^\d{7}$")]
    ja: str
    kana: str


class Privacy(Declared):
    """What the file register (個人情報ファイル簿) and the pages of it say of the town as a whole."""

    executive: Text  # 行政機関等の名称: the body that holds the data, as the law names it
    request_desk: Slug  # the office that takes requests for disclosure, correction and suspension
    request_place: Text  # its name and address as the file register prints them
    how: Text | None = None  # how to ask, in a sentence for residents
    voluntary: bool = False  # files of fewer than 1,000 people are listed as well
    proposals: bool = False  # 行政機関等匿名加工情報の提案を募集する個人情報ファイルか


class Feedback(Declared):
    """Where the free word goes that somebody adds to the question of how it went: an ordinary procedure of the town."""

    procedure: Slug
    words: Slug  # the field that takes the words
    answers: dict[Slug, str] = {}  # what the other fields of that procedure are answered with


class Labour(Declared):
    """What an hour of work costs, for the indicators that turn measured minutes into money: a number that was brought.

    And how minutes are measured: up to which pause one person is still with the same case.
    """

    yen_per_hour: Annotated[int, Key(ge=1, le=100_000)]
    on: date
    source: Text
    sample: bool = False  # made up, as in a demo: the pages say so
    pause_minutes: Annotated[int, Key(ge=1, le=120)] = 10  # another one: the job counts everything anew


class DataDesk(Declared):
    """One way in which people speak about open data: an ordinary procedure of the town, whose case gets an answer."""

    procedure: Slug
    dataset: Slug | None = None  # the field of the first page that takes the title of a dataset; its page fills it in
    keeper: bool = False  # the case goes to the office that keeps that dataset, not to the procedure's owner
    agreed: Slug | None = None  # the choice whose answer `yes` allows to publish what was told


Weight = Annotated[int, Key(ge=-100, le=100)]


class Priorities(Declared):
    """What each criterion counts in the order in which data are to be published or mended. Everybody sees them."""

    votes: Weight = 0  # for each who wants it
    standard: Weight = 0  # a recommended standard dataset that is not out yet
    errors: Weight = 0  # for each report of an error within a year
    late: Weight = 0  # past the day of its update
    kin: Weight = 0  # for each hundred times that data of its kind were taken in 90 days
    effort: Weight = 0  # for each step of effort, 1 to 5, as the keeper said; 3 where nobody has


class OpenData(Declared):
    """Where people ask for data, say that something in it is wrong, and show what they made of it."""

    request: DataDesk | None = None
    error: DataDesk | None = None
    reuse: DataDesk | None = None
    priorities: Priorities | None = None
    from_files: tuple[Slug, ...] = ()  # datasets that come from files: what is cited and stands in no datasets/*.yaml

    def desks(self) -> dict[str, DataDesk]:
        """Those that there are, by their key."""
        named = {"request": self.request, "error": self.error, "reuse": self.reuse}
        return {name: desk for name, desk in named.items() if desk}


class Municipality(Declared):
    municipality: Slug
    name: Text
    code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]  # 全国地方公共団体コード with its check digit
    fictional: bool = False
    telephone: str
    offices: tuple[Office, ...]
    closing_days: tuple[ClosingDays, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    towns: tuple[Town, ...] = ()
    prefecture: Text | None = Key(None)
    bounds: Annotated[str, StringConstraints(pattern=_BOX)] | None = None  # south,west,north,east in degrees (JGD2011)
    privacy: Privacy | None = None
    feedback: Feedback | None = None
    labour: Labour | None = None
    open_data: OpenData | None = None
