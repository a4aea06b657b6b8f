"""Every route, as everybody: not one byte of a shielded person comes out beyond the allow table below."""

import re
from collections.abc import Iterator

import pytest
from django.http import StreamingHttpResponse

from tests.canary.spellings import hits
from tests.canary.world import CANARIES, IDENTITY, World
from tests.house.test_audience import ROUTES

ROLES = {
    "a stranger, the other party at home": "",
    "who has the case": "mori",
    "a colleague of the same office": "nagai",
    "the other party, who works here": "hoshino",
    "the manager": "shiraishi",
    "another office": "kubota",
    "a publisher": "kurata",
    "the operator": "sakuma",
    "the desk": "tsukuda",
}
ALLOWED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    # Who has the case sees who it is, on the pages of the case; never where they are.
    "mori": ((r"^/staff/cases/[^/]+/", IDENTITY),),
    # The desk sees who is shielded, and the sealed words of the request, on the pages of one shield.
    "tsukuda": ((r"^/staff/shields/[0-9a-f-]{36}/", tuple(CANARIES[:6] + CANARIES[-2:])), (r"^/staff/shields/matching/", IDENTITY)),
}  # fmt: skip
"""DESIGN §5 as a table: everything else is nothing, for everybody."""
SKIPPED = ("staff/sign-out/",)


def fillings(world: World) -> dict[str, list[str]]:
    """What stands in an address: the family's own things first, then somebody else's, then nobody's."""
    nobody = "00000000-0000-0000-0000-000000000000"
    return {
        "str": [world.number, world.others_number],
        "secret": [world.secret, world.others_secret, "x" * 32],
        "uuid": [*map(str, world.files[:1]), str(world.shield.pk), str(world.record), nobody],
        "slug": ["jido-teate-nintei", "iken", "koseki"], "int": [str(world.ward.staff["mori"].pk)], "row": ["1"], "path": ["x"],
        "deed": ["prove", "close"], "part": ["applicant", "child[0]"],
    }  # fmt: skip


def addresses(world: World) -> Iterator[str]:
    filled = fillings(world)
    for path, _ in ROUTES:
        if path in SKIPPED:
            continue
        kinds = re.findall(r"<(\w+):\w+>", path)
        for place in range(max((len(filled[kind]) for kind in kinds), default=1)):
            turn = iter(kinds)
            yield "/" + re.sub(r"<\w+:\w+>", lambda _, n=place, t=turn: _pick(filled[next(t)], n), path)


def _pick(values: list[str], place: int) -> str:
    return values[min(place, len(values) - 1)]


def everything_of(answer) -> bytes:
    """Body, head and cookies."""
    body = b"".join(answer.streaming_content) if isinstance(answer, StreamingHttpResponse) else answer.content
    return body + str(dict(answer.headers)).encode() + str(answer.cookies).encode()


def leaks(world: World, login: str, method: str) -> list[str]:
    client, found, asked = world.browser(login), [], 0
    for address in addresses(world):
        answer = getattr(client, method)(address)
        assert answer.status_code < 500, f"{method} {address}: {answer.status_code}"
        allowed = {word for rule, words in ALLOWED.get(login, ()) if re.match(rule, address) for word in words}
        found += [f"{address}: {word}" for word in hits(CANARIES, everything_of(answer)) if word not in allowed]
        asked += 1
    assert asked > 120
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_shielded_person(world, role):
    assert leaks(world, ROLES[role], "get") == []


@pytest.mark.full
@pytest.mark.parametrize("role", ROLES)
def test_no_answer_to_a_form_shows_a_shielded_person(world, role):
    assert leaks(world, ROLES[role], "post") == []


def test_the_walk_has_teeth(world, monkeypatch):
    """With a gate that forgot the shields the same walk must find the family."""
    monkeypatch.setattr("madoguchi.protect.shielding.of_records", lambda ids: {})
    monkeypatch.setattr("madoguchi.decide.queries.names.shielded_among", lambda ids: set())
    assert {leak.split(": ")[1] for leak in leaks(world, "nagai", "get")} >= {
        *IDENTITY,
        "メゾンカナリア",
        "090-0000-9909",
    }


def test_who_has_the_case_does_see_who_it_is(world):
    """The allow table is no empty promise: the work can be done."""
    page = world.browser("mori").get(f"/staff/cases/{world.number}/")
    assert hits(list(IDENTITY), page.content) >= {"望海"}
