"""Recommendations (提言) of a committee, ask by ask, and what would show that each is met. The wording is never altered."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from madoguchi.declare.base import Citation, Declared, Named, Slug, Text, cited_address

Place = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$", max_length=48)]
"""Where it stands in the report: `2-II-b.1`."""

Force = Literal["do", "consider", "study", "principle", "precondition", "aim"]
"""How strongly it is asked. To consider is met by a recorded consideration with its outcome."""

TestName = Annotated[str, StringConstraints(pattern=r"^tests/[a-z0-9_/]+\.py(::[a-z0-9_]+)?$")]
Address = Annotated[str, StringConstraints(pattern=r"^/[a-z0-9/_-]*$")]


class Wish(Declared):
    """What the ask would be measured by, in words; `source` says where such a number can come from."""

    name: Text
    unit: Annotated[str, StringConstraints(min_length=1)]
    better: Literal["up", "down"]
    source: Literal["computed", "register", "survey", "document", "external"]


class Evidence(Declared):
    """One thing that shows it: exactly one of an indicator, a page, a test and a release of a dataset."""

    indicator: Slug | None = None
    page: Address | None = None
    test: TestName | None = None
    release: Citation | None = None
    title: Text | None = None  # of a page, a test or a release

    @property
    def address(self) -> str:
        """Of a page or a release; "" for the others."""
        return self.page or (cited_address(self.release) if self.release else "")


class Ask(Declared):
    id: Place
    words: Text
    force: Force
    kind: Literal["S", "P", "O"]  # what it takes: software, a rule or plan, the organisation
    system: Slug
    capability: Text
    wish: Wish
    remark: Text | None = None  # how we read it
    condition: Text | None = None  # under which the report asks for it
    due: date | None = None  # only where the report itself names a day
    evidence: tuple[Evidence, ...] = ()
    without: Text | None = None  # why no indicator shows it; required where none does


class Heading(Declared):
    id: Place
    focus: Slug  # an id of `focuses`
    section: Text
    title: Text
    asks: Annotated[tuple[Ask, ...], Key(min_length=1)]


class Recommendations(Declared):
    recommendations: Slug
    title: Text
    source: Text  # which report, and that the words are a paraphrase
    note: Text | None = None
    adopted: date
    focuses: Annotated[tuple[Named, ...], Key(min_length=1)]
    systems: tuple[Named, ...] = ()
    headings: Annotated[tuple[Heading, ...], Key(min_length=1)]

    def asks(self) -> Iterator[tuple[Heading, Ask]]:
        """Every ask in the report's own order, under its heading."""
        return ((heading, ask) for heading in self.headings for ask in heading.asks)
