"""Answering a request for correction: what was sent, open again on the pages that were asked."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from madoguchi.receive import actions
from madoguchi.receive.errors import NotPossible
from madoguchi.receive.queries.applications import open_correction
from madoguchi.receive.views.ground import Ground


@require_POST
def begin(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    application = ground.application(request, secret)
    letter = open_correction(application)
    if letter is None:
        return redirect(ground.receipt(secret))
    try:
        draft = actions.begin_correction(letter=letter, receipt=secret, by=ground.by(request))
    except NotPossible:
        return redirect(ground.receipt(secret))
    asked = letter.pages[0] if letter.pages else None
    address = ground.step(draft, asked) + "?back=check" if asked else ground.check(draft)
    return HttpResponseRedirect(address, status=303)
