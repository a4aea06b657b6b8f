"""The whole catalogue for machines: DCAT, the list of open data, a dump of rows."""

from collections.abc import Callable, Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from madoguchi.design.frame import municipality
from madoguchi.people.audience import audience
from madoguchi.publish import sheets
from madoguchi.publish.ckan import datastore
from madoguchi.publish.ckan.errors import CkanError
from madoguchi.publish.dcat import listed, writing
from madoguchi.publish.dcat.graph import Statement, statements
from madoguchi.publish.queries.areas import file as areas_file
from madoguchi.publish.queries.catalogue import catalogue
from madoguchi.publish.views.openly import base_of, opened, unchanged

WRITERS: dict[str, tuple[str, Callable[[Iterable[Statement]], str]]] = {
    "jsonld": ("application/ld+json", writing.json_ld),
    "ttl": ("text/turtle", writing.turtle),
    "xml": ("application/rdf+xml", writing.xml),
}


@audience("public")
@opened
@require_safe
def dcat(request: HttpRequest, form: str) -> HttpResponseBase:
    kind, write = WRITERS[form]
    text = write(statements(catalogue(), base_of(request), _town()[0]))
    return unchanged(request, HttpResponse(text, content_type=f"{kind}; charset=utf-8"))


@audience("public")
@opened
@require_safe
def open_data_list(request: HttpRequest) -> HttpResponseBase:
    name, code = _town()
    text = "".join(sheets.as_csv(_cells(listed.lines(catalogue(), base_of(request), name=name, code=code))))
    return unchanged(request, HttpResponse(text, content_type="text/csv; charset=utf-8"))


def _cells(lines: Iterable[list[str]]) -> Iterator[sheets.Line]:
    yield from lines


def _town() -> tuple[str, str]:
    """Name and code of the municipality; empty when its file is wrong."""
    town = municipality()
    return (town.name.ja, town.code) if town else ("", "")


@audience("public")
@opened
@require_safe
def dump(request: HttpRequest, resource: str) -> HttpResponseBase:
    """All rows of a resource: the file that lies ready."""
    try:
        _, of = datastore.release_of(catalogue(), resource)
    except CkanError:
        raise Http404 from None
    return redirect("publish:file_of_release", digest=of.hash, name="data.csv")


@audience("public")
@opened
@require_safe
def areas(request: HttpRequest) -> HttpResponseBase:
    """The areas of the municipality, as it drew them."""
    if not areas_file().is_file():
        raise Http404
    return unchanged(request, HttpResponse(areas_file().read_bytes(), content_type="application/geo+json"))
