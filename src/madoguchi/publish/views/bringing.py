"""Bring a file: one plain input that takes a dropped file too, and one button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotTaken, NotYours
from madoguchi.publish.queries.access import own_offices
from madoguchi.publish.views.ground import HERE, staff_of
from madoguchi.receive.spool import WholeUploadHandler

INVALID = 422


@audience("staff")
@csrf_exempt  # the one below looks at it, when the place for a large file is there
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        request.upload_handlers = [WholeUploadHandler(request)]
    return _new(request)


@csrf_protect
def _new(request: HttpRequest) -> HttpResponse:
    if not own_offices(staff_of(request)):
        return render(request, "publish/cannot.html", {"here": HERE, "why": "office"}, status=403)
    if request.method != "POST":
        return _form(request)
    try:
        return _bring(request)
    except NotTaken as wrong:
        return _form(request, wrong.words)
    except NotYours:
        return _form(request, wrong_office=_("課を選んでください。"))


def _bring(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise NotTaken(_("ファイルを選んでください。"))
    check = actions.bring(
        office=request.POST.get("office", ""), name=file.name or "", pieces=file.chunks(), by=actor_of(request)
    )
    return redirect("publish:upload", file=check.upload.file_id, number=check.upload.number)


def _form(request: HttpRequest, wrong: str = "", *, wrong_office: str = "") -> HttpResponse:
    """What was chosen stays, but for the file itself: no browser gives that back."""
    context = {
        "offices": own_offices(staff_of(request)),
        "office": request.POST.get("office", ""),
        "wrong": wrong,
        "wrong_office": wrong_office,
        "here": HERE,
    }
    return render(request, "publish/new.html", context, status=INVALID if wrong or wrong_office else 200)
