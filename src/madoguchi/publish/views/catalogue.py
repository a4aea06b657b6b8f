"""The catalogue for people: search with facets, and one dataset with its table."""

from math import ceil
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.design.dates import local_day
from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.publish.ckan.packages import LICENCES, ident
from madoguchi.publish.models import Dataset
from madoguchi.publish.queries.catalogue import FACETS, FORMATS, Entered, catalogue, counted, found
from madoguchi.publish.queries.releases import announced, folder, history
from madoguchi.publish.release.paging import BadQuery, Question, page
from madoguchi.publish.views.ground import whole_number
from madoguchi.publish.views.openly import base_of
from madoguchi.trail import clock

ROWS, LISTED = 50, 30


@audience("public")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    whole, words = catalogue(), request.GET.get("q", "").strip()[:200]
    chosen = {name: value for name in FACETS if (value := request.GET.get(name, "")[:120])}
    entries = found(whole, words, chosen)
    number, last = _place(request, len(entries), LISTED)
    context = {
        "entries": entries[(number - 1) * LISTED : number * LISTED], "total": len(entries), "query": words,
        "facets": [(name, _options(entries, name, chosen, words)) for name in FACETS], "chosen": chosen,
        "number": number, "last": last, "kept": urlencode({**({"q": words} if words else {}), **chosen}),
        "here": "data",
    }  # fmt: skip
    return render(request, "publish/catalogue/listing.html", context)


def _place(request: HttpRequest, total: int, size: int) -> tuple[int, int]:
    last = max(1, ceil(total / size))
    return min(max(1, whole_number(request.GET.get("page", ""), 1)), last), last


def _options(entries: list[Entered], name: str, chosen: dict[str, str], words: str) -> list[dict[str, object]]:
    offices = dict(Office.objects.values_list("pk", "name_ja")) if name == "office" else {}
    options = []
    for value, count in counted(entries, name):
        on = chosen.get(name) == value
        rest = {key: one for key, one in chosen.items() if key != name} | ({} if on else {name: value})
        address = "?" + urlencode(rest | ({"q": words} if words else {}))
        options.append({"words": offices.get(value, value), "count": count, "on": on, "address": address})
    return options


@audience("public")
@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    entered = catalogue().one(slug)
    if entered is None:
        return _gone(request, slug)
    words, sort = request.GET.get("q", "").strip()[:200], request.GET.get("sort", "")
    number, _ = _place(request, entered.shape.rows, ROWS)
    place, asked = folder(entered.release.hash), Question({}, words, sort, ROWS, (number - 1) * ROWS)
    try:
        shown = page(place, entered.shape, asked)
    except BadQuery:
        sort, shown = "", page(place, entered.shape, Question({}, words, "", ROWS, (number - 1) * ROWS))
    context = {
        "one": entered, "rows": shown.rows, "total": shown.total, "last": max(1, ceil((shown.total or 0) / ROWS)),
        "number": number, "query": words, "sort": sort, "headings": _headings(entered, words, sort),
        "files": [(label, name, entered.shape.files[name]) for name, label in FORMATS.items() if name in entered.shape.files],
        "history": history(entered.dataset), "coming": announced(entered.dataset), "days": _days(entered),
        "licence": LICENCES[entered.dataset.licence], "base": base_of(request), "here": "data",
        "resource": ident("resource", f"{slug}/data.csv"), "kept": urlencode({"q": words, "sort": sort}),
    }  # fmt: skip
    return render(request, "publish/catalogue/dataset.html", context)


def _days(entered: Entered) -> int:
    """How old the current release is."""
    return (clock.today() - local_day(entered.release.released_at)).days if entered.release.released_at else 0


def _headings(entered: Entered, words: str, sort: str) -> list[dict[str, str]]:
    told = []
    for name in entered.shape.names:
        now = {f"{name} asc": "ascending", f"{name} desc": "descending"}.get(sort, "")
        after = f"{name} desc" if now == "ascending" else f"{name} asc"
        told.append({"name": name, "sorted": now, "address": "?" + urlencode({"q": words, "sort": after})})
    return told


def _gone(request: HttpRequest, slug: str) -> HttpResponse:
    """A dataset of which every release was taken back still says so."""
    known = Dataset.objects.filter(slug=slug).first()
    last = history(known).first() if known else None
    if last is None:
        raise Http404
    return render(request, "publish/catalogue/retracted.html", {"release": last}, status=410)
