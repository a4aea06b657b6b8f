"""Pages for what does not work, in the language of the reader. `site/urls.py` names them as Django's handlers."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from madoguchi.design.errors import trouble


def error_page(request: HttpRequest, status: int, *, wait: int | None = None) -> HttpResponse:
    """The page of one status. `wait`: seconds, for 429 and 503."""
    response = render(request, "design/errors.html", {"status": status, "trouble": trouble(status)}, status=status)
    response.headers["Cache-Control"] = "no-store"
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Nothing that could fail again: no request context, so no database and no session."""
    words = render_to_string("design/errors.html", {"status": 500, "trouble": trouble(500)})
    return HttpResponse(words, status=500, headers={"Cache-Control": "no-store"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403)
