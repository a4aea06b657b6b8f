"""The catalogue for people: search with facets."""

from math import ceil
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.declare.dataset import Dataset as Declared
from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.publish.queries.catalogue import FACETS, Entered, catalogue, counted, found
from madoguchi.publish.queries.declared import declaration_of
from madoguchi.publish.queries.fresh import Fresh, fresh
from madoguchi.publish.queries.sources import Minute, minute
from madoguchi.publish.views.ground import whole_number

LISTED = 30


@audience("public")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    whole, words = catalogue(), request.GET.get("q", "").strip()[:200]
    chosen = {name: value for name in FACETS if (value := request.GET.get(name, "")[:120])}
    entries = found(whole, words, chosen)
    number, last = _place(request, len(entries), LISTED)
    context = {
        "entries": [_line(one) for one in entries[(number - 1) * LISTED : number * LISTED]], "total": len(entries), "query": words,
        "facets": [(name, _options(entries, name, chosen, words)) for name in FACETS], "chosen": chosen,
        "number": number, "last": last, "kept": urlencode({**({"q": words} if words else {}), **chosen}),
        "here": "data",
    }  # fmt: skip
    return render(request, "publish/catalogue/listing.html", context)


def _line(one: Entered) -> tuple[Entered, Fresh, Minute | None, Declared | None]:
    return one, fresh(one), minute(one.dataset), declaration_of(one.dataset)


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
