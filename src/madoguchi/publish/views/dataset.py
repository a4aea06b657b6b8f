"""The page of one dataset: its table, its map, its columns, its charts, its past."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from madoguchi.people.audience import audience
from madoguchi.publish.ckan.packages import LICENCES, ident
from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.queries.areas import file as areas_file
from madoguchi.publish.queries.catalogue import FORMATS, Entered, catalogue
from madoguchi.publish.queries.cited import citing
from madoguchi.publish.queries.counted import hidden_in
from madoguchi.publish.queries.declared import declaration_of
from madoguchi.publish.queries.fresh import DRAWN, fresh, kept
from madoguchi.publish.queries.pictures import MOST, pictures
from madoguchi.publish.queries.releases import announced, folder, history, shape_of
from madoguchi.publish.queries.sources import minute
from madoguchi.publish.queries.uses import uses
from madoguchi.publish.queries.voices import reuses, ways
from madoguchi.publish.release.counting import charted, summed
from madoguchi.publish.release.paging import BadQuery, Question, page
from madoguchi.publish.release.shape import Column, Shape
from madoguchi.publish.used import used
from madoguchi.publish.views.charts import bars, charts, is_counted, line
from madoguchi.publish.views.ground import whole_number
from madoguchi.publish.views.maps import drawn, mapped
from madoguchi.publish.views.openly import base_of, opened

ROWS, FEW, TOLD, PAST = 10, 6, 8, 12
DULL = ("コード", "カナ", "英語", "英字", "緯度", "経度", "番地以下", "都道府県", "市区町村", "地方公共団体名")
KEPT = ("q", "column", "value", "sort", "columns")


@dataclass(frozen=True)
class Heading:
    """One column of the shown table: where it stands, how it is sorted, and what a click asks."""

    column: Column
    at: int
    sorted: str
    address: str


@dataclass(frozen=True)
class Shown:
    """A page of the table."""

    headings: list[Heading]
    rows: list[list[object]]
    total: int
    number: int
    kept: str
    every: bool
    wrong: bool  # what was asked could not be

    @property
    def last(self) -> int:
        return max(1, ceil(self.total / ROWS))


@audience("public")
@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    one = catalogue().one(slug)
    if one is None:
        return _gone(request, slug)
    if request.method == "GET":
        used(one.slug, "page")
    return render(request, "publish/catalogue/dataset.html", _context(request, one))


def _context(request: HttpRequest, one: Entered) -> dict[str, Any]:
    whole, asked, past = catalogue(), request.GET, history(one.dataset).select_related("check_of")
    told = kept(past.filter(state=Release.State.RELEASED)[:DRAWN])
    over = asked.get("over", "")
    return {
        "one": one, "asked": {name: asked.get(name, "") for name in KEPT}, "table": shown(request, one), "here": "data",
        "map": drawn(whole, one, over), "over": over, "others": mapped(whole, one.slug), "has_areas": areas_file().exists(),
        "charts": charts(one, asked.get("chart", ""), asked.get("sum", "")), "chart": asked.get("chart", ""),
        "sum": asked.get("sum", ""), "charted": [] if is_counted(one) else charted(one.shape), "summed": summed(one.shape),
        "columns": _figures(one.release.hash, get_language()),
        "declared": declaration_of(one.dataset), "fresh": fresh(one), "minute": minute(one.dataset), "quality": told[-1] if told else None, "line": line(told),
        "past": _past(past, whole_number(asked.get("past", ""), 0)), "coming": announced(one.dataset), "licence": LICENCES[one.dataset.licence],
        "files": [(words, name, one.shape.files[name]) for name, words in FORMATS.items() if name in one.shape.files],
        "base": base_of(request), "resource": ident("resource", f"{one.slug}/data.csv"),
        "has_days": bool(_days(one.shape)), "reuses": reuses([one.dataset]), "ways": ways(one.slug), "pictures": pictures(one.release, MOST),
        "citing": citing(one.slug),
        "hidden": hidden_in(one.release), **_used(one),
    }  # fmt: skip


@dataclass(frozen=True)
class Past:
    """Some of the releases, the newest first; where the ones after and before them begin, if there are any."""

    releases: list[Release]
    newer: int | None
    older: int | None


def _past(every: QuerySet[Release], after: int) -> Past:
    """What is fetched each quarter of an hour has more releases than a page holds."""
    found = list(every[after : after + PAST + 1])
    return Past(found[:PAST], max(0, after - PAST) if after else None, after + PAST if len(found) > PAST else None)


@lru_cache(maxsize=256)
def _figures(digest: str, language: str) -> SafeString:
    """The columns of a release with their figures: the largest part of the page, and never another one."""
    shape = shape_of(digest)
    first, columns = _columns(shape, False, TOLD), shape.columns
    told, rest = [columns[at] for at in first], [each for at, each in enumerate(columns) if at not in first]
    context = {"rows": shape.rows, "width": len(columns), "told": told, "rest": rest}
    return render_to_string("publish/catalogue/columns.html", context)


def _used(one: Entered) -> dict[str, Any]:
    found = uses(one.slug)
    shown = bars([(f"{day.month}/{day.day}", n) for day, n in found.weeks])
    return {"used": found, "used_bars": shown, "used_top": max(n for _, n in found.weeks)}


def _days(shape: Shape) -> list[str]:
    return [name for name in ("開始日", "終了日") if name in shape.names]


def shown(request: HttpRequest, one: Entered) -> Shown:
    """The rows that were asked for; what cannot be asked is left out and said."""
    asked, every = request.GET, request.GET.get("columns") == "all"
    number = max(1, whole_number(asked.get("page", ""), 1))
    place, wanted = folder(one.release.hash), _question(request, number)
    wrong = False
    try:
        found = page(place, one.shape, wanted)
    except BadQuery:
        wrong, found = True, page(place, one.shape, Question({}, "", "", ROWS, (number - 1) * ROWS))
    columns = _columns(one.shape, every or is_counted(one))  # the mark of a hidden number stands beside it
    return Shown(
        _headings(one, request, columns), [[row[at + 1] for at in columns] for row in found.rows], found.total or 0,
        number, urlencode({name: asked[name] for name in KEPT if asked.get(name)}), every, wrong,
    )  # fmt: skip


def _question(request: HttpRequest, number: int) -> Question:
    asked = request.GET
    column, value = asked.get("column", ""), asked.get("value", "").strip()[:400]
    filters = {column: value} if column and value else {}
    return Question(filters, asked.get("q", "").strip()[:200], asked.get("sort", "")[:200], ROWS, (number - 1) * ROWS)


def _columns(shape: Shape, every: bool, most: int = FEW) -> list[int]:
    """All, or the few that tell a person most: filled, not everywhere the same, no codes."""
    telling = [
        at for at, one in enumerate(shape.columns)
        if one.distinct > 1 and not any(word in one.name for word in DULL) and one.name not in ("ID", "NO")
    ]  # fmt: skip
    if every or not telling:
        return list(range(len(shape.columns)))
    named = [at for at in telling if shape.columns[at].name.endswith(("名称", "名"))][:1]
    return [*named, *(at for at in telling if at not in named)][:most]


def _headings(one: Entered, request: HttpRequest, columns: list[int]) -> list[Heading]:
    told, sort = [], request.GET.get("sort", "")
    rest = {name: request.GET[name] for name in KEPT if request.GET.get(name) and name != "sort"}
    for at in columns:
        name = one.shape.columns[at].name
        now = {f"{name} asc": "ascending", f"{name} desc": "descending"}.get(sort, "")
        after = f"{name} desc" if now == "ascending" else f"{name} asc"
        told.append(Heading(one.shape.columns[at], at, now, f"?{urlencode(rest | {'sort': after})}#table"))
    return told


@audience("public")
@opened
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # it passes on what else the address has
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The map or the table alone, to stand in other pages. It shows what is public and takes nothing."""
    one = catalogue().one(slug)
    if one is None:
        raise Http404
    context = {"one": one, "map": drawn(catalogue(), one, ""), "table": shown(request, one), "base": base_of(request),
               "has_areas": areas_file().exists()}  # fmt: skip
    return render(request, "publish/catalogue/embed.html", context)


def _gone(request: HttpRequest, slug: str) -> HttpResponse:
    """A dataset of which every release was taken back still says so."""
    known = Dataset.objects.filter(slug=slug).first()
    last = history(known).first() if known else None
    if last is None:
        if several := citing(slug):
            return render(
                request,
                "publish/catalogue/retracted.html",
                {"slug": slug, "citing": several, "here": "data"},
                status=404,
            )
        raise Http404
    return render(request, "publish/catalogue/retracted.html", {"release": last, "here": "data"}, status=410)
