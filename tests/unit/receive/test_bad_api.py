"""Whatever a program sends for a claim with names, dates, rows and files: a problem with its place, never a 500."""

import copy
import json
from typing import Any

import pytest
from django.test import Client

from madoguchi.declare.versions import Version
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.receive import sealed
from madoguchi.receive.models import Application
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT

from .test_bad_input import GAIJI

pytestmark = pytest.mark.django_db
CLAIM = "jido-teate-nintei"
HOSTILE = {
    "lone surrogate": "若\ud800葉",
    "nul": "a\x00b",
    "bidi override": "若\u202e葉",
    "bidi isolate": "若\u2066葉",
    "bell": "若\x07葉",
    "100 kB": "あ" * 34_000,
    "nothing": "",
    "no text": 12,
}
NO_DAYS = [
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "0000-00-00",
    "10000-01-01",
    "R8.2.30",
    "",
    "1990-4-5",
    19900405,
    None,
]


@pytest.fixture
def claim(published: dict[str, Version]) -> dict[str, Any]:
    return answers_for(CLAIM, Writer(today=clock.today()))


def send(version: Version, answers: Any) -> Any:
    client = Client(headers={"host": "localhost", "Idempotency-Key": "key-00001"}, raise_request_exception=True)
    body = json.dumps({"version": version.hash, "answers": answers})
    return client.post(f"/api/v1/procedures/{CLAIM}/applications", body, content_type="application/json")


def paths(answer: Any) -> set[str]:
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    problems = answer.json()["problems"]
    assert all(one["ja"] and one["en"] for one in problems)
    assert not Application.objects.exists()
    return {one["path"] for one in problems}


def changed(claim: dict[str, Any], *path: Any, to: Any) -> dict[str, Any]:
    answers = copy.deepcopy(claim)
    inner: Any = answers
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return answers


@pytest.mark.parametrize("family", GAIJI.values(), ids=GAIJI.keys())
def test_a_name_is_kept_byte_for_byte(published: dict[str, Version], claim: dict[str, Any], family: str) -> None:
    answer = send(published[CLAIM], changed(claim, "name", "family", to=family))
    assert answer.status_code == 201
    secret = answer.json()["receipt_url"].rstrip("/").rsplit("/", 1)[1]
    record = Application.objects.get().record_id
    content = sealed.open_record(record, published[CLAIM], by=RESIDENT, secret=secret)
    assert content.answers["name"]["family"].encode() == family.encode()


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_no_name_can_hold_is_said(published: dict[str, Version], claim: dict[str, Any], family: Any) -> None:
    assert "name" in paths(send(published[CLAIM], changed(claim, "name", "family", to=family)))


@pytest.mark.parametrize("day", NO_DAYS)
def test_days_that_do_not_exist_or_are_out_of_reach_are_said(
    published: dict[str, Version], claim: dict[str, Any], day: Any
) -> None:
    assert "birth" in paths(send(published[CLAIM], changed(claim, "birth", to=day)))


@pytest.mark.parametrize("rows", [13, 1000])
def test_too_many_children_are_said(published: dict[str, Version], claim: dict[str, Any], rows: int) -> None:
    found = paths(send(published[CLAIM], changed(claim, "children", to=[claim["children"][0]] * rows)))
    assert any(path.startswith("children") for path in found)


@pytest.mark.parametrize("rows", [None, {}, "x", [None], [[]], [{}], [{"name": []}]])
def test_children_that_are_none_are_said(published: dict[str, Version], claim: dict[str, Any], rows: Any) -> None:
    found = paths(send(published[CLAIM], changed(claim, "children", to=rows)))
    assert any(path.startswith("children") for path in found)


@pytest.mark.parametrize("file", [None, "x", [], [{}], [{"id": "x"}], {"id": "0" * 32, "name": "a.exe", "size": -1}])
def test_a_file_is_never_taken_from_json(published: dict[str, Version], claim: dict[str, Any], file: Any) -> None:
    child = {**claim["children"][0], "living": "apart", "home": claim["home"], "custody": file}
    assert paths(send(published[CLAIM], changed(claim, "children", to=[child])))


@pytest.mark.parametrize("key", ["\ud800", "a\x00b", "\u202e", "x" * 100_000, "", "name.family", "__proto__"])
def test_an_answer_to_no_question_is_said(published: dict[str, Version], claim: dict[str, Any], key: str) -> None:
    assert key[:120] in paths(send(published[CLAIM], claim | {key: "x"}))
