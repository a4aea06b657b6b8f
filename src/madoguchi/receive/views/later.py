"""続きはあとで: the address to come back to, and until when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.receive.errors import Over
from madoguchi.receive.views import ends
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.sheet import frame_context
from madoguchi.receive.views.visit import Visit


@require_safe
def later(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    try:
        visit = Visit(request, ground, secret, ground.draft(request, secret))
    except Over:
        return ends.over(request, ground)
    if visit.draft is None:
        return ends.gone_or_sent(visit)
    resume = ground.draft_url(secret)
    context = frame_context(ground, visit.version) | {
        "draft": visit.draft,
        "resume": resume,
        "link": request.build_absolute_uri(resume),
    }
    response = render(request, "receive/later.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
