"""Which language a page speaks."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from madoguchi.declare.base import Named, Text
from madoguchi.design.middleware import COOKIE, LanguageMiddleware
from madoguchi.design.texts import lacks


def answer(path: str = "/", *, cookie: str = "", header: str = "") -> tuple[str, HttpResponse]:
    heard: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        heard.append(translation.get_language())
        return HttpResponse()

    request = RequestFactory().get(path, headers={"Accept-Language": header})
    if cookie:
        request.COOKIES[COOKIE] = cookie
    response = LanguageMiddleware(view)(request)
    return heard[0], response


@pytest.mark.parametrize(
    ("path", "cookie", "header", "language"),
    [
        ("/", "", "", "ja"),
        ("/", "", "en-GB,en;q=0.9", "en"),
        ("/", "", "de,ja;q=0.5", "ja"),
        ("/", "", "zh-CN,en;q=0.1", "en"),
        ("/", "ja-easy", "en", "ja-easy"),
        ("/?lang=en", "ja-easy", "ja", "en"),
        ("/?lang=ja-easy", "", "", "ja-easy"),
        ("/?lang=klingon", "", "en", "en"),
        ("/", "klingon", "", "ja"),
    ],
)
def test_a_choice_wins_over_the_cookie_and_the_cookie_over_the_browser(
    path: str, cookie: str, header: str, language: str
) -> None:
    assert answer(path, cookie=cookie, header=header)[0] == language


def test_a_choice_is_remembered_and_a_guess_is_not() -> None:
    assert answer("/?lang=en")[1].cookies[COOKIE].value == "en"
    assert COOKIE not in answer("/", header="en")[1].cookies


def test_easy_japanese_is_japanese_to_a_browser() -> None:
    assert answer("/?lang=ja-easy")[1].headers["Content-Language"] == "ja"
    assert answer("/?lang=en")[1].headers["Content-Language"] == "en"


def test_a_cache_keeps_the_languages_apart() -> None:
    assert {"Accept-Language", "Cookie"} <= set(answer("/")[1].headers["Vary"].split(", "))


def test_easy_japanese_falls_back_to_japanese() -> None:
    with translation.override("ja-easy"):
        assert translation.gettext("この言葉はどの目録にもない") == "この言葉はどの目録にもない"


def test_a_page_knows_when_a_declared_word_is_missing() -> None:
    whole = Named.model_validate({"id": "a", "ja": "あ", "ja-easy": "あ", "en": "a"})
    assert not lacks(whole, "en")
    assert lacks(Text(ja="あ"), "en")
    assert lacks(Text(ja="あ", en="a"), "ja-easy")
    assert not lacks(Text(ja="あ"), "ja")
