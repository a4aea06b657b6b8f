"""The town's own identity provider: a real one on this machine, and the whole way there and back."""

import base64
import hashlib
import json
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from madoguchi.people import actions, oidc
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.people.conftest import is_in, verbs


class Provider:
    """The provider, and a person's browser at it."""

    def __init__(self, port: int) -> None:
        self.address = f"http://localhost:{port}"

    def agree(self, url: str, sub: str = "s-ai", **changed: str) -> str:
        """The person signs in there; returns the address one is sent back to (path and query)."""
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changed
        return self._post(f"{parts.path}?{urlencode(query)}", {"sub": sub})

    def decline(self, url: str) -> str:
        parts = urlsplit(url)
        back = self._post(f"{parts.path}?{parts.query}", {"action": "deny"})
        return f"{back}&state={parse_qs(parts.query)['state'][0]}"

    def asked(self, path: str) -> dict[str, str]:
        return json.loads(self._ask("GET", "/asked").read())[path]

    def _post(self, path: str, data: dict[str, str]) -> str:
        answer = self._ask("POST", path, urlencode(data))
        assert answer.status == 302, answer.read()
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def _ask(self, method: str, path: str, body: str | None = None) -> HTTPResponse:
        line = HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        line.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        return line.getresponse()


@pytest.fixture(scope="module")
def running():
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "provider.py")], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with process:
        yield Provider(int(process.stdout.readline()))
        process.terminate()


@pytest.fixture
def provider(running: Provider, settings) -> Provider:
    settings.MADOGUCHI_OIDC = {"issuer": running.address, "client": "madoguchi", "secret": "s", "login_claim": ""}
    return running


@pytest.fixture
def linked(ai, provider):
    key = oidc.issuer_key(provider.address)
    actions.link_identity(staff=ai, issuer_key=key, subject="s-ai", by=SYSTEM)
    return ai


def start(client: Client, onward: str = "/staff/me/") -> str:
    return client.get(f"/staff/sign-in/oidc/?next={onward}").url


def test_a_linked_subject_comes_in_and_goes_where_it_wanted(linked, provider, client):
    assert client.get(provider.agree(start(client))).url == "/staff/me/"
    assert is_in(client)
    assert Event.objects.get(verb="people.signed_in").data == {"way": "oidc", "factor": "provider"}


