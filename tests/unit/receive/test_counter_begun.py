"""書きかけ at the counter: whoever was interrupted finds it again; and nothing in their browser opens what was sent."""

from datetime import timedelta

import pytest

from madoguchi.protect.models import Reading, Record
from madoguchi.receive import actions, tickets
from madoguchi.receive.actions import revoke
from madoguchi.receive.models import Application, Draft
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.sign_in import signed_in
from tests.unit.receive.conftest import Browser

START = "/staff/counter/procedures/iken/start/"
OPINION = {"topic": "town", "words": "駅前のベンチを増やしてほしいです。", "reply": "no"}


def begin(clerk: Browser) -> Draft:
    clerk.open(START).fill(**OPINION)
    return Draft.objects.latest("pk")


def test_who_was_interrupted_finds_what_is_half_written(clerk: Browser) -> None:
    draft = begin(clerk)
    page = clerk.open("/staff/counter/").html
    assert (
        "書きかけ 1件" in page
        and f'action="/staff/counter/begun/{draft.pk}/"' in page
        and "最後に保存したページ" in page
    )
    assert "ベンチ" not in page, "what lies sealed in the draft is not said on a list"
    assert not Reading.objects.exists()


def test_going_on_is_a_reading_and_the_old_address_leads_nowhere_any_more(clerk: Browser, midori) -> None:
    draft, old = begin(clerk), clerk.url
    went = clerk.client.post(f"/staff/counter/begun/{draft.pk}/")
    assert went.status_code == 303 and "ベンチ" in clerk.open(went.headers["Location"]).html
    assert clerk.client.get(old).status_code == 404
    reading = Reading.objects.get()
    assert (reading.actor_id, reading.channel, reading.relation) == (
        str(midori.staff["nagai"].pk),
        "counter-page",
        "self",
    )
    told = Event.objects.get(verb="receive.draft_taken_up")
    assert (told.about_id, told.actor_id) == (str(draft.pk), str(midori.staff["nagai"].pk))
    clerk.fill("send", presence="self")
    assert Application.objects.get().taken_by == midori.staff["nagai"]


def test_what_was_typed_in_the_old_window_is_shown_and_not_lost(clerk: Browser) -> None:
    draft = begin(clerk)
    old = clerk.url.replace("check/", "opinion/")
    clerk.client.post(f"/staff/counter/begun/{draft.pk}/")
    lost = clerk.client.post(old, OPINION | {"words": "あとから書いた長い文。"})
    assert lost.status_code == 404 and "あとから書いた長い文。" in lost.content.decode()


def test_nobody_else_sees_it_goes_on_with_it_or_throws_it_away(clerk: Browser, at_the_counter) -> None:
    draft, colleague = begin(clerk), at_the_counter("mori")
    assert "書きかけ" not in colleague.open("/staff/counter/").html
    for address in (f"/staff/counter/begun/{draft.pk}/", f"/staff/counter/begun/{draft.pk}/throw-away/"):
        assert colleague.client.post(address).status_code == 404
    assert colleague.client.get(f"/staff/counter/begun/{draft.pk}/throw-away/").status_code == 404
    assert Draft.objects.filter(pk=draft.pk, secret_hash=draft.secret_hash).exists()


def test_no_machine_takes_up_a_draft_and_no_resident(clerk: Browser) -> None:
    from madoguchi.trail.actor import RESIDENT, SYSTEM

    draft = begin(clerk)
    for nobody in (RESIDENT, SYSTEM):
        with pytest.raises(Draft.DoesNotExist):
            actions.take_up(draft_id=draft.pk, by=nobody)


def test_thrown_away_is_destroyed_after_being_asked_once_more(clerk: Browser) -> None:
    draft = begin(clerk)
    address = f"/staff/counter/begun/{draft.pk}/throw-away/"
    assert "元には戻せません" in clerk.open(address).html and Draft.objects.exists()
    assert clerk.client.post(address).headers["Location"] == "/staff/counter/"
    assert not Draft.objects.exists() and Record.objects.get(pk=draft.record_id).state == "erased"
    assert Event.objects.get(verb="receive.draft_thrown_away").about_id == str(draft.pk)
    assert clerk.client.post(address).status_code == 404
    assert "書きかけ" not in clerk.open("/staff/counter/").html


