"""What somebody tried who wished us ill, each once more."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madoguchi.declare.versions import Version
from madoguchi.protect.models import Attachment
from madoguchi.receive import spool, uploads
from tests.unit.receive import corpus
from tests.unit.receive.conftest import Browser

pytestmark = pytest.mark.django_db
JPEG = corpus.noise(100_000)


def with_a_photo(name: str) -> Browser:
    """A form of somebody's own, begun with the page of the account and a photo on it."""
    browser = Browser().open("/procedures/jido-teate-nintei/start/")
    ticket = browser.form().fields["_ticket"][0]
    page = f"/drafts/{browser.form().action.split('/')[2]}/money/"  # type: ignore[union-attr]
    photo = SimpleUploadedFile(name, JPEG)
    asked = {"_ticket": ticket, "_upload": "account-proof", "pay-to": "account", "account-proof": photo}
    browser.client.post(page, asked)
    return browser.open(page)


def test_nobody_takes_a_file_out_of_somebody_elses_draft(published: dict[str, Version]) -> None:
    mine, theirs = with_a_photo("mine.jpg"), with_a_photo("theirs.jpg")
    button = next(value for name, value in theirs.form().buttons if name == "_remove")
    mine.fill(press=("_remove", button))
    assert Attachment.objects.count() == 2
    theirs.fill(press=("_remove", button))
    assert Attachment.objects.count() == 1


def test_a_file_that_was_kept_only_in_part_is_refused(
    published: dict[str, Version], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other parts of the request had used up what is kept of one request."""
    monkeypatch.setattr(spool, "KEPT", 150_000)
    page = with_a_photo("whole.jpg")
    junk, half = SimpleUploadedFile("junk.jpg", JPEG), SimpleUploadedFile("half.jpg", JPEG * 5)
    answer = page.client.post(page.url, {"pay-to": "account", "junk": junk, "account-proof": half})
    assert answer.status_code == 422
    assert Attachment.objects.count() == 1


def test_files_of_two_fields_share_the_room_of_one_application(
    published: dict[str, Version], monkeypatch: pytest.MonkeyPatch
) -> None:
    from madoguchi.receive.views import posted

    version = published["jido-teate-nintei"]
    page = next(page for page in version.procedure.pages if page.id == "money")
    field = next(one for one in page.fields if one.type == "file")
    twice = page.model_copy(update={"fields": (field, field.model_copy(update={"id": "second"}))})
    monkeypatch.setattr(uploads, "TOTAL_MB", 0.15)

    class Request:
        FILES = {
            "account-proof": [SimpleUploadedFile("a.jpg", JPEG)],
            "second": [SimpleUploadedFile("b.jpg", JPEG)],
        }

    request: Any = Request()
    request.FILES = type("Files", (dict,), {"getlist": lambda self, name: self.get(name, [])})(Request.FILES)
    from madoguchi.receive import forms

    found = list(posted.files(request, twice, {}, forms.context(version)))
    for one in found:
        list(one.file.chunks if one.file else ())
    assert [[problem.code for problem in one.problems] for one in found] == [[], ["too-large-together"]]


@pytest.mark.parametrize("answers", [{"\ud800": "\ud800"}, {"words": "\ud800", "\udfff": {"\ud800": ["\ud800"]}}])
def test_lone_surrogates_sent_to_the_api_are_answered(answers: dict[str, Any], published: dict[str, Version]) -> None:
    body = {"version": published["iken"].hash, "answers": answers}
    answer = Client().post(
        "/api/v1/procedures/iken/applications",
        body,
        content_type="application/json",
        headers={"idempotency-key": "surrogates-1"},
    )
    assert answer.status_code == 422
    assert answer.json()["problems"]


def test_a_guessed_key_of_the_api_tells_no_receipt_number(
    published: dict[str, Version], opinion: dict[str, str]
) -> None:
    def send(answers: dict[str, str]) -> Any:
        return Client().post(
            "/api/v1/procedures/iken/applications",
            {"version": published["iken"].hash, "answers": answers},
            content_type="application/json",
            headers={"idempotency-key": "20261124-0001"},
        )

    number = send(opinion).json()["number"]
    other = send({})
    assert other.status_code == 409
    assert number not in other.content.decode()


def test_wrong_numbers_are_counted_by_visitor_not_by_proxy(published: dict[str, Version], settings: Any) -> None:
    settings.MADOGUCHI_PROXIES = 1

    def ask(address: str) -> int:
        headers = {"X-Forwarded-For": f"203.0.113.9, {address}"}
        return int(Client().post("/status/", {"number": "MD-0000-0000"}, headers=headers).status_code)

    assert {ask("2001:db8::1") for _ in range(10)} == {404}
    assert ask("2001:db8::2") == 429
    assert ask("198.51.100.7") == 404
