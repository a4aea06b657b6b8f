"""A shielded person in a register is not there: no list, count, search, page, file or alarm tells of the row."""

from datetime import timedelta

import pytest

from madoguchi.protect import actions as vault
from madoguchi.protect.actions import ShieldRequest
from madoguchi.protect.identity import Identity
from madoguchi.registers import actions
from madoguchi.registers.errors import Overtaken
from madoguchi.registers.models import Row
from madoguchi.registers.plan import plan
from madoguchi.registers.queries.rows import due_for, page_of
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.registers.test_csv import out
from tests.unit.registers.world import MEMBER, SECRETS, version

BASE = "/staff/registers/iin/"
OTHER = MEMBER | {
    "name": {"family": "真野", "given": "あさひ", "family_kana": "マノ", "given_kana": "アサヒ"},
    "birth": "1981-02-03", "telephone": "0300007766", "field": "福祉",
}  # fmt: skip


@pytest.fixture
def shielded(member, clerk) -> Row:
    """Two members; the first fled from somebody."""
    actions.append_row(register="iin", answers=dict(OTHER), by=clerk)
    today = clock.today()
    who = Identity.of(MEMBER["name"], MEMBER["birth"], MEMBER["telephone"])
    asked = ShieldRequest(kind="dv", people=(who,), starts_on=today, ends_on=today + timedelta(days=365))
    vault.shield(asked=asked, by=SYSTEM)
    return member


def test_the_row_is_on_no_page_of_its_own_office(shielded, client_of):
    client = client_of("kurata")
    pages = [
        client.get(address)
        for address in (BASE, f"{BASE}?q=法律", f"{BASE}?ended=1", f"{BASE}csv/", "/staff/registers/")
    ]
    shown = "\n".join(page.content.decode() for page in pages)
    assert "福祉" in shown and "真野" in shown
    assert [secret for secret in (*SECRETS, "法律", "2件") if secret in shown.replace('value="法律"', "")] == []


@pytest.mark.parametrize("tail", ["1/", "1/edit/", "1/end/"])
def test_its_addresses_are_as_empty_as_those_of_no_row(shielded, client_of, tail):
    client = client_of("kurata")
    assert client.get(f"{BASE}{tail}").status_code == client.get(f"{BASE}{tail.replace('1', '77')}").status_code == 404


def test_no_question_counts_it(shielded, ward):
    book = shielded.book
    assert page_of(book).total == 1
    with clock.at(clock.now() + timedelta(days=200)):
        assert [one.row.number for one in due_for(ward.staff["kurata"])] == [2]
    assert "法律" not in out("iin")


def test_no_alarm_is_raised_about_it(shielded):
    with clock.at(clock.now() + timedelta(days=200)):
        assert actions.alarm_overdue(by=SYSTEM) == 1
    assert Event.objects.get(verb="registers.review_overdue").about_id == "iin/2"


def test_a_sheet_that_names_it_meets_no_row(shielded):
    made = plan(shielded.book, version("iin"), "番号,版,専門\n1,1,法律\n".encode())
    assert [one.column for one in made.problems] == ["番号"]


def test_no_action_reaches_it(shielded, clerk):
    with pytest.raises(Overtaken):
        actions.end_row(row=Row.objects.get(pk=shielded.pk), why="退任", seen=1, by=clerk)


def test_adding_somebody_who_may_be_shielded_shows_nothing_of_the_row(shielded, client_of):
    again = {
        "name.family": "榊原", "name.given": "翼", "name.family_kana": "サカキバラ", "name.given_kana": "ツバサ",
        "birth.year": "1970-05-06", "telephone": "03-0000-9988", "field": "統計",
    }  # fmt: skip
    answer = client_of("kurata").post(f"{BASE}new/", again)
    assert (answer.status_code, answer.url) == (302, BASE)
