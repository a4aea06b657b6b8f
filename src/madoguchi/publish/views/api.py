"""The Action API at its addresses: POST or GET, with `/3/` or without, with a slash at the end or without."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from madoguchi.people.audience import audience
from madoguchi.publish.ckan import datastore
from madoguchi.publish.ckan.calls import CALLS
from madoguchi.publish.ckan.errors import CkanError, Invalid
from madoguchi.publish.ckan.packages import resource_of
from madoguchi.publish.queries.catalogue import catalogue
from madoguchi.publish.used import used
from madoguchi.publish.views.openly import base_of, opened, unchanged

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@csrf_exempt
@audience("public")
@opened
def action(request: HttpRequest, name: str) -> HttpResponse:
    """One call. It reads what everybody may read, so a POST needs no token."""
    help_at = f"{base_of(request)}/api/3/action/help_show?name={name}"
    if name not in CALLS and name != "datastore_search":
        return _json(json.dumps(f"Bad request - Action name not known: {name}"), 400)
    try:
        result = _result(request, name)
    except CkanError as error:
        told = {"help": help_at, "success": False, "error": error.told}
        return _json(json.dumps(told, ensure_ascii=False), error.status)
    head = f'{{"help":{json.dumps(help_at)},"success":true,"result":'.encode()
    response = unchanged(request, _json(b"".join((head, result, b"}"))))
    patch_cache_control(response, public=True, max_age=60)
    return response


@audience("public")
@opened
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """What `status_show` says, bare: some clients (ckanr, harvesters) ask for the version of CKAN here first."""
    told = CALLS["status_show"](catalogue(), {}, base_of(request))
    return _json(json.dumps(told, ensure_ascii=False))


def _result(request: HttpRequest, name: str) -> bytes:
    asked, whole = _given(request), catalogue()
    if name == "datastore_search":
        found = datastore.search(whole, asked)
        if resource := resource_of(whole, str(asked.get("resource_id") or asked.get("id"))):
            used(resource[0].slug, "api")
        return found
    return json.dumps(CALLS[name](whole, asked, base_of(request)), ensure_ascii=False).encode()


def _given(request: HttpRequest) -> dict[str, Any]:
    asked: dict[str, Any] = {key: request.GET[key] for key in request.GET}
    if request.method != "POST":
        return asked
    if request.content_type in FORMS:
        return asked | {key: request.POST[key] for key in request.POST}
    return asked | _body(request.body)


def _body(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Invalid("本文が JSON ではありません / JSON Error: Error decoding JSON data", "body") from None
    if not isinstance(found, dict):
        raise Invalid("本文は JSON のオブジェクトにしてください / Request data must be a JSON object", "body")
    return found


def _json(text: str | bytes, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
