"""「しやすかったですか」: one question on the receipt, answered with one tap; a free word if one likes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.receive import actions
from madoguchi.receive.actions.rate import SCORES
from madoguchi.receive.errors import Unfinished
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.said import language
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.receipts import show

LONGEST = 1000


@dataclass(frozen=True)
class Rating:
    """What was chosen and typed, and what is wrong with it."""

    score: str = ""
    words: str = ""
    wrong: str = ""
    wrong_words: str = ""


@require_POST
def rate(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    application = ground.application(request, secret)
    typed = _read(request)
    if typed.wrong or typed.wrong_words:
        return show(request, ground, secret, application, rating=typed, status=422)
    version = open_version(application.version_id)
    given: dict[str, Any] = {"score": int(typed.score), "words": typed.words, "language": language()}
    try:
        actions.rate(application=application, version=version, **given)
    except Unfinished:
        again = Rating(
            typed.score,
            typed.words,
            wrong_words=_("このひとことは、受け取れませんでした。使えない文字がないか、見てください。"),
        )
        return show(request, ground, secret, application, rating=again, status=422)
    return HttpResponseRedirect(ground.receipt(secret) + "?rated=1#rating", status=303)


def _read(request: HttpRequest) -> Rating:
    score, words = request.POST.get("score", ""), request.POST.get("words", "").strip()
    return Rating(
        score if score in {str(one) for one in SCORES} else "",
        words,
        "" if score in {str(one) for one in SCORES} else _("1つ選んでください。"),
        _("1,000字までにしてください。いまは %(n)d 字です。") % {"n": len(words)} if len(words) > LONGEST else "",
    )
