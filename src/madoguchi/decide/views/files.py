"""Attachments: through the vault's gate, and never shown inside a page."""

from urllib.parse import quote
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from madoguchi import protect
from madoguchi.decide.models import Case
from madoguchi.decide.queries.reading import purpose_of
from madoguchi.decide.views.ground import on_case
from madoguchi.people import actor_of
from madoguchi.protect import Channel, Refused

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
"""What we found a file to be, never what its sender called it. Anything else is a heap of bytes."""
OTHER = "application/octet-stream"


@csp_replace({"sandbox": True, "script-src": NONE})  # even if a browser shows it: no script, no origin
@on_case
def attachment(request: HttpRequest, case: Case, file: UUID) -> HttpResponseBase:
    """Download one file. The gate asks again: the purpose is this case's, the role that of the file's own office."""
    try:
        opened = protect.open_attachment(
            file, purpose=purpose_of(case), by=actor_of(request), channel=Channel.STAFF_PAGE
        )
    except Refused as refused:
        raise Http404 from refused
    name = quote(protect.show(opened.name, channel=Channel.STAFF_PAGE), safe="")
    kind = opened.content_type if opened.content_type in ENDINGS else OTHER
    response = StreamingHttpResponse(opened.chunks, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename=\"file{ENDINGS.get(kind, '')}\"; filename*=UTF-8''{name}"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
