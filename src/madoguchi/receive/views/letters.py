"""A letter on paper, for the person it went to: the PDF as a download, and the notice of receipt when it is asked for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from madoguchi.paper import NotThisOne
from madoguchi.protect import Channel, Refused
from madoguchi.receive import actions
from madoguchi.receive.letters.handing import NoPaper, paper_of
from madoguchi.receive.models import Letter
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.views.ground import Ground


@require_safe
def paper(request: HttpRequest, *, ground: Ground, secret: str, letter_id: int) -> HttpResponse:
    """The PDF, if it is there and is this letter's own. Otherwise back to the page, which says how it stands."""
    application = ground.application(request, secret)
    letter = application.letters.filter(pk=letter_id).first()
    if letter is None:
        raise Http404
    try:
        by, version = ground.by(request), open_version(application.version_id)
        pdf = paper_of(letter, version, by=by, channel=Channel.PRINT, secret=secret)
    except NoPaper:
        return redirect(ground.receipt(secret))
    except NotThisOne:
        actions.withhold(letter=letter, by=ground.by(request))
        return redirect(ground.receipt(secret))
    except Refused as refused:
        raise Http404 from refused
    return as_download(letter, pdf)


@require_POST
def ask(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    """The notice of receipt is set in type only for those who want it."""
    application = ground.application(request, secret)
    if actions.ask_receipt(application.number, by=ground.by(request)) is None:
        raise Http404
    return redirect(ground.receipt(secret))


def as_download(letter: Letter, pdf: bytes) -> HttpResponse:
    """Named after the number, which says nothing of the person; never shown inside a page."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{letter.application_id}-{letter.kind}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
