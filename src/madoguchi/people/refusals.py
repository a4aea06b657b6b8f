"""The pages that say no at the door: calmly, with the way on, and without telling who exists."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from madoguchi.trail.clock import TOKYO

STATUS = {"unreachable": 503, "paused": 429}


def refused(request: HttpRequest, code: str) -> HttpResponse:
    """Why the town's identity provider did not open: cancelled, failed, unknown, unreachable; over: a one-time password."""
    return render(request, "people/refused.html", {"code": code}, status=STATUS.get(code, 403))


def paused(request: HttpRequest, until: datetime) -> HttpResponse:
    """Too many tries: until when. The same page whether the login exists or not."""
    whole = until.replace(second=0, microsecond=0) + timedelta(minutes=1)  # never promised too early
    response = render(request, "people/paused.html", {"until": whole.astimezone(TOKYO)}, status=STATUS["paused"])
    response.headers["Retry-After"] = until.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return response
