"""Every way out of the vault has a driver that opens its real outputs, and a planted leak that the driver must find.

Whoever adds a member to `protect.Channel` adds a driver; whoever adds an output adds a member, since nothing opens a
value without one (`tests/house/test_outputs.py`).
"""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest

from madoguchi import protect
from madoguchi.declare.tables import DecisionTable, Suggestion
from madoguchi.paper.engine import why_not
from madoguchi.protect import Channel, PersonalLeak, Refused, policy, show
from madoguchi.protect.paths import ALL
from madoguchi.protect.personal import Personal
from madoguchi.receive import mail
from madoguchi.receive.api import intake
from madoguchi.receive.letters import sheet
from madoguchi.receive.queries.applications import draft_by_secret
from madoguchi.site.mail import mail_server
from madoguchi.trail.actor import RESIDENT, SYSTEM, Actor
from tests.canary.outputs import NONE_YET, OUTPUTS
from tests.canary.spellings import hits
from tests.canary.world import CANARIES, IDENTITY, NOTE, World

PURPOSE = "child-allowance"
SOURCE = Path(__file__).parents[2] / "src" / "madoguchi"
MEETS_NAMES = {Channel.RULE, Channel.LETTER}
"""Where whoever has the case (with the note about it) and the letter say who it is; never where."""
ON_PAPER = {Channel.LETTER, Channel.PRINT, Channel.MAIL}


@pytest.fixture(autouse=True)
def _post_office(settings):
    settings.MADOGUCHI_MAIL_FROM, settings.MADOGUCHI_ADDRESS = "madoguchi@city.example.jp", "https://city.example.jp"
    settings.MADOGUCHI_SMTP = mail_server(
        "smtp://127.0.0.1:25", sender="a@b.example", address="https://city.example.jp"
    )


@pytest.fixture
def heap(world):
    """What comes out of one way's real outputs."""

    def of(channel: Channel) -> bytes:
        if channel in ON_PAPER and why_not():
            pytest.skip(why_not())
        return OUTPUTS[channel](world)

    return of


def everybody(world: World) -> list[Actor]:
    staff = [world.ward.actor(login) for login in ("mori", "nagai", "hoshino", "shiraishi", "kubota", "tsukuda")]
    return [RESIDENT, SYSTEM, Actor("machine", "api", "api"), *staff]


def asked_for(world: World, channel: Channel, fields=ALL) -> bytes:
    """Everything that the vault gives to anybody by this way, in any relation."""
    heap = b""
    for by in everybody(world):
        for relation in ("self", "guardian", "office", "rule", "use", "desk"):
            purpose = policy.STATISTICS if channel is Channel.STATISTICS else PURPOSE
            how = {"purpose": purpose, "by": by, "channel": channel, "relation": relation, "secret": world.secret}
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


def test_every_way_out_has_a_driver_or_no_output():
    assert set(OUTPUTS) | set(NONE_YET) == set(Channel) and not set(OUTPUTS) & set(NONE_YET)


def test_what_has_no_output_yet_is_named_by_no_code_that_brings_something_out():
    """The day that somebody writes the first one, this fails: write its driver and its planted leak."""
    rooms = [path for path in SOURCE.rglob("*.py") if not {"protect", "demo"} & set(path.relative_to(SOURCE).parts)]
    texts = [text for path in rooms if "Channel." in (text := path.read_text())]
    names = {node.attr for text in texts for node in ast.walk(ast.parse(text)) if _is_member(node)}
    assert names == {
        channel.name for channel in set(OUTPUTS) - {Channel.SEARCH, Channel.API}
    }  # protect.find; no values


