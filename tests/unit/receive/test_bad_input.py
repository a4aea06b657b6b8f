"""Whatever is sent: a clear page, nothing typed is lost, never a 500. Names keep every byte."""

import json
from urllib.parse import quote

import pytest
from django.test import Client

from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.receive import sealed
from madoguchi.receive.models import Application, Draft
from madoguchi.trail.actor import RESIDENT
from tests.unit.receive.conftest import NAME, Browser, day, parts

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def name_page(browser: Browser) -> Browser:
    """The page that asks for a name and a birth."""
    browser.open("/procedures/jido-teate-nintei/start/")
    return browser.fill(reason="born", work="employee", **day("happened", "reiwa", 8, 11, 1))


GAIJI = {
    "variation selector": "葛\U000e0100西",
    "compatibility ideograph": "神\ufa19",
    "beyond the basic plane": "𠮷田",
    "private use": "\ue000\U000f0001",
    "decomposed kana": "か\u3099き",
    "half-width": "ﾜｶﾊﾞ",
}


@pytest.mark.parametrize("family", GAIJI.values(), ids=GAIJI.keys())
def test_a_name_is_kept_byte_for_byte(name_page: Browser, published: dict[str, Version], family: str) -> None:
    name_page.fill(**parts("name", NAME | {"family": family}), **day("birth", "heisei", 2, 4, 5), pension="none")
    assert name_page.url.endswith("/contact/")
    name_page.open(f"/drafts/{name_page.secret}/applicant/")
    assert name_page.form().fields["name.family"] == [family]
    draft = Draft.objects.get(secret_hash=links.link_hash(name_page.secret))
    content = sealed.open_record(draft.record_id, published["jido-teate-nintei"], by=RESIDENT, secret=name_page.secret)
    assert content.answers["name"]["family"].encode() == family.encode()


@pytest.mark.parametrize(
    "family",
    ["a\x00b", "若\u202e葉", "若\u2066葉", "若\x07葉", "あ" * 34_000, "x" * 100_000],
    ids=["nul", "bidi override", "bidi isolate", "bell", "100 kB of kana", "100 kB of latin"],
)
def test_what_no_name_can_hold_is_said_and_kept(name_page: Browser, family: str) -> None:
    name_page.fill(**parts("name", NAME | {"family": family}), **day("birth", "heisei", 2, 4, 5), pension="none")
    assert name_page.status == 422
    assert name_page.form().fields["name.given"] == [NAME["given"]]
    assert name_page.form().fields["name.family"] == [
        family.replace("\x00", name_page.form().fields["name.family"][0][1:2])
    ]
    name_page.open(f"/drafts/{name_page.secret}/applicant/")
    assert name_page.form().fields["name.given"] == [NAME["given"]]


@pytest.mark.parametrize("octets", [b"%ED%A0%80", b"%FF%FE", b"%C0%AF", b"%", b"%ZZ", b"%F4%90%80%80"])
def test_octets_that_are_no_text_do_not_stop_the_rest(browser: Browser, octets: bytes) -> None:
    browser.open("/procedures/iken/start/")
    form = browser.form()
    body = f"_ticket={quote(form.fields['_ticket'][0])}&topic=town&reply=no&words=".encode() + octets + "続き".encode()
    response = browser.client.generic("POST", str(form.action), body, FORM)
    assert response.status_code in (303, 422)


def test_a_my_number_is_refused_and_stored_nowhere(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion | {"words": "番号は1234 5678 9018です"})
    assert browser.status == 422
    assert "マイナンバー" in browser.html
    assert browser.form().fields["words"] == ["番号は1234 5678 9018です"]  # it goes back to who wrote it
    browser.open(f"/drafts/{str(browser.form().action).split('/')[2]}/opinion/")
    assert "9018" not in browser.html


@pytest.mark.parametrize(
    ("era", "year", "month", "of_month"),
    [
        ("reiwa", 99, 1, 1),
        ("heisei", 2, 2, 30),
        ("", 0, 0, 0),
        ("bogus", 2, 4, 5),
        ("seireki", 9999, 12, 31),
        ("seireki", 99999, 1, 1),
    ],
)
def test_days_that_do_not_exist_come_back_as_typed(
    name_page: Browser, era: str, year: int, month: int, of_month: int
) -> None:
    name_page.fill(**parts("name", NAME), **day("birth", era, year, month, of_month), pension="none")
    assert name_page.status == 422
    assert name_page.form().fields["birth.year"] == [str(year)]


def test_an_option_that_is_not_there_is_refused(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion | {"topic": "another"})
    assert browser.status == 422
    assert "選択肢の中から" in browser.html


def test_the_same_input_several_times_counts_once(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion | {"words": ["はじめ", "おわり"]})
    assert browser.url.endswith("/check/")
    assert "おわり" in browser.html


def test_answers_to_questions_of_other_pages_are_not_taken(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion, secret="x", children="[]")
    assert browser.url.endswith("/check/")


@pytest.mark.parametrize("page", ["nowhere", "stop", "older-children/1", "children/13", "children/99", "children/3"])
def test_a_page_that_is_not_asked_leads_back_to_the_draft(name_page: Browser, page: str) -> None:
    secret = name_page.secret
    assert name_page.open(f"/drafts/{secret}/{page}/").status == 200
    assert name_page.url.endswith("/applicant/")
    sent = name_page.client.post(f"/drafts/{secret}/{page}/", {"name.family": "書いた名前"})
    assert sent.status_code == 404
    assert "書いた名前" in sent.content.decode()


