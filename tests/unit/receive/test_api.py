"""The intake API: the same rules as the form, the same receipt; problems that a program and a person can read."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.test import Client

from madoguchi.declare.versions import Version
from madoguchi.receive.api.problems import TITLES
from madoguchi.receive.models import Application

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/procedures/iken/applications"


@pytest.fixture
def api(published: dict[str, Version]) -> Client:
    return Client(headers={"host": "localhost"}, enforce_csrf_checks=True)


def send(api: Client, body: Any, key: str | None = "key-00001", content_type: str = "application/json") -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    headers = {"Idempotency-Key": key} if key is not None else {}
    return api.post(ADDRESS, data, content_type=content_type, headers=headers)


@pytest.fixture
def body(published: dict[str, Version], opinion: dict[str, str]) -> dict[str, Any]:
    return {"version": published["iken"].hash, "answers": opinion}


def test_an_application_arrives_with_number_and_receipt(api: Client, body: dict[str, Any]) -> None:
    answer = send(api, body)
    assert answer.status_code == 201
    told = answer.json()
    assert told["number"] == Application.objects.get().number
    assert told["due_on"] == "2026-12-14"
    receipt = api.get(told["receipt_url"].removeprefix("http://localhost"))
    assert told["number"] in receipt.content.decode()


def test_the_same_key_and_content_gives_the_same_receipt(api: Client, body: dict[str, Any]) -> None:
    assert send(api, body).json() == send(api, body).json()
    assert Application.objects.count() == 1


def test_the_same_key_with_other_content_is_refused(api: Client, body: dict[str, Any]) -> None:
    send(api, body)
    other = send(api, body | {"answers": body["answers"] | {"words": "ちがう言葉"}})
    assert other.status_code == 409
    assert other.headers["Content-Type"] == "application/problem+json"
    assert other.json()["type"].endswith("other-content")


def test_every_problem_has_its_place_and_words(api: Client, body: dict[str, Any]) -> None:
    answer = send(api, body | {"answers": {"topic": "another", "extra": 1}})
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    problems = {one["path"]: one for one in answer.json()["problems"]}
    assert {"topic", "words", "reply", "extra"} <= problems.keys()
    assert all(one["ja"] and one["en"] and one["code"] for one in problems.values())


@pytest.mark.parametrize(
    ("data", "key", "content_type", "status"),
    [
        (b"{", "key-00001", "application/json", 400),
        (b"\xff\xfe", "key-00001", "application/json", 400),
        (b"[]", "key-00001", "application/json", 400),
        (b'{"version": "x", "answers": {"words": "a", "words": "b"}}', "key-00001", "application/json", 400),
        (b'{"version": 1, "answers": {}}', "key-00001", "application/json", 400),
        (b'{"version": "x", "answers": []}', "key-00001", "application/json", 400),
        (b'{"version": "x", "answers": {"a": NaN}}', "key-00001", "application/json", 400),
        (b"[" * 100_000, "key-00001", "application/json", 400),
        (b'{"version": "x", "answers": {}}', "key-00001", "application/json", 409),
        (b"{}", None, "application/json", 400),
        (b"{}", "short", "application/json", 400),
        (b"{}", "x" * 300, "application/json", 400),
        (b"{}", "key-00001", "text/plain", 415),
        (b'{"answers": "' + b"x" * 1_100_000 + b'"}', "key-00001", "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_said(api: Client, data: bytes, key: str | None, content_type: str, status: int) -> None:
    answer = send(api, data, key, content_type)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title_ja"]


@pytest.mark.parametrize("words", ["\ud800", "a\x00b", "\u202e", "1234 5678 9018", 10**400, None, {}, [[]], True])
def test_values_that_no_form_would_take_are_refused(api: Client, body: dict[str, Any], words: Any) -> None:
    answer = send(api, body | {"answers": body["answers"] | {"words": words}})
    assert answer.status_code == 422
    assert not Application.objects.exists()


def test_a_file_is_not_taken_from_json(api: Client, body: dict[str, Any]) -> None:
    descriptor = [{"id": "0" * 8, "name": "a.pdf", "size": 5, "type": "application/pdf"}]
    assert send(api, body | {"answers": body["answers"] | {"file": descriptor}}).status_code == 422


def test_other_methods_and_procedures_are_problems_too(api: Client, body: dict[str, Any]) -> None:
    assert api.get(ADDRESS).status_code == 405
    assert api.post("/api/v1/procedures/nothing/applications", body, content_type="application/json").status_code == 404
    assert (
        api.post("/api/v1/procedures/gyomu-kaizen/applications", body, content_type="application/json").status_code
        == 404
    )


def test_the_list_leads_to_the_schema_and_the_schema_takes_what_is_taken(api: Client, body: dict[str, Any]) -> None:
    listed = api.get("/api/v1/procedures").json()["procedures"]
    about_data = {"data-no-kibo", "data-no-ayamari", "data-no-katsuyo"}
    assert {one["procedure"] for one in listed} == {
        "iken",
        "jido-teate-nintei",
        "jido-teate-henko",
        "koho-anketo",
    } | about_data
    told = api.get("/api/v1/procedures/iken").json()
    assert told["version"] == body["version"]
    jsonschema.Draft202012Validator.check_schema(told["submission"])
    jsonschema.Draft202012Validator(told["submission"]).validate(body["answers"])


def test_openapi_names_every_procedure_and_every_reference_leads_somewhere(api: Client) -> None:
    document = api.get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert ADDRESS in document["paths"]
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    references = {ref.split("/")[-1] for ref in _references(document) if ref.startswith("#/components/schemas/")}
    assert references <= schemas.keys()


def test_the_page_about_it_tells_every_problem_and_every_address(api: Client) -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "intake-api.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| (?:\d+) \| `([a-z-]+)` \| (.+) \|$", page, re.M))
    assert told.keys() == TITLES.keys() | {"storage"}
    for address in api.get("/api/v1/openapi.json").json()["paths"]:
        assert re.sub(r"procedures/[^/]+", "procedures/<手続き>", address) in page


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in _references(value)]
    return [ref for value in node for ref in _references(value)] if isinstance(node, list) else []