def test_the_code_is_bound_by_pkce_s256(linked, provider, client):
    client.get(provider.agree(start(client)))
    authorize, token = provider.asked("/oauth2/authorize"), provider.asked("/oauth2/token")
    assert authorize["code_challenge_method"] == "S256"
    digest = hashlib.sha256(token["code_verifier"].encode()).digest()
    assert authorize["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def test_the_way_asks_for_a_name_and_nothing_more(linked, provider, client):
    query = parse_qs(urlsplit(start(client)).query)
    assert set(query["scope"][0].split()) == {"openid", "profile"}
    assert query["redirect_uri"] == ["http://testserver/staff/sign-in/oidc/callback/"]


def test_what_the_provider_tells_of_a_person_is_not_kept(linked, provider, client):
    client.get(provider.agree(start(client)))
    assert SocialAccount.objects.get().extra_data == {}


def test_a_provider_that_showed_one_factor_leads_to_our_second_one(ai, ben, app, provider, client):
    actions.link_identity(staff=ben, issuer_key=oidc.issuer_key(provider.address), subject="s-ai-pwd", by=SYSTEM)
    assert client.get(provider.agree(start(client), sub="s-ai-pwd")).url == "/staff/sign-in/second/"
    assert not is_in(client)
    assert client.post("/staff/sign-in/second/", {"code": app.code()}).url == "/staff/me/"


def test_without_any_second_factor_only_the_page_that_sets_one_up_is_open(ai, provider, client):
    actions.link_identity(staff=ai, issuer_key=oidc.issuer_key(provider.address), subject="s-ai-pwd", by=SYSTEM)
    client.get(provider.agree(start(client), sub="s-ai-pwd"))
    assert client.get("/staff/me/").url == "/staff/sign-in/factors/"


def test_an_unknown_person_is_told_so_and_nobody_is_created(ai, provider, client):
    people = type(ai).objects.count()
    page = client.get(provider.agree(start(client), sub="s-nobody"))
    assert page.status_code == 403 and "登録されていません" in page.content.decode()
    assert not is_in(client) and type(ai).objects.count() == people and not SocialAccount.objects.exists()
    assert verbs("people.sign_in_failed") == ["people.sign_in_failed"]


def test_without_a_named_claim_a_login_of_the_same_name_is_not_linked(ai, provider, client):
    assert client.get(provider.agree(start(client))).status_code == 403


def test_the_named_claim_links_once_and_then_the_subject_counts(ai, provider, client, settings):
    settings.MADOGUCHI_OIDC = settings.MADOGUCHI_OIDC | {"login_claim": "preferred_username"}
    client.get(provider.agree(start(client)))
    assert is_in(client) and SocialAccount.objects.get().uid == "s-ai"
    other = Client()
    assert other.get(provider.agree(start(other), sub="s-ai-pwd")).status_code == 403
    assert verbs("people.identity_linked") == ["people.identity_linked"]


def test_who_has_left_does_not_come_in(linked, provider, client):
    actions.deactivate_staff(staff=linked, by=SYSTEM)
    assert client.get(provider.agree(start(client))).status_code == 403
    assert not is_in(client)


def test_a_wrong_state_does_not_open(linked, provider, client):
    assert client.get(provider.agree(start(client), state="made-up")).status_code == 403
    assert not is_in(client)


def test_a_state_of_another_browser_does_not_open(linked, provider, client):
    back = provider.agree(start(Client()))
    assert client.get(back).status_code == 403
    assert not is_in(client)


def test_a_wrong_nonce_does_not_open(linked, provider, client):
    page = client.get(provider.agree(start(client), nonce="of-another-sign-in"))
    assert page.status_code == 403 and "確かめられませんでした" in page.content.decode()
    assert not is_in(client)


def test_a_way_back_opens_once(linked, provider, client):
    back = provider.agree(start(client))
    client.get(back)
    client.post("/staff/sign-out/")
    assert client.get(back).status_code == 403
    assert not is_in(client)


def test_declining_there_leads_to_a_page_with_the_way_back(linked, provider, client):
    page = client.get(provider.decline(start(client)))
    assert page.status_code == 403 and "途中で終わりました" in page.content.decode()


def test_a_made_up_code_is_refused_by_the_provider_and_told_calmly(linked, provider, client):
    state = parse_qs(urlsplit(start(client)).query)["state"][0]
    assert client.get(f"/staff/sign-in/oidc/callback/?code=made-up&state={state}").status_code == 403


def test_signed_out_means_out_here_and_the_next_time_one_goes_to_the_provider_again(linked, provider, client):
    client.get(provider.agree(start(client)))
    client.post("/staff/sign-out/")
    assert client.get("/staff/me/").url.startswith("/staff/sign-in/")
    assert start(client).startswith(f"{provider.address}/oauth2/authorize?")


def test_a_provider_that_calls_itself_by_another_name_is_not_trusted(linked, provider, client, settings):
    settings.MADOGUCHI_OIDC = settings.MADOGUCHI_OIDC | {"issuer": f"{provider.address}/"}
    assert client.get("/staff/sign-in/oidc/").status_code == 503


def part(**words: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(words).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "forge",
    [
        lambda head, body, sign: f"{head}.{body}.{sign[::-1]}",
        lambda head, body, sign: f"{head}.{body}.",
        lambda head, body, sign: f"{part(alg='none')}.{body}.",
        lambda head, body, sign: f"{part(alg='HS256')}.{body}.{sign}",
        lambda head, body, sign: f"{part(alg='RS256', kid='of-another-key')}.{body}.{sign}",
    ],
)
def test_a_token_right_in_every_word_but_not_signed_by_the_provider_is_not_believed(
    linked, provider, client, monkeypatch, forge
):
    fetch = oidc.TownIdentity.get_access_token_data

    def forged(*about, **more):
        told = fetch(*about, **more)
        return told | {"id_token": forge(*told["id_token"].split("."))}

    monkeypatch.setattr(oidc.TownIdentity, "get_access_token_data", forged)
    assert client.get(provider.agree(start(client))).status_code == 403
    assert not is_in(client)


def test_a_token_for_another_client_is_not_believed(linked, provider, client, settings):
    there = start(client)
    settings.MADOGUCHI_OIDC = settings.MADOGUCHI_OIDC | {"client": "another"}
    assert client.get(provider.agree(there)).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "e30.e30.", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzLWFpIn0.", "eyJhbGciOiJIUzI1NiIsImtpZCI6IjEifQ.e30.AA", "eyJhbGciOiJSUzI1NiJ9.e30.AA"])  # fmt: skip
def test_what_is_no_token_at_all_is_not_believed(linked, provider, client, monkeypatch, token):
    monkeypatch.setattr(
        oidc.TownIdentity, "get_access_token_data", lambda *about, **more: {"access_token": "a", "id_token": token}
    )
    assert client.get(provider.agree(start(client))).status_code == 403
    assert not is_in(client)


def test_without_an_id_token_there_is_no_way_in(linked, provider, client, monkeypatch):
    monkeypatch.setattr(oidc.TownIdentity, "get_access_token_data", lambda *about, **more: {"access_token": "a"})
    assert client.get(provider.agree(start(client))).status_code == 403
    assert not is_in(client)


def test_a_provider_that_does_not_answer_is_told_calmly(ai, client, settings):
    settings.MADOGUCHI_OIDC = {"issuer": "http://localhost:9", "client": "c", "secret": "s", "login_claim": ""}
    page = client.get("/staff/sign-in/oidc/")
    assert page.status_code == 503 and "つながりません" in page.content.decode()


def test_without_the_setting_the_addresses_do_not_exist_and_the_door_does_not_name_them(db, client):
    assert client.get("/staff/sign-in/oidc/").status_code == 404
    assert client.get("/staff/sign-in/oidc/callback/?code=a&state=b").status_code == 404
    assert "庁内のID" not in client.get("/staff/sign-in/").content.decode()


def test_a_subject_belongs_to_one_person_and_a_person_to_one_subject(ai, ben, provider):
    key = oidc.issuer_key(provider.address)
    actions.link_identity(staff=ai, issuer_key=key, subject="s-ai", by=SYSTEM)
    actions.link_identity(staff=ai, issuer_key=key, subject="s-ai", by=SYSTEM)
    for staff, subject in ((ben, "s-ai"), (ai, "s-other")):
        with pytest.raises(actions.IdentityTaken):
            actions.link_identity(staff=staff, issuer_key=key, subject=subject, by=SYSTEM)


def test_subjects_of_another_issuer_are_other_people(linked, provider):
    assert oidc.issuer_key(provider.address) != oidc.issuer_key("https://idp.example")


def test_the_issuers_host_is_the_one_that_may_be_reached():
    code = "from django.conf import settings; print(settings.MADOGUCHI_ALLOWED_OUTBOUND)"
    env = {"MADOGUCHI_OIDC_ISSUER": "https://idp.city.example/realms/town", "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings",
           "MADOGUCHI_SECRET_KEY": "x"}  # fmt: skip
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "('idp.city.example',)"