def test_the_thirteenth_child_is_not_lost_but_refused(at_the_last_look: Browser) -> None:
    browser, secret = at_the_last_look, at_the_last_look.secret
    child = {**parts("name", NAME), **day("birth", "reiwa", 5, 4, 1), "relation": "child", "living": "together"}
    for number in range(2, 13):
        browser.open(f"/drafts/{secret}/children/{number}/").fill(**child)
    assert "12人まで" in browser.html
    sent = browser.client.post(f"/drafts/{secret}/children/13/", {"name.family": "十三人目"})
    assert sent.status_code == 404
    assert "十三人目" in sent.content.decode()


def _encoded(data: dict[str, str]) -> bytes:
    return "&".join(f"{key}={quote(text.encode('utf-8', 'surrogatepass'))}" for key, text in data.items()).encode()


@pytest.mark.parametrize("ticket", ["", "forged", "a:b:c", "\ud800", "x" * 5000])
def test_a_forged_ticket_begins_nothing_and_gives_the_text_back(
    browser: Browser, opinion: dict[str, str], ticket: str
) -> None:
    browser.open("/procedures/iken/start/")
    sent = browser.client.generic("POST", str(browser.form().action), _encoded({**opinion, "_ticket": ticket}), FORM)
    assert sent.status_code == 404
    assert opinion["words"] in sent.content.decode()
    assert not Draft.objects.exists()


def test_a_ticket_of_another_form_begins_nothing(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/")
    action = browser.form().action
    browser.open("/procedures/iken/start/")
    ticket = browser.form().fields["_ticket"][0]
    assert browser.client.post(str(action), {**opinion, "_ticket": ticket}).status_code == 404


@pytest.mark.parametrize("digest", ["", "0" * 64, "forged", "\ud800"])
def test_a_forged_digest_sends_nothing(browser: Browser, opinion: dict[str, str], digest: str) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion)
    action = str(browser.form("send").action)
    sent = browser.client.generic("POST", action, _encoded({"_digest": digest}), FORM)
    assert sent.status_code == 409
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/json",
        "multipart/form-data",
        f"{FORM}; charset=utf-16",
        f"{FORM}; charset=nonsense",
        "",
        "multipart/form-data; boundary=\x00",
    ],
)
def test_a_wrong_content_type_is_answered_kindly(browser: Browser, content_type: str) -> None:
    browser.open("/procedures/iken/start/").fill(topic="town", words="言葉", reply="no")
    address = f"/drafts/{browser.secret}/opinion/"
    response = browser.client.generic("POST", address, b"\x00\xff{]", content_type)
    assert response.status_code in (303, 400, 422)


def test_a_missing_csrf_token_gets_a_kind_page(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/")
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    response = strict.post(str(browser.form().action), opinion)
    assert response.status_code == 403
    page = response.content.decode()
    assert "<h1>" in page
    assert 'lang="ja"' in page


def test_a_request_that_is_too_large_gets_a_kind_page(browser: Browser) -> None:
    browser.open("/procedures/iken/start/")
    body = "words=" + "x" * 1_100_000
    response = browser.client.generic("POST", str(browser.form().action), body.encode(), FORM)
    assert response.status_code == 413
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_not_taken(browser: Browser, method: str) -> None:
    browser.open("/procedures/iken/start/").fill(topic="town", words="言葉", reply="no")
    for address in (browser.url, f"/drafts/{browser.secret}/opinion/", "/procedures/iken/start/", "/status/"):
        assert browser.client.generic(method, address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/drafts/{}/",
        "/drafts/{}/check/",
        "/drafts/{}/later/",
        "/drafts/{}/opinion/",
        "/receipts/{}/",
        "/receipts/{}/print/",
        "/receipts/{}/withdraw/",
    ],
)
@pytest.mark.parametrize("secret", ["0" * 32, "x" * 300, "../../etc", "a" * 32 + "~1", "%00" * 6, "若葉" * 10])
def test_a_secret_that_nobody_gave_finds_nothing(browser: Browser, address: str, secret: str) -> None:
    assert browser.client.get(address.format(secret)).status_code == 404


def test_pages_with_personal_data_are_kept_by_no_cache(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion)
    addresses = [browser.url, f"/drafts/{browser.secret}/opinion/", f"/drafts/{browser.secret}/later/"]
    addresses.append(browser.fill("send").url)
    for address in addresses:
        response = browser.client.get(address)
        if response.status_code == 200:
            assert "no-store" in response.headers["Cache-Control"]
            assert response.headers["Referrer-Policy"] == "same-origin"


def test_two_people_never_see_each_others_answers(published: dict[str, Version], opinion: dict[str, str]) -> None:
    """The frame of a page is kept in memory for everybody: nothing of the first person may be in it."""
    pages = []
    for canary in ("あさひの言葉", "ゆうひの言葉"):
        one = Browser().open("/procedures/iken/start/").fill(**opinion | {"words": canary})
        pages.append((canary, one.secret, one.html))
    (first, first_secret, first_page), (second, second_secret, second_page) = pages
    assert first in first_page
    assert second in second_page
    assert first not in second_page
    assert first_secret not in second_page
    assert second_secret in second_page


def test_every_page_is_json_safe_in_the_trail(browser: Browser, opinion: dict[str, str]) -> None:
    from madoguchi.trail.models import Event

    browser.open("/procedures/iken/start/").fill(**opinion | {"words": "カナリアの言葉"}).fill("send")
    trail = json.dumps(list(Event.objects.values("verb", "about_id", "data", "actor_label")), ensure_ascii=False)
    assert "カナリア" not in trail
    assert browser.secret not in trail
