"""A procedure of the staff: the same machinery; the applicant is the one who is signed in."""

import pytest
from django.test import Client

from madoguchi.demo.ward import Ward
from madoguchi.people import session
from madoguchi.receive.models import Application, Draft
from tests.unit.receive.conftest import Browser

START = "/staff/procedures/gyomu-kaizen/start/"
IDEA = {"title": "申請書を一枚に", "theme": "time", "now": "二枚あります。", "idea": "一枚にします。", "hours": "3"}


@pytest.fixture
def sign_in(midori: Ward, rf):
    """`sign_in("nagai")`: a browser of that member of staff."""

    def one(login: str) -> Browser:
        from django.conf import settings
        from django.contrib.sessions.backends.db import SessionStore

        browser, store = Browser(), SessionStore()
        request = rf.get("/")
        request.session, request.user = store, midori.staff[login]
        session.begin(request, midori.staff[login])
        store.save()
        browser.client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
        return browser

    return one


def test_a_visitor_is_asked_to_sign_in(midori: Ward) -> None:
    client = Client(headers={"host": "localhost"})
    for address in (START, "/staff/procedures/", "/staff/procedures/gyomu-kaizen/"):
        assert client.get(address).status_code == 302


def test_the_proposal_bears_the_name_of_who_is_signed_in(sign_in, midori: Ward) -> None:
    browser = sign_in("nagai").open("/staff/procedures/")
    assert "業務改善提案" in browser.html
    browser.open(START).fill(**IDEA)
    assert browser.url.startswith("/staff/drafts/")
    browser.fill("send")
    assert browser.url.startswith("/staff/receipts/")
    assert Application.objects.get().staff == midori.staff["nagai"]


def test_a_colleague_cannot_open_the_draft_or_the_receipt(sign_in) -> None:
    browser = sign_in("nagai").open(START).fill(**IDEA)
    colleague, draft = sign_in("kubota"), browser.url
    assert colleague.open(draft).status == 404
    receipt = browser.fill("send").url
    assert colleague.open(receipt).status == 404
    assert browser.open(receipt).status == 200


def test_the_public_ground_does_not_open_a_draft_of_the_staff(sign_in) -> None:
    browser = sign_in("nagai").open(START).fill(**IDEA)
    assert browser.open(browser.url.removeprefix("/staff")).status == 404
    public = browser.client.post(f"/drafts/{browser.url.split('/')[3]}/submit/", {"_digest": "x"})
    assert public.status_code == 404
    assert Draft.objects.count() == 1


def test_procedures_of_residents_are_not_on_the_staff_ground(sign_in) -> None:
    assert sign_in("nagai").open("/staff/procedures/iken/start/").status == 404


def test_ones_own_name_on_top_leads_to_the_procedures_of_staff(sign_in) -> None:
    browser = sign_in("nagai")
    assert '<a href="/staff/me/">永井 健</a>' in browser.open("/staff/").html
    assert 'href="/staff/procedures/"' in browser.open("/staff/me/").html
