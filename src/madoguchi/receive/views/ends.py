"""Where a way ends or was never there: each page says why, and what to do instead."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from madoguchi.declare.answers import Step
from madoguchi.receive.models import Application
from madoguchi.receive.queries import applications
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.views import posted
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.sheet import frame_context, step_context
from madoguchi.receive.views.visit import Visit


def gone_or_sent(visit: Visit) -> HttpResponse:
    """No draft under this secret: it became an application, or there never was one."""
    application = applications.sent_with(visit.secret)
    if application is None or not visit.ground.leads(visit.request, application, visit.secret):
        if visit.request.method == "POST":
            return _lost(visit)
        raise Http404
    if visit.request.method == "POST":
        return already_sent(visit, application)
    return redirect(visit.ground.arrived(visit.request, application, visit.secret))


def already_sent(visit: Visit, application: Application) -> HttpResponse:
    """A page was saved, or other content sent, after the application had arrived: what arrived stands."""
    if not visit.ground.leads(visit.request, application, visit.secret):
        return _lost(visit)
    version = open_version(application.version_id)
    more = frame_context(visit.ground, version) | {
        "application": application,
        "receipt": visit.ground.arrived(visit.request, application, visit.secret),
    }
    return _kept(visit, "receive/already_sent.html", 409, **more)


def _lost(visit: Visit) -> HttpResponse:
    return _kept(visit, "receive/lost.html", 404)


def over(request: HttpRequest, ground: Ground) -> HttpResponse:
    """The draft waited too long and was, or will be, destroyed."""
    visit = Visit(request, ground, "", None)
    return _kept(visit, "receive/over.html", 410)


def no_such_step(visit: Visit) -> HttpResponse:
    """This form has no such page now: to the draft's own place, or, after a POST, with what was typed."""
    if visit.draft is None:
        raise Http404
    if visit.request.method == "POST":
        return _kept(visit, "receive/no_step.html", 404, resume=visit.ground.draft_url(visit.secret))
    return redirect(visit.ground.draft_url(visit.secret))


def exit_page(visit: Visit, step: Step) -> HttpResponse:
    """The form ends here with words (公務員の方は勤務先へ); the draft stays, one can go back and change the answer."""
    return _no_store(render(visit.request, "receive/exit.html", step_context(visit, step, visit.journey)))


def _kept(visit: Visit, template: str, status: int, **more: Any) -> HttpResponse:
    """With what was typed, so that it can be copied out."""
    context: dict[str, Any] = {
        "ground": visit.ground,
        "here": visit.ground.listing,
        "frame_template": visit.ground.frame,
        "kept": posted.texts(visit.request),
    } | more
    return _no_store(render(visit.request, template, context, status=status))


def _no_store(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
