"""The table itself, page by page, each finding at its cell; and all findings of one kind together."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from madoguchi.protect import actions as vault
from madoguchi.publish.found import Found, Mark, Marked
from madoguchi.publish.models import Choice
from madoguchi.publish.queries.choices import Said
from madoguchi.publish.queries.reports import Report
from madoguchi.publish.views.ground import READ, Desk, on_upload, whole_number
from madoguchi.publish.words import blocks, finding_words, is_personal

SIZE = 25
HIDDEN_RULE = "personal:my-number"
NAMES = ("名称", "名")
"""How a column ends that tells which row it is."""


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
    name: str  # by which a person knows the row

    @property
    def found(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.spots]


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
    lines = [_line(row, report, which) for row in rows]
    return desk.page(
        "publish/table.html",
        report=report,
        lines=lines,
        name=report.header[_naming(report)],
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


def _naming(report: Report) -> int:
    """The column that tells a person which row it is."""
    matches = report.places["matches"] if report.places else []
    named = [header for header, column, _how in matches if column.endswith(NAMES)]
    facility = [header for header in named if not header.startswith(("都道府県", "市区町村", "地方公共団体"))]
    return report.header.index(facility[0]) if facility else 0


def _line(row: Marked, report: Report, which: int | str | None) -> Line:
    now, _made = report.said.mended(row)
    groups = report.check.groups
    spots = [
        (mark.at, _spot(mark, report)) for mark in row.marks if which != "any" or groups[mark.group]["weight"] != "note"
    ]
    hidden = {mark.at for mark in row.marks if groups[mark.group]["rule"] == HIDDEN_RULE}
    cells = [
        Cell(name, text, at in hidden, now[at], [spot for place, spot in spots if place == at])
        for at, (name, text) in enumerate(zip(report.header, row.cells, strict=True))
    ]
    about = [spot for place, spot in spots if place not in range(len(cells))]
    return Line(row.line, cells, about, now[_naming(report)])


def _spot(mark: Mark, report: Report) -> Spot:
    group, said = report.check.groups[mark.group], report.said
    return Spot(mark, group["weight"], finding_words(group["rule"], mark.ja, mark.en), _word(mark, said),
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
