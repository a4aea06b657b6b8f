"""Where an application stands, by its number alone: the state and dates, nothing that says whose it is or what it says."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from madoguchi.design.views import error_page
from madoguchi.people.address import address_of
from madoguchi.receive import actions, numbers, timeline
from madoguchi.receive.models import Application
from madoguchi.receive.queries import applications, guesses
from madoguchi.receive.queries.asking import office_to_ask
from madoguchi.receive.queries.versions import version as open_version


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, {}, 200)
    typed = request.POST.get("number", "")[:60]
    place = address_of(request)
    if not guesses.is_allowed(place=place):
        return error_page(request, 429, wait=600)
    number = numbers.parse(typed)
    application = applications.application_by_number(number) if number else None
    if application is not None and not application.is_revoked:
        return _page(request, _found(application), 200)
    if number is None:
        return _page(request, {"typed": typed, "wrong": _not_a_number(typed)}, 422)
    actions.count_guess(place=place)
    return _page(
        request, {"typed": typed, "wrong": _("この番号の申請は見つかりません。控えの番号と見くらべてください。")}, 404
    )


def _found(application: Application) -> dict[str, Any]:
    version = open_version(application.version_id)
    case = version.procedure.case
    return {
        "application": application,
        "procedure": version.procedure,
        "office": office_to_ask(application, version),
        "status_words": timeline.words_of(application.status, case),
        "next": timeline.what_next(application, case),
        "entries": timeline.entries(application, case),
    }


def _not_a_number(typed: str) -> str:
    if not typed.strip():
        return _("受付番号を入力してください。")
    return _("受付番号が正しくありません。MDのあとに、4文字と4文字です。1文字のまちがいでも、この画面でわかります。")


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "receive/status.html", context | {"here": "status"}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
