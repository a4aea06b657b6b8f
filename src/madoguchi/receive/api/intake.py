"""The intake API: what a form takes, a program can send; the same rules, the same receipt."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from madoguchi.declare.compile import submission_schema
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.receive import actions, sealed
from madoguchi.receive.api import body
from madoguchi.receive.api.problems import answer, refuse
from madoguchi.receive.errors import OtherContent, Unfinished
from madoguchi.receive.models import Application, Via
from madoguchi.receive.queries.versions import version_in_force, versions_in_force
from madoguchi.receive.views.ground import RESIDENTS
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

MACHINE = Actor("machine", "api", "API")


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    return answer({"procedures": [_entry(one) for one in versions_in_force(clock.today()) if RESIDENTS.offers(one)]})


@require_safe
def procedure(request: HttpRequest, *, slug: str) -> HttpResponse:
    version = _offered(slug)
    if version is None:
        return refuse("not-found", 404)
    return answer(_entry(version) | {"submission": submission_schema(version)})


@csrf_exempt
def applications(request: HttpRequest, *, slug: str) -> HttpResponse:
    if request.method != "POST":
        return refuse("method", 405)
    version = _offered(slug)
    if version is None:
        return refuse("not-found", 404)
    try:
        return _take(request, version, body.read(request))
    except body.Unreadable as unreadable:
        return refuse(unreadable.code, unreadable.status)


def _take(request: HttpRequest, version: Version, sent: body.Body) -> HttpResponse:
    if sent.version != version.hash:
        return refuse("old-version", 409, version=version.hash)
    if files := _files(sent):
        return refuse("invalid", 422, problems=files)
    key = f"api:{version.procedure.procedure}:{sent.key}"
    secret = links.link_hash(f"receipt:{key}")[:48]
    try:
        application = actions.submit(
            version=version, answers=sent.answers, idempotency_key=key, secret=secret, by=MACHINE, via=Via.API
        )
    except Unfinished as unfinished:
        return refuse("invalid", 422, problems=unfinished.problems)
    except OtherContent:  # without the number: a guessed key must not tell what arrived under it
        return refuse("other-content", 409)
    return answer(_receipt(request, application, secret), 201)


def _receipt(request: HttpRequest, application: Application, secret: str) -> dict[str, object]:
    return {
        "number": application.number,
        "receipt_url": request.build_absolute_uri(RESIDENTS.receipt(secret)),
        "received_at": application.received_at.isoformat(),
        "due_on": application.due_on.isoformat() if application.due_on else None,
        "version": application.version_id,
    }


def _files(sent: body.Body) -> list[Problem]:
    """Files come through the form: a descriptor in JSON could point at somebody else's file."""
    if not any(True for _ in sealed.files_of(sent.answers)):
        return []
    return [
        problem(
            "files-by-form",
            ja="ファイルは、このAPIでは受け付けていません。画面から送ってください。",
            easy="ファイルは 画面(がめん)から 送(おく)って ください。",
            en="Files are not accepted by this API. Send them through the form.",
        )
    ]


def _offered(slug: str) -> Version | None:
    version = version_in_force(slug, clock.today())
    return version if version and RESIDENTS.offers(version) else None


def _entry(version: Version) -> dict[str, object]:
    declared = version.procedure
    return {
        "procedure": declared.procedure,
        "version": version.hash,
        "title": declared.title.model_dump(by_alias=True, exclude_none=True),
        "office": version.office.id,
        "kind": declared.case.kind,
        "applications": f"/api/v1/procedures/{declared.procedure}/applications",
    }
