"""Which language a page speaks: `?lang=` (kept in a cookie), the cookie, what the browser prefers, Japanese."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from madoguchi.design.ruby import with_ruby

COOKIE = "madoguchi-lang"
YEAR = 365 * 24 * 60 * 60
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        language = chosen if chosen in LANGUAGES else _remembered(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if language == "ja-easy":
            _show_readings(response)
        response.headers.setdefault("Content-Language", "en" if language == "en" else "ja")
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if chosen in LANGUAGES:
            _remember(response, chosen)
        return response


def _show_readings(response: HttpResponse) -> None:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    response.content = with_ruby(response.content.decode(response.charset))
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def _remembered(request: HttpRequest) -> str:
    cookie = request.COOKIES.get(COOKIE, "")
    return cookie if cookie in LANGUAGES else _preferred(request.headers.get("Accept-Language", ""))


def _preferred(header: str) -> str:
    """The first language of the browser that we speak. やさしい日本語 is only ever chosen by hand."""
    for code, _ in parse_accept_lang_header(header.lower()):
        if (base := code.split("-")[0]) in ("ja", "en"):
            return base
    return settings.LANGUAGE_CODE


def _remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        COOKIE, language, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
