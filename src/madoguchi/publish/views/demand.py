"""What people ask of open data and what they made of it, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, TooMany
from madoguchi.publish.models import Wanted
from madoguchi.publish.queries.priorities import weights
from madoguchi.publish.queries.requests import read_token, requests, token_for
from madoguchi.publish.queries.voices import reuses, ways
from madoguchi.publish.views.ground import GONE


@audience("public")
@require_safe
def reused(request: HttpRequest) -> HttpResponse:
    context = {"reuses": reuses(), "ways": ways(), "here": "data"}
    return render(request, "publish/catalogue/reuses.html", context)


@audience("public")
@require_safe
def wanted(request: HttpRequest) -> HttpResponse:
    return _wanted(request, said="counted" if "counted" in request.GET else "")


def _wanted(request: HttpRequest, *, said: str = "", status: int = 200) -> HttpResponse:
    every = list(requests())
    context = {
        "open": [(one, token_for(one)) for one in every if one.state in Wanted.OPEN],
        "settled": [one for one in every if one.state not in Wanted.OPEN],
        "said": said, "ways": ways(), "here": "data", "ordered": weights() is not None,
    }  # fmt: skip
    response = render(request, "publish/catalogue/requests.html", context, status=status)
    response["Cache-Control"] = "no-store"  # every page has its own tokens
    return response


@csrf_exempt
@audience("public")
@require_POST
def vote(request: HttpRequest, wanted: int) -> HttpResponse:
    """One more who wants it too. Nobody is recognised, and no cookie is set: the button of a page counts once."""
    found = get_object_or_404(Wanted, pk=wanted)
    token = read_token(request.POST.get("token", ""), found)
    if not token:
        return _wanted(request, said="again", status=GONE)
    try:
        actions.vote(wanted=found, token=token)
    except NotNow:
        return _wanted(request, said="settled", status=GONE)
    except TooMany:
        return _wanted(request, said="many", status=429)
    response = redirect("/data/requests/?counted#said")
    response.status_code = 303
    return response
