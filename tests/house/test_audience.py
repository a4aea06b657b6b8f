"""Every address says who it is for, and keeps the others out. A new view without an audience fails here."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from madoguchi.people import actions as people
from madoguchi.people.audience import AUDIENCES
from madoguchi.trail.actor import SYSTEM
from tests.sign_in import signed_in

Route = tuple[str, object]

LET_IN: dict[str, str] = {}
"""Views of other packages bear no mark of ours: each is named here with who it is for."""


def routes(patterns: list[object] | None = None, prefix: str = "") -> Iterator[Route]:
    """Every (path, view) of the resolver."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, path)
        elif isinstance(one, URLPattern):
            yield path, one.callback


ROUTES = list(routes())
EXAMPLES = {
    "int": "1", "row": "1", "uuid": "00000000-0000-0000-0000-000000000000", "str": "MD-0000-0000", "slug": "iken",
    "secret": "x" * 32, "path": "x", "deed": "triage", "part": "applicant",
}  # fmt: skip
"""By converter."""


def audience_of(view: object) -> str:
    return getattr(view, "audience", "")


@pytest.mark.parametrize(("path", "view"), ROUTES, ids=[path for path, _ in ROUTES])
def test_every_route_has_a_declared_audience(path, view):
    assert audience_of(view) in AUDIENCES or path in LET_IN


def test_staff_addresses_are_for_staff_and_no_others_are():
    wrong = [
        path
        for path, view in ROUTES
        if path.startswith("staff/") != (audience_of(view) in ("staff", "operator")) and not _door(path)
    ]
    assert wrong == []


def _door(path: str) -> bool:
    """The way in is open to everybody; nothing behind it is."""
    return path.startswith("staff/sign-in/")


def test_the_table_of_audiences_is_not_empty_anywhere():
    assert {audience_of(view) for _, view in ROUTES} >= {"public", "link", "staff", "api"}


def filled(path: str) -> str:
    return "/" + re.sub(r"<(\w+):\w+>", lambda part: EXAMPLES[part[1]], path)


GUARDED = sorted({path for path, view in ROUTES if audience_of(view) in ("staff", "operator")})


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", GUARDED)
def test_a_stranger_is_asked_to_sign_in_and_nothing_is_shown_or_kept(path, method):
    answer = getattr(Client(), method)(filled(path))
    assert answer.status_code in (302, 401)
    assert answer.status_code == 401 or answer.url.startswith("/staff/sign-in/?next=")
    assert "no-store" in answer["Cache-Control"]


RESTRICTED = sorted({path for path, view in ROUTES if getattr(view, "roles", None)})


@pytest.mark.django_db
@pytest.mark.parametrize("path", RESTRICTED)
def test_a_member_of_staff_without_the_role_is_told_so_calmly(path):
    staff = people.add_staff(login="nobody", name="役割 なし", password="a-long-enough-word", by=SYSTEM)
    answer = signed_in(staff).get(filled(path))
    assert answer.status_code == 403 and "この画面を開く役割がありません" in answer.content.decode()
