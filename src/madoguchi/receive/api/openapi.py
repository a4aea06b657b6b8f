"""OpenAPI 3.1, generated from the declarations in force: one path per procedure, its schema as compiled."""

from importlib.metadata import version as installed
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from madoguchi.declare.compile import submission_schema
from madoguchi.declare.versions import Version
from madoguchi.receive.api.problems import answer
from madoguchi.receive.queries.versions import for_residents, versions_in_force
from madoguchi.trail import clock

Json = dict[str, Any]


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return answer(document(for_residents(versions_in_force(clock.today()))))


def document(versions: list[Version]) -> Json:
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {"title": "madoguchi", "version": installed("madoguchi")},
        "paths": _lists() | {_path(one): {"post": _post(one)} for one in versions},
        "components": {"schemas": _shared() | {_name(one): submission_schema(one) for one in versions}},
    }


def _path(version: Version) -> str:
    return f"/api/v1/procedures/{version.procedure.procedure}/applications"


def _name(version: Version) -> str:
    return version.procedure.procedure


def _lists() -> Json:
    slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "/api/v1/procedures": {"get": {"summary": "手続きの一覧", "responses": {"200": _json({"type": "object"})}}},
        "/api/v1/procedures/{slug}": {
            "get": {
                "summary": "1つの手続きと、申請のJSON Schema",
                "parameters": [slug],
                "responses": {"200": _json({"type": "object"}), "404": _problem()},
            }
        },
    }


def _post(version: Version) -> Json:
    key = {"type": "string", "minLength": 8, "maxLength": 200, "pattern": "^[\\x21-\\x7e]+$"}
    body = {
        "type": "object",
        "properties": {
            "version": {"const": version.hash},
            "answers": {"$ref": f"#/components/schemas/{_name(version)}"},
        },
        "required": ["version", "answers"],
        "additionalProperties": False,
    }
    refusals = {str(status): _problem() for status in (400, 404, 405, 409, 413, 415, 422)}
    return {
        "summary": version.procedure.title.ja,
        "operationId": f"apply-{_name(version)}",
        "parameters": [{"name": "Idempotency-Key", "in": "header", "required": True, "schema": key}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"201": _json({"$ref": "#/components/schemas/Receipt"})} | refusals,
    }


def _json(schema: Json) -> Json:
    return {"description": "OK", "content": {"application/json": {"schema": schema}}}


def _problem() -> Json:
    ref = {"$ref": "#/components/schemas/Problem"}
    return {"description": "RFC 9457", "content": {"application/problem+json": {"schema": ref}}}


def _shared() -> Json:
    text = {"type": "string"}
    one = {"type": "object", "properties": dict.fromkeys(("path", "part", "code", "ja", "en"), text)}
    return {
        "Receipt": {
            "type": "object",
            "properties": {
                "number": {"type": "string", "examples": ["MD-7K4P-92QX"]},
                "receipt_url": {"type": "string", "format": "uri"},
                "received_at": {"type": "string", "format": "date-time"},
                "due_on": {"type": ["string", "null"], "format": "date"},
                "version": text,
            },
            "required": ["number", "receipt_url", "received_at", "due_on", "version"],
        },
        "Problem": {
            "type": "object",
            "properties": {
                "type": text,
                "title": text,
                "title_ja": text,
                "status": {"type": "integer"},
                "problems": {"type": "array", "items": one},
            },
            "required": ["type", "title", "title_ja", "status"],
        },
    }
