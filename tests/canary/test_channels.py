"""Every way out of the vault has a driver here that tries it for everybody, and a planted leak that must be found.

Whoever adds a member to `protect.Channel` adds a driver; whoever adds an output adds a member, since nothing opens a
value without one.
"""

import pytest
from django.core import mail
from django.test import Client

from madoguchi import protect
from madoguchi.protect import Channel, PersonalLeak, Refused, policy, show
from madoguchi.protect.paths import ALL
from madoguchi.protect.personal import Personal
from madoguchi.trail.actor import RESIDENT, SYSTEM, Actor
from tests.canary.spellings import hits
from tests.canary.world import CANARIES, IDENTITY, NOTE, World

PURPOSE = "child-allowance"


def everybody(world: World) -> list[Actor]:
    staff = [world.ward.actor(login) for login in ("mori", "nagai", "hoshino", "shiraishi", "kubota", "tsukuda")]
    return [RESIDENT, SYSTEM, Actor("machine", "api", "api"), *staff]


def asked_for(world: World, channel: Channel, fields=ALL) -> bytes:
    """Everything that the vault gives to anybody by this way, in any relation."""
    heap = b""
    for by in everybody(world):
        for relation in ("self", "guardian", "office", "rule", "use", "desk"):
            how = {"purpose": PURPOSE, "by": by, "channel": channel, "relation": relation, "secret": world.secret}
            try:
                opened = protect.read([world.record], fields, **how)
                heap += str(protect.show_all(opened[world.record], channel=channel)).encode()
            except Refused as refused:
                heap += refused.reason_ja.encode()
            for file in world.files:
                try:
                    heap += b"".join(protect.open_attachment(file, **how).chunks)
                except Refused as refused:
                    heap += refused.reason_ja.encode()
    return heap


def pages(world: World, *visits: tuple[str, str]) -> bytes:
    heap = b""
    for login, address in visits:
        answer = world.browser(login).get(address)
        heap += b"".join(answer.streaming_content) if answer.streaming else answer.content
    return heap


def resident_page(world: World) -> bytes:
    receipt = f"/receipts/{world.secret}/"
    return pages(world, ("", receipt), ("", f"{receipt}print/"), ("hoshino", receipt))


def staff_page(world: World) -> bytes:
    case = f"/staff/cases/{world.number}/"
    seen = pages(world, ("mori", case), ("nagai", case), ("hoshino", case), ("mori", "/staff/"), ("nagai", "/staff/"))
    files = [(login, f"{case}files/{file}/") for file in world.files for login in ("mori", "nagai")]
    return seen + pages(world, *files)


def letter(world: World) -> bytes:
    """Decided: the notice is set in type by the worker, and everybody asks for its PDF."""
    from madoguchi.decide import actions as decide
    from madoguchi.decide.models import Case
    from madoguchi.receive.models import Letter
    from madoguchi.trail.worker import run_due

    case = Case.objects.get(number=world.number)
    decide.start_review(case=case, seen=case.revision, by=world.ward.actor("mori"))
    case.refresh_from_db()
    decide.decide(case=case, result="granted", reason="", seen=case.revision, by=world.ward.actor("mori"))
    while run_due():
        pass
    ids = Letter.objects.filter(application_id=world.number).values_list("pk", flat=True)
    asked = [
        (login, f"/staff/cases/{world.number}/letters/{one}/") for one in ids for login in ("mori", "nagai", "hoshino")
    ]
    return pages(world, *asked)


def mailed(world: World) -> bytes:
    letter(world)
    return b"".join(message.message().as_bytes() for message in mail.outbox)


def api(world: World) -> bytes:
    found = [Client().get(path).content for path in ("/api/v1/procedures", "/api/v1/openapi.json")]
    return (
        b"".join(found) + Client().post(f"/api/v1/procedures/{PURPOSE}/applications", {"number": world.number}).content
    )


def searched(world: World) -> bytes:
    heap = b""
    for login in ("nagai", "hoshino", "kubota", "shiraishi"):
        for typed in ({"kana": "アヤセガワ ノゾミ"}, {"birth": "1988-02-29"}, {"telephone": "09000009909"}):
            answer = world.browser(login).post("/staff/search/", {"purpose": PURPOSE, **typed})
            page = answer.content.decode()
            for echoed in typed.values():  # what was typed stands in its own field again
                page = page.replace(f'value="{echoed}"', "")
            heap += page.encode()
    return heap


def exported(world: World) -> bytes:
    schools = ("/staff/registers/", "/privacy/files.csv", "/registers/")
    return pages(
        world,
        *[
            (login, path)
            for login in ("shiraishi", "kurata", "hanaoka")
            if login in world.ward.staff
            for path in schools
        ],
    )


def nothing_of_its_own(world: World) -> bytes:
    """No page brings this way out yet: the vault itself is asked."""
    return b""


DRIVERS = {
    Channel.RESIDENT_PAGE: resident_page,
    Channel.STAFF_PAGE: staff_page,
    Channel.COUNTER_PAGE: nothing_of_its_own,
    Channel.PRINT: resident_page,
    Channel.LETTER: letter,
    Channel.MAIL: mailed,
    Channel.EXPORT: exported,
    Channel.API: api,
    Channel.RULE: nothing_of_its_own,
    Channel.STATISTICS: nothing_of_its_own,
    Channel.SEARCH: searched,
}
MEETS_NAMES = {Channel.STAFF_PAGE, Channel.RULE, Channel.LETTER}
"""Where whoever has the case (with the note about it), the decision table and the notice may say who it is; never where."""


def test_every_way_out_has_a_driver():
    assert set(DRIVERS) == set(Channel)


@pytest.mark.parametrize("channel", Channel)
def test_nothing_comes_out(world, channel):
    allowed = {*IDENTITY, NOTE} if channel in MEETS_NAMES else set()
    assert hits(CANARIES, DRIVERS[channel](world) + asked_for(world, channel)) - allowed == set()


@pytest.mark.parametrize("channel", Channel)
def test_a_planted_leak_is_found(world, channel, monkeypatch):
    """The gate lets this way out through for everybody: the same driver must find the address, the file, the names."""
    everyone = policy.Rule("staff", "office", frozenset(Channel), frozenset({"filed"}), "none", True, "planted")
    monkeypatch.setattr("madoguchi.protect.shielding.of_records", lambda ids: {})
    monkeypatch.setattr("madoguchi.protect.withholding.others", lambda text: frozenset())
    monkeypatch.setattr(policy, "rule_for", lambda *asked: everyone)
    found = hits(CANARIES, asked_for(world, channel))
    assert found >= {"望海", "メゾンカナリア", "canary-909@example.jp", "CANARY-FILE-CONTENT-909"}


@pytest.mark.parametrize(("channel", "planted"), [(Channel.STAFF_PAGE, staff_page), (Channel.SEARCH, searched)])
def test_a_leak_planted_under_a_page_is_found_on_the_page(world, channel, planted, monkeypatch):
    monkeypatch.setattr("madoguchi.protect.shielding.of_records", lambda ids: {})
    assert hits(CANARIES, planted(world)) & {"望海"}


def test_a_value_opens_for_a_member_of_the_list_only():
    value = Personal("9-99-909", channel=Channel.STAFF_PAGE)
    with pytest.raises((PersonalLeak, ValueError)):
        show(value, channel="fax")
