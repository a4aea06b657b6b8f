"""What can be taken away. Each taking is on the trail; nothing clean goes out before people were looked for."""

from collections.abc import Callable, Iterator

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from madoguchi.opendata.standards.model import Standard
from madoguchi.protect import actions as vault
from madoguchi.publish import actions, sheets
from madoguchi.publish.errors import NotLookedAt, NotNow
from madoguchi.publish.found import Found
from madoguchi.publish.models import Check
from madoguchi.publish.plain import pieces_of
from madoguchi.publish.queries.choices import Said, said
from madoguchi.publish.queries.reports import successor
from madoguchi.publish.views.ground import GONE, READ, Desk, cannot, on_upload

Made = Callable[[Found, Said], Iterator[sheets.Line]]


def _handed(desk: Desk, what: str, made: Made) -> HttpResponseBase:
    report = desk.must_report()
    try:
        actions.take(check=report.check, what=what, by=desk.by)
    except NotLookedAt:
        return cannot(desk, "look", GONE)
    text = sheets.as_csv(_lines(report.check, made))
    response = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
    return _named(response, f"{desk.file.name}-{desk.upload.number}-{what}.csv")


def _lines(check: Check, made: Made) -> Iterator[sheets.Line]:
    with Found(vault.open_loose(check.found_id)) as found:  # type: ignore[arg-type]  # a report has one
        yield from made(found, said(check))


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@on_upload(*READ)
def clean(desk: Desk) -> HttpResponseBase:
    return _handed(desk, "clean", sheets.clean)


@on_upload(*READ)
def converted(desk: Desk) -> HttpResponseBase:
    to = _newer(desk)
    return _handed(desk, "converted", lambda found, said: sheets.converted(found, said, to))


@on_upload(*READ)
def rest(desk: Desk) -> HttpResponseBase:
    to = _newer(desk)
    return _handed(desk, "rest", lambda found, said: sheets.rest(found, said, to))


def _newer(desk: Desk) -> Standard:
    if (to := successor(desk.must_report().standard)) is None:
        raise Http404
    return to


@on_upload(*READ)
def log(desk: Desk) -> HttpResponseBase:
    return _handed(desk, "log", sheets.log)


@on_upload(*READ)
def findings(desk: Desk) -> HttpResponseBase:
    return _handed(desk, "findings", sheets.findings)


@on_upload(*READ)
def original(desk: Desk) -> HttpResponseBase:
    """As it came, byte by byte, for the office that brought it."""
    if desk.latest is None or desk.upload.original_id is None:
        raise NotNow(desk.upload.pk)
    actions.take(check=desk.latest, what="original", by=desk.by)
    response = StreamingHttpResponse(pieces_of(desk.upload.original_id), content_type="application/octet-stream")
    return _named(response, desk.upload.name)
