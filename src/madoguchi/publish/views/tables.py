"""The table itself, page by page, each finding at its cell; and all findings of one kind together."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from madoguchi.protect import actions as vault
from madoguchi.publish.found import Found, Mark, Marked
from madoguchi.publish.models import Choice
from madoguchi.publish.queries.choices import Said
from madoguchi.publish.queries.reports import Report
from madoguchi.publish.views.ground import READ, Desk, on_upload, whole_number
from madoguchi.publish.words import blocks, is_personal, spoken

SIZE = 25
HIDDEN_RULE = "personal:my-number"
LEADING = 2
"""How many columns tell which row it is, where only those with findings are shown."""


@dataclass(frozen=True)
class Spot:
    """One finding at its cell, with what somebody said about it."""

    mark: Mark
    weight: str
    words: str
    word: Choice | None  # the acceptance
    is_personal: bool
    blocks: bool
    is_seen: bool


@dataclass(frozen=True)
class Cell:
    name: str
    text: str
    hidden: bool  # twelve digits that may be a My Number are not shown again
    now: str  # after what was accepted
    spots: list[Spot]


@dataclass(frozen=True)
class Line:
    number: int
    cells: list[Cell]
    about: list[Spot]  # about the row as a whole


@on_upload(*READ)
def table(desk: Desk) -> HttpResponse:
    report = desk.must_report()
    asked = desk.request.GET
    which = _which(report, asked.get("show", "any"))
    page = max(1, whole_number(asked.get("page", "1"), 1))
    with Found(vault.open_loose(report.check.found_id)) as found:  # type: ignore[arg-type]  # a report has one
        total = found.count(which)
        last = max(1, -(-total // SIZE))
        rows = found.page(which, (min(page, last) - 1) * SIZE, SIZE)
    every = which is None or asked.get("columns") == "all"
    columns = list(range(len(report.header))) if every else _telling(rows, len(report.header))
    return desk.page(
        "publish/table.html",
        report=report,
        lines=[_line(row, columns, report) for row in rows],
        names=[(at, report.header[at]) for at in columns],
        show=asked.get("show", "any"),
        kind=next((one for one in report.kinds if one.at == which), None),
        every=every,
        total=total,
        number=min(page, last),
        last=last,
    )


def _which(report: Report, show: str) -> int | str | None:
    if show in ("any", "all"):
        return "any" if show == "any" else None
    if (at := whole_number(show, -1)) in range(len(report.check.groups)):
        return at
    raise Http404


def _telling(rows: list[Marked], width: int) -> list[int]:
    """The columns in which something was found, and the first ones."""
    found = {mark.at for row in rows for mark in row.marks if mark.at >= 0}
    return sorted(found | set(range(min(LEADING, width))))


def _line(row: Marked, columns: list[int], report: Report) -> Line:
    now, _made = report.said.mended(row)
    spots = [(mark.at, _spot(mark, report)) for mark in row.marks]
    hidden = {mark.at for mark in row.marks if report.check.groups[mark.group]["rule"] == HIDDEN_RULE}
    cells = [
        Cell(report.header[at], row.cells[at], at in hidden, now[at], [spot for place, spot in spots if place == at])
        for at in columns
    ]
    return Line(row.line, cells, [spot for place, spot in spots if place not in columns])


def _spot(mark: Mark, report: Report) -> Spot:
    group, said = report.check.groups[mark.group], report.said
    return Spot(mark, group["weight"], spoken({"ja": mark.ja, "en": mark.en}), _word(mark, said),
                is_personal(group["rule"]), blocks(group), said.is_seen(mark))  # fmt: skip


def _word(mark: Mark, said: Said) -> Choice | None:
    return said.word_on(mark) if mark.after is not None else None


@on_upload(*READ)
def kind(desk: Desk, kind: int) -> HttpResponse:
    """All that differs in one kind of finding: whoever accepts them together has seen them."""
    report = desk.must_report()
    found = next((one for one in report.kinds if one.at == kind), None)
    if found is None:
        raise Http404
    return desk.page("publish/kind.html", report=report, kind=found)
