"""What a person asks of the queue, taken from the address: only declared things, anything else is left out."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from madoguchi.decide.queries.about import DATASET, KEPT

TABS: dict[str, tuple[str, ...]] = {
    "open": (),
    "received": ("received",),
    "in_review": ("in_review",),
    "correction": ("correction",),
    "extended": (),
    "decided": ("decided",),
    "closed": ("closed",),
    "withdrawn": ("withdrawn",),
}
FINISHED = ("decided", "closed", "withdrawn")
"""Tabs of cases that nobody has to decide any more: the latest first."""
DUE = ("over", "3", "7", "30")
PROPOSED = ("yes", "no")
SORTS = ("due", "received")


@dataclass(frozen=True)
class Filters:
    """`columns` are (name, value) of declared columns; `after` is the place of the last row seen: its sort keys, then its id."""

    office: str = ""
    procedure: str = ""
    tab: str = "open"
    assignee: str = ""  # "", "me", "none"
    due: str = ""
    proposal: str = ""  # "", "yes", "no", or a declared result
    about: str = ""  # "", a dataset's address, or KEPT: any that the office keeps
    columns: tuple[tuple[str, str], ...] = ()
    sort: str = "due"  # or "received", or "column:<name>"
    after: tuple[str, ...] = ()

    @property
    def finished(self) -> bool:
        return self.tab in FINISHED

    @property
    def narrowed(self) -> bool:
        """More than office, procedure and tab."""
        return bool(self.assignee or self.due or self.proposal or self.about or self.columns)

    @property
    def asked(self) -> dict[str, str]:
        """What is asked of the case's columns, the dataset first."""
        about = {KEPT: "yes"} if self.about == KEPT else {DATASET: self.about} if self.about else {}
        return about | dict(self.columns)

    def with_(self, **changes: object) -> "Filters":
        return replace(self, **{"after": (), **changes})  # type: ignore[arg-type]

    def query(self) -> str:
        """The same question as an address."""
        pairs = [
            ("office", self.office), ("procedure", self.procedure), ("tab", "" if self.tab == "open" else self.tab),
            ("assignee", self.assignee), ("due", self.due), ("proposal", self.proposal),
            ("about", self.about), *((f"c.{name}", value) for name, value in self.columns),
            ("sort", "" if self.sort == "due" else self.sort), ("after", "~".join(self.after)),
        ]  # fmt: skip
        return urlencode([(name, value) for name, value in pairs if value])


def read_filters(
    asked: QueryDict,
    *,
    offices: list[str],
    procedures: dict[str, str],
    columns: dict[str, list[str]],
    results: list[str],
    datasets: Collection[str] = (),
) -> Filters:
    """The question in an address. `procedures`: slug → office; `columns` and `results`: of the chosen procedure."""
    procedure = _among(asked.get("procedure"), procedures)
    office = _among(asked.get("office"), offices) or (offices[0] if offices else "")
    chosen = tuple((name, v) for name, values in columns.items() if (v := _among(asked.get(f"c.{name}"), values)))
    sorts = [*SORTS, *(f"column:{name}" for name in columns)]
    return Filters(
        office=office,
        procedure=procedure,
        tab=_among(asked.get("tab"), TABS) or "open",
        assignee=_among(asked.get("assignee"), ("me", "none")),
        due=_among(asked.get("due"), DUE),
        proposal=_among(asked.get("proposal"), (*PROPOSED, *results)),
        about=_among(asked.get("about"), (KEPT, *datasets)),
        columns=chosen,
        sort=_among(asked.get("sort"), sorts) or "due",
        after=_place(asked.get("after", "")),
    )


def _among(text: str | None, allowed: object) -> str:
    return text if text and text in allowed else ""  # type: ignore[operator]


def _place(text: str) -> tuple[str, ...]:
    """The place after which the page begins; an address that somebody bent begins at the front."""
    *keys, last = text.split("~") if text else [""]
    try:
        days = [date.fromisoformat(key) for key in keys[-1:]]
    except ValueError:
        return ()
    plain = text.isascii() and text.isprintable()
    return (*keys, last) if days and plain and last.isdigit() and len(last) < 19 else ()
