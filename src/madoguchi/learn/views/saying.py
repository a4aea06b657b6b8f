"""Staff: the asks with what was said last, and one form to say something anew."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.learn import actions
from madoguchi.learn.errors import NotSayable, NotYours
from madoguchi.learn.queries.access import SPEAKERS, own_offices
from madoguchi.learn.queries.activity import ask_named, asking
from madoguchi.learn.queries.adopted import Report
from madoguchi.learn.queries.progress import Standing, standings
from madoguchi.learn.words import FORCE, PROOF, SAYS
from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish.views.ground import staff_of

HERE = "/staff/progress/"
INVALID = 422


@audience("staff")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = [(one, SAYS[one.says], PROOF[one.proof]) for report in asking() for one in standings(report)]
    return render(request, "learn/staff_progress.html", {"rows": rows, "here": HERE})


@audience("staff", roles=SPEAKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, ask: str) -> HttpResponse:
    if (known := ask_named(ask)) is None:
        raise Http404
    report, one = known
    if request.method != "POST":
        return _form(request, one, {})
    try:
        _state(request, report, ask)
    except NotSayable as wrong:
        return _form(request, one, wrong.problems)
    except NotYours:
        return _form(request, one, {"office": _("課を選んでください。")})
    return redirect("learn:ask", ask=ask)


def _state(request: HttpRequest, report: Report, ask: str) -> None:
    posted = request.POST
    actions.state(
        report=report, ask=ask, says=posted.get("says", ""), words=posted.get("words", ""), due=_day(posted.get("due", "")),
        office=posted.get("office", ""), by=actor_of(request),
    )  # fmt: skip


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise NotSayable({"due": _("2027-03-31 のように、ある日を書いてください。")}) from None


def _form(request: HttpRequest, one: Standing, wrong: dict[str, str]) -> HttpResponse:
    """What was typed stays, right or wrong."""
    typed = {name: request.POST.get(name, "") for name in ("says", "words", "due", "office")}
    context = {
        "one": one, "wrong": wrong, "typed": typed, "here": HERE, "force": FORCE.get(one.ask.force),
        "options": [(name, words) for name, words in SAYS.items() if name != "silent"],
        "offices": own_offices(staff_of(request)),
    }  # fmt: skip
    return render(request, "learn/say.html", context, status=INVALID if wrong else 200)