def test_the_list_forgets_what_is_over_what_was_sent_and_what_a_shield_revoked(clerk: Browser) -> None:
    draft = begin(clerk)
    with clock.at(clock.now() + timedelta(days=15)):
        clerk.client = signed_in(draft.taken_by)
        assert "書きかけ" not in clerk.open("/staff/counter/").html
        assert clerk.client.post(f"/staff/counter/begun/{draft.pk}/").status_code == 404
    clerk.client = signed_in(draft.taken_by)
    Draft.objects.update(secret_hash=revoke._nobodys())
    assert "書きかけ" not in clerk.open("/staff/counter/").html
    assert clerk.client.post(f"/staff/counter/begun/{draft.pk}/").status_code == 404
    Draft.objects.all().delete()
    begin(clerk)
    clerk.open(Draft.objects.get() and clerk.url).fill("send", presence="self")
    assert "書きかけ" not in clerk.open("/staff/counter/").html


def test_no_address_that_the_writers_browser_remembers_opens_what_was_sent(clerk: Browser) -> None:
    """Neither as it stands, nor with `/staff/counter` taken off it, nor worked out from the draft's secret."""
    draft = clerk.open(START).fill(**OPINION).url
    receipt = clerk.fill("send", presence="self").url
    paper = clerk.open(f"{receipt}print/")
    number, secret = Application.objects.get().number, draft.split("/")[4]
    assert receipt == f"/staff/counter/receipts/{number}/" and secret not in paper.html
    remembered = [draft, draft.removesuffix("check/"), receipt, f"{receipt}print/"]
    guessed = [one.replace("/staff/counter/", "/") for one in remembered]
    guessed += [f"/receipts/{one}/" for one in (secret, tickets.receipt_secret(secret))]
    for address in [*remembered, *guessed]:
        answer = Browser().client.get(address)
        assert answer.status_code in (302, 404) and answer.headers.get("Location", "/staff/sign-in").startswith(
            "/staff/sign-in"
        )
        posted = Browser().client.post(address, {"_digest": "x", "presence": "self"})
        assert number not in posted.content.decode()
    assert paper.response.headers["Cache-Control"] == "no-store, private"


def test_the_receipt_of_a_number_is_for_who_just_sent_it_here(clerk: Browser, at_the_counter) -> None:
    receipt = clerk.open(START).fill(**OPINION).fill("send", presence="self").url
    assert clerk.open(receipt).status == 200
    assert at_the_counter("nagai").open(receipt).status == 404, "another session of the same person has not sent it"
    assert at_the_counter("mori").open(receipt).status == 404
    assert clerk.open("/staff/counter/receipts/MD-0000-0000/").status == 404


def test_two_people_served_in_turn_have_each_their_own_paper(clerk: Browser) -> None:
    first = clerk.open(START).fill(**OPINION).fill("send", presence="self").url
    second = clerk.open(START).fill(**OPINION).fill("send", presence="proxy").url
    papers = [clerk.open(f"{one}print/").html for one in (first, second)]
    numbers = [one.split("/")[4] for one in (first, second)]
    assert numbers[0] in papers[0] and numbers[1] not in papers[0] and numbers[1] in papers[1]


def test_sending_again_leads_to_the_same_receipt(clerk: Browser) -> None:
    clerk.open(START).fill(**OPINION)
    submit = clerk.url.replace("check", "submit")
    form = clerk.form("send")
    receipt = clerk.fill("send", presence="self").url
    again = clerk.client.post(submit, form.fields | {"presence": "self"})
    assert again.status_code == 303 and again.headers["Location"] == receipt
    assert Application.objects.count() == 1
