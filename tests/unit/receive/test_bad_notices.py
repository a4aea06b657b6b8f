"""Whatever is sent from a guardian's page: a clear page, nothing typed is lost, never a 500. Words keep every byte."""

import html
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.receive.models import Application
from madoguchi.receive.queries import notices

from .conftest import Form
from .families import Page, pupil, sent
from .test_bad_input import FORM, GAIJI

HOSTILE = {
    "nul": "a\x00b",
    "bidi override": "熱\u202eです",
    "bidi isolate": "熱\u2066です",
    "bell": "熱\x07です",
    "100 kB of kana": "あ" * 34_000,
    "100 kB of latin": "x" * 100_000,
}
NO_DAYS = ["2026-02-30", "0000-00-00", "10000-01-01", "9999-12-31", "0001-01-01", "令和8年", "x" * 100_000, "a\x00b"]


def raw(page: Page, **changes: bytes):
    """A post whose values are these octets, whatever they are."""
    told = {
        "_ticket": page.ticket().encode(), "child": str(pupil("p1").pk).encode(), "kind": b"absent", "day": b"2026-11-24",
        "reason": quote("発熱").encode(), "words": quote("書いた言葉").encode(),
    } | changes  # fmt: skip
    body = b"&".join(name.encode() + b"=" + octets for name, octets in told.items())
    return page.client.generic("POST", page.base, body, FORM)


def typed(answer) -> dict[str, list[str]]:
    return Form(answer.content.decode(), "page").fields


@pytest.mark.parametrize("words", GAIJI.values(), ids=GAIJI.keys())
def test_words_are_kept_byte_for_byte(mother, words):
    assert mother.send("p1", words=words).status_code == 303
    family = notices.family_of(mother.base.split("/")[2])
    kept = notices.answers_of(family, [Application.objects.get().notice])
    assert [answers["words"].encode() for answers in kept.values()] == [words.encode()]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_no_words_can_hold_is_said_and_given_back(mother, words):
    answer = mother.send("p1", words=words)
    assert answer.status_code == 422 and 'id="words-e"' in answer.content.decode()
    assert typed(answer)["child"] == [str(pupil("p1").pk)] and typed(answer)["reason"] == ["発熱"]
    assert html.unescape(typed(answer)["words"][0]).replace("\ufffd", "\x00") == words
    assert sent() == []


@pytest.mark.parametrize("octets", [b"%ED%A0%80", b"%FF%FE", b"%C0%AF", b"%", b"%ZZ", b"%F4%90%80%80"])
def test_octets_that_are_no_text_are_answered_kindly(mother, octets):
    for name in ("reason", "day", "from", "kind", "child"):
        answer = raw(mother, **{name: octets})
        assert answer.status_code == 422, name
        assert typed(answer)["words"] == ["書いた言葉"], name
    assert {raw(mother, **{name: octets}).status_code for name in ("words", "_ticket")} <= {303, 422}


@pytest.mark.parametrize("day", NO_DAYS)
def test_days_that_do_not_exist_or_are_out_of_reach_are_said(mother, day):
    for name in ("from", "to"):
        days = {"from": "2026-11-25", "to": ""} | {name: day}
        answer = mother.send("p1", day="other", words="書いた言葉", **days)
        assert answer.status_code == 422 and 'class="wrong"' in answer.content.decode(), name
        assert typed(answer)["words"] == ["書いた言葉"]
        assert typed(answer)[name] == [day.replace("\x00", typed(answer)[name][0][1:2])]
    assert sent() == []


def test_a_value_of_100_kb_where_one_only_chooses_is_refused_or_passed_over(mother):
    for name in ("kind", "reason", "day", "child"):
        answer = raw(mother, **{name: b"x" * 100_000})
        assert answer.status_code == 422, name
        assert typed(answer)["words"] == ["書いた言葉"], name
    assert raw(mother, _ticket=b"x" * 100_000).status_code == 303


def test_however_many_children_are_named_only_ones_own_are_reported(mother):
    answer = mother.send("p1", child=[str(one) for one in (*range(300), pupil("p1").pk, pupil("p3").pk)])
    assert answer.status_code == 303
    assert {child for child, _, _ in sent()} <= {"p1", "p2"}


def test_more_children_than_any_form_holds_get_a_kind_page(mother):
    answer = mother.send("p1", child=[str(number) for number in range(2000)])
    assert answer.status_code == 400 and "<h1>" in answer.content.decode()


def test_a_file_is_no_part_of_a_notice_and_stops_nothing(mother):
    assert mother.send("p1", words=SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 100)).status_code == 303
    assert sent() == [("p1", "absent", True)]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json", "multipart/form-data", f"{FORM}; charset=x"]
)
def test_a_wrong_content_type_is_answered_kindly(mother, content_type):
    assert mother.client.generic("POST", mother.base, b"\x00\xff{]", content_type).status_code in (400, 422)


@pytest.mark.parametrize("words", [*HOSTILE.values(), "番号は1234 5678 9018です"])
def test_a_correction_is_read_as_strictly_and_what_was_sent_stays(mother, words):
    mother.send("p1")
    tail = f"notices/{Application.objects.get().pk}/"
    assert mother.send("p1", tail=tail, words=words).status_code == 422
    assert sent() == [("p1", "absent", True)]
