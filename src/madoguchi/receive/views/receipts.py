"""The receipt: that it arrived, under which number, what comes next, and later the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.declare.procedure import Result
from madoguchi.declare.versions import Version
from madoguchi.receive import sealed, timeline
from madoguchi.receive.actions.rate import takes_words
from madoguchi.receive.letters.filling import answers_wanted, filled, notice_of
from madoguchi.receive.models import Application, Letter
from madoguchi.receive.queries.asking import office_to_ask
from madoguchi.receive.queries.ratings import moment_to_ask
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.said import language
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.sheet import frame_context


@require_safe
def receipt(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    return show(request, ground, secret, ground.application(request, secret))


def show(
    request: HttpRequest,
    ground: Ground,
    secret: str,
    application: Application,
    *,
    rating: Any = None,
    status: int = 200,
) -> HttpResponse:
    """The receipt; `rating` is what was typed wrong about how it went."""
    version = open_version(application.version_id)
    letters = [_letter(request, ground, secret, version, letter) for letter in application.letters.all()]
    context = (
        receipt_context(request, ground, secret, application, version)
        | {
            "letters": letters,
            "correction": next((one for one in letters if one["is_open_correction"]), None),
            "entries": timeline.entries(application, version.procedure.case),
            "next": timeline.what_next(application, version.procedure.case),
            "withdraw": ground.receipt(secret, "withdraw/") if application.is_open else None,
        }
        | _rating(request, ground, secret, application, version, rating)
    )
    return _page(request, "receive/receipt.html", context, status)


@require_safe
def printable(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    """For paper: number, moment, procedure, office. Nothing that was written in the form."""
    application = ground.application(request, secret)
    version = open_version(application.version_id)
    return _page(request, "receive/receipt_print.html", receipt_context(request, ground, secret, application, version))


def _rating(
    request: HttpRequest, ground: Ground, secret: str, application: Application, version: Version, typed: Any
) -> dict[str, Any]:
    return {
        "rate": ground.receipt(secret, "rating/"),
        "ask_rating": None if ground.is_staff else moment_to_ask(application, version),
        "takes_words": takes_words(),
        "rating": typed,
        "rated": "rated" in request.GET,
    }


def receipt_context(
    request: HttpRequest, ground: Ground, secret: str, application: Application, version: Version
) -> dict[str, Any]:
    return frame_context(ground, version) | {
        "application": application,
        "office": office_to_ask(application, version),
        "status_words": timeline.words_of(application.status, version.procedure.case),
        "link": request.build_absolute_uri(ground.receipt(secret)),
        "receipt_address": ground.receipt(secret),
        "print": ground.receipt(secret, "print/"),
        "is_notification": version.procedure.case.kind == "notification",
        "ask_paper": ground.receipt(secret, "letters/") if _offers_paper(application, version) else None,
    }


def _letter(request: HttpRequest, ground: Ground, secret: str, version: Version, letter: Letter) -> dict[str, Any]:
    notice = notice_of(letter, version)
    paths = answers_wanted(notice, version) if notice else []
    words, answers = sealed.open_letter(letter, version, paths, by=ground.by(request), secret=secret)
    remedies = version.procedure.case.remedies
    return {
        "letter": letter,
        "words": words,
        "filled": filled(letter, notice, version, answers, language()) if notice else None,
        "file": ground.receipt(secret, f"letters/{letter.pk}/"),
        "result": _result(version, letter),
        "remedies": version.texts.get(remedies) if remedies and letter.kind == Letter.Kind.DECISION else None,
        "is_open_correction": letter.kind == Letter.Kind.CORRECTION and not (letter.answered_at or letter.set_aside_at),
        "pages": [version.page(page_id) for page_id in letter.pages],
        "correct": ground.receipt(secret, "correct/"),
    }


def _result(version: Version, letter: Letter) -> Result | None:
    return next((one for one in version.procedure.case.results if one.id == letter.result), None)


def _offers_paper(application: Application, version: Version) -> bool:
    """A notice of receipt is declared, and nobody has asked for it yet: most people never do."""
    letters = version.procedure.letters
    if letters is None or letters.notice(Letter.Kind.RECEIPT) is None:
        return False
    return not any(one.kind == Letter.Kind.RECEIPT for one in application.letters.all())


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