def _is_member(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Channel"


@pytest.mark.parametrize("channel", OUTPUTS)
def test_nothing_comes_out_of_its_outputs(heap, channel):
    allowed = {*IDENTITY, NOTE} if channel in MEETS_NAMES else set()
    assert hits(CANARIES, heap(channel)) - allowed == set()


@pytest.mark.parametrize("channel", Channel)
def test_nothing_comes_out_of_the_vault(world, channel):
    allowed = set(IDENTITY) if channel in {*MEETS_NAMES, Channel.STAFF_PAGE} else set()
    assert hits(CANARIES, asked_for(world, channel)) - allowed == set()


@pytest.mark.parametrize("channel", [one for one in Channel if one is not Channel.STATISTICS])
def test_a_leak_planted_in_the_gate_is_found(world, channel, monkeypatch):
    """The gate lets this way out through for everybody: the same driver must find the address, the file, the names.

    To be counted, nothing is ever read: `extract` has its own test of a shielded record (unit/protect/test_extract.py).
    """
    everyone = policy.Rule("staff", "office", frozenset(Channel), frozenset({"filed"}), "none", True, "planted")
    monkeypatch.setattr("madoguchi.protect.shielding.of_records", lambda ids: {})
    monkeypatch.setattr("madoguchi.protect.withholding.others", lambda text: frozenset())
    monkeypatch.setattr(policy, "rule_for", lambda *asked: everyone)
    found = hits(CANARIES, asked_for(world, channel))
    assert found >= {"望海", "メゾンカナリア", "canary-909@example.jp", "CANARY-FILE-CONTENT-909"}


def family_unasked(patch) -> None:
    """The page of a guardian forgets to ask who is hidden from them."""
    patch.setattr("madoguchi.protect.queries.guardians.hidden_from", lambda viewer, subject: False)


def names_kept(patch) -> None:
    """The queue keeps names of its own, from before the shield."""
    patch.setattr("madoguchi.decide.views.queue.names_of", lambda cases, by: {one.pk: "綾瀬川 望海" for one in cases})


def author_of_the_pdf(patch) -> None:
    """The title of the document names somebody else: nothing is to be seen on the paper."""
    html_of = sheet.html_of
    patch.setattr(sheet, "html_of", lambda *given: html_of(*given).replace("<title>", "<title>綾瀬川 望海 "))


def address_on_the_letter(patch) -> None:
    """The window shows an address that the gate did not give."""
    html_of = sheet.html_of
    patch.setattr(
        sheet, "html_of", lambda *given: html_of(*given).replace("</body>", "<p>メゾンカナリア 909</p></body>")
    )


def name_in_the_subject(patch) -> None:
    """The subject line of an e-mail, in the encoding of mail headers."""
    notice = mail.notice

    def leaky(*given):
        message = notice(*given)
        message.subject += " 綾瀬川望海"
        return message

    patch.setattr(mail, "notice", leaky)


def export_of_a_page(patch) -> None:
    """The file is written from what was opened for a screen."""
    patch.setattr("madoguchi.decide.queries.boards.export.Channel", SimpleNamespace(EXPORT=Channel.STAFF_PAGE))


def applicant_in_json(patch) -> None:
    receipt = intake._receipt
    patch.setattr(intake, "_receipt", lambda *given: receipt(*given) | {"household": ["望海"]})


def table_that_quotes(patch) -> None:
    """A decision table that gives an answer as its reason."""
    patch.setattr(
        DecisionTable, "propose", lambda self, answers, today: Suggestion("granted", [str(answers.get("home"))], 1)
    )


def table_that_quotes_what_nobody_masked(patch) -> None:
    table_that_quotes(patch)
    patch.setattr("madoguchi.protect.gate._withheld", lambda *asked: {})


def search_that_forgot(patch) -> None:
    patch.setattr("madoguchi.protect.shielding.of_records", lambda ids: {})


def any_draft_is_mine(patch) -> None:
    """The counter forgets to ask who wrote it."""
    patch.setattr("madoguchi.receive.queries.applications.own_draft", lambda secret, owner: draft_by_secret(secret))


PLANTED = {
    Channel.RESIDENT_PAGE: (family_unasked, {"帆波", "汐音"}),
    Channel.STAFF_PAGE: (names_kept, {"望海"}),
    Channel.COUNTER_PAGE: (any_draft_is_mine, {"望海", "メゾンカナリア"}),
    Channel.PRINT: (author_of_the_pdf, {"望海"}),
    Channel.LETTER: (address_on_the_letter, {"メゾンカナリア"}),
    Channel.MAIL: (name_in_the_subject, {"望海"}),
    Channel.EXPORT: (export_of_a_page, {"帆波"}),
    Channel.API: (applicant_in_json, {"望海"}),
    Channel.RULE: (table_that_quotes_what_nobody_masked, {"メゾンカナリア", "9-99-909"}),
    Channel.SEARCH: (search_that_forgot, {"望海"}),
}


def test_every_output_has_a_planted_leak():
    assert set(PLANTED) == set(OUTPUTS)


@pytest.mark.parametrize("channel", PLANTED)
def test_a_leak_planted_in_its_output_is_found(heap, channel, monkeypatch):
    plant, words = PLANTED[channel]
    plant(monkeypatch)
    assert hits(CANARIES, heap(channel)) >= words


def test_a_table_that_quotes_has_nothing_to_quote(heap, monkeypatch):
    """The same table behind the gate as it is: an address is no answer to it."""
    table_that_quotes(monkeypatch)
    content = heap(Channel.RULE)
    assert "None" in content.decode() and hits(CANARIES, content) <= {*IDENTITY, NOTE}


def test_a_value_opens_for_a_member_of_the_list_only():
    value = Personal("9-99-909", channel=Channel.STAFF_PAGE)
    with pytest.raises((PersonalLeak, ValueError)):
        show(value, channel="fax")
