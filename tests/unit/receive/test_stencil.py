"""The shared skeleton of a page: made by whoever comes first, and nothing of that person is in it."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from madoguchi.declare.versions import Version
from madoguchi.receive import stencil
from tests.unit.receive.conftest import Browser

START = "/procedures/iken/start/"
LANGUAGES = ("ja", "ja-easy", "en")
FIRST = {"host": "127.0.0.1:9", "referer": "http://127.0.0.1/kanaria-referer", "user-agent": "kanaria-agent",
         "accept-language": "fr, kanaria", "hx-request": "true", "hx-current-url": "http://127.0.0.1/kanaria-hx"}  # fmt: skip
TOKENS = re.compile(
    r'(name="(?:csrfmiddlewaretoken|_ticket|_digest)" value=")[^"]*|/drafts/[^/"]+/|\d+:\d\d|午[前後]\d+時\d+分'
)


@pytest.fixture(autouse=True)
def nothing_cut() -> Iterator[None]:
    stencil._cut.clear()
    yield
    stencil._cut.clear()


def visitor(language: str, **headers: str) -> Client:
    client = Client(headers=headers)
    client.cookies["madoguchi-lang"] = language
    return client


def pieces() -> str:
    return "".join(piece for one in stencil._cut.values() for piece in one.pieces)


def alike(html: str) -> str:
    """A page without what is its visitor's own."""
    return TOKENS.sub(lambda found: found[1] or "own", html)


def at_the_look(client: Client, words: str) -> str:
    browser = Browser()
    browser.client = client
    browser.open(START).fill(topic="town", words=words, reply="no")
    assert browser.url.endswith("/check/")
    return browser.url


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_the_first_visitor_leaves_nothing_in_the_first_page(
    language: str, method: str, published: dict[str, Version]
) -> None:
    first = visitor(language, **FIRST)
    first.cookies["kanaria-cookie"] = "kanaria-value"
    getattr(first, method)(START)
    assert len(stencil._cut) == 1
    assert "kanaria" not in pieces()
    assert first.cookies["csrftoken"].value not in pieces()
    shared = visitor(language, host="localhost").get(START).content.decode()
    stencil._cut.clear()
    fresh = visitor(language, host="localhost").get(START).content.decode()
    assert alike(shared) == alike(fresh)
    assert "127.0.0.1" not in shared


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_visitor_leaves_nothing_in_the_last_look(language: str, published: dict[str, Version]) -> None:
    first = visitor(language, **FIRST)
    look = at_the_look(first, "金成亜のことば")
    stencil._cut.clear()
    first.get(look)
    secret = look.split("/")[2]
    assert not [own for own in (secret, "金成亜", "kanaria", first.cookies["csrftoken"].value) if own in pieces()]
    other = visitor(language, host="localhost")
    theirs = at_the_look(other, "べつの人のことば")
    shared = other.get(theirs).content.decode()
    stencil._cut.clear()
    fresh = other.get(theirs).content.decode()
    assert alike(shared) == alike(fresh)
    assert secret not in shared


@pytest.mark.django_db
def test_a_page_with_something_to_tell_is_never_the_skeleton(published: dict[str, Version]) -> None:
    client = visitor("ja", host="localhost")
    look = at_the_look(client, "ことば")
    stencil._cut.clear()
    client.post(look.replace("/check/", "/submit/"), {"_digest": "0" * 64})
    client.post(f"{look}?lang=ja", {"_lang": "ja"})
    client.get(f"{look}?kanaria=1")
    client.get(f"{START}?kanaria=1")
    assert stencil._cut == {}


@pytest.mark.django_db(transaction=True)
def test_many_different_visitors_at_once_each_get_their_own_page(published: dict[str, Version]) -> None:
    def visit(number: int) -> tuple[str, str, str]:
        try:
            language, host = LANGUAGES[number % 3], ("localhost", "127.0.0.1", "[::1]")[number % 2]
            client = visitor(language, host=host)
            html: Any = client.get(START).content.decode()
            return language, re.findall(r"/drafts/([^/]+)/", html)[0], html
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(visit, range(48)))
    assert len({secret for _, secret, _ in pages}) == len(pages)
    for language in LANGUAGES:
        own = [html for spoken, _, html in pages if spoken == language]
        assert len({alike(html) for html in own}) == 1
        assert f'lang="{"en" if language == "en" else "ja"}"' in own[0]
    assert settings.MADOGUCHI_DEMO
