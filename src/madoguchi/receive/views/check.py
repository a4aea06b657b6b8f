"""The last look before sending, and the sending."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.declare.answers import check_answers, prune
from madoguchi.declare.problem import Problem
from madoguchi.receive import actions, stencil, summary, tickets
from madoguchi.receive.actions.again import again_when_overtaken
from madoguchi.receive.errors import Changed, NobodyNamed, NotPossible, OtherContent, Over, Unfinished
from madoguchi.receive.models import Draft, Presence
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.receive.said import language, presence_word
from madoguchi.receive.views import ends
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.sheet import INVALID, frame_context
from madoguchi.receive.views.visit import Visit
from madoguchi.trail import clock

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@again_when_overtaken
def check(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    """Everything that will be sent, each part with a way to change it. A POST comes only from the language switch."""
    try:
        visit = Visit(request, ground, secret, ground.draft(request, secret))
    except Over:
        return ends.over(request, ground)
    if visit.draft is None:
        return ends.gone_or_sent(visit)
    exit_step = next((step for step in visit.journey.steps if step.ends), None)
    if exit_step:
        return redirect(visit.url(exit_step))
    return look(visit)


@require_POST
@again_when_overtaken
def submit(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    if "_later" in request.POST:
        return HttpResponseRedirect(ground.later(secret), status=303)
    visit = Visit(request, ground, secret, None)
    try:
        digest = request.POST.get("_digest", "")
        presence = request.POST.get("presence", "") if ground.at_counter else ""
        sent = actions.submit_draft(secret=secret, digest=digest, by=visit.by, owner=visit.owner, presence=presence)
    except (Over, Draft.DoesNotExist, OtherContent, Changed, Unfinished, NobodyNamed, NotPossible) as reason:
        return _not_sent(visit, reason)
    return HttpResponseRedirect(ground.arrived(request, sent, secret), status=303)


def _not_sent(visit: Visit, reason: Exception) -> HttpResponse:
    """Each reason has its own page; in none of them anything is lost."""
    visit.draft = None if isinstance(reason, Over) else visit.ground.draft(visit.request, visit.secret)
    match reason:
        case Over():
            return ends.over(visit.request, visit.ground)
        case OtherContent():
            return ends.already_sent(visit, reason.application)
        case Changed():
            return look(visit, status=CONFLICT, changed=True)
        case Unfinished():
            return look(visit, problems=reason.problems)
        case NobodyNamed():
            return look(visit, status=INVALID, nobody_named=True)
        case NotPossible():
            return look(visit, status=CONFLICT, not_possible=reason.ja)
    return ends.gone_or_sent(visit)


def look(visit: Visit, *, status: int = 200, problems: list[Problem] | None = None, **more: Any) -> HttpResponse:
    """All answers, and the digest that stands for them: what is sent is what was looked at."""
    version = visit.version
    answers = prune(version, visit.content.answers)
    found = check_answers(version, answers, clock.today()) if problems is None else problems
    digest = tickets.digest(version.hash, answers)
    superseded = _superseded(visit)
    if found or superseded or more or visit.request.GET or visit.ground.is_staff:
        more |= {"problems": [problem.within(language()) for problem in found], "superseded": superseded}
        context = _context(visit, found) | {"digest": digest} | more
        response = render(visit.request, "receive/check.html", context, status=INVALID if problems else status)
    else:
        response = HttpResponse(_filled(visit, digest))
    response.headers["Cache-Control"] = "no-store"
    return response


def _filled(visit: Visit, digest: str) -> str:
    """The usual last look, without anything to tell: the frame is the same for everybody."""
    context = _context(visit, [])
    page = _stencil(visit, has_before=bool(context["before"]), corrects=bool(context["corrects"]))
    return page.filled(
        {
            "answers": render_to_string("design/components/answers.html", context),
            "saved": render_to_string("receive/saved.html", context),
            "digest": digest,
            "csrf": get_token(visit.request),
            "before": context["before"] or "",
            "submit": context["submit"],
        }
    )


def _stencil(visit: Visit, *, has_before: bool, corrects: bool) -> stencil.Stencil:
    """Made without anything of the person whose page happens to be the first."""

    def context() -> dict[str, Any]:
        places = {name: stencil.place(name) for name in ("answers", "saved", "digest", "submit")}
        before = stencil.place("before") if has_before else None
        mine = {"before": before, "corrects": corrects, "csrf_token": stencil.place("csrf")}
        return frame_context(visit.ground, visit.version) | places | mine

    key = (visit.version.hash, language(), has_before, corrects)
    return stencil.stencil(key, "receive/check.html", context, visit.request)


def _context(visit: Visit, found: list[Problem]) -> dict[str, Any]:
    assert visit.draft is not None  # noqa: S101
    sections = summary.sections(visit.journey, found, language(), change=lambda step: visit.url(step) + "?back=check")
    return frame_context(visit.ground, visit.version) | {
        "draft": visit.draft,
        "sections": sections,
        "action": visit.ground.check(visit.secret),  # where the language switch goes, also from an answer to a sending
        "submit": visit.ground.submit(visit.secret),
        "resume": visit.ground.draft_url(visit.secret),
        "before": _before(visit),
        "corrects": visit.draft.corrects_id,
        "presences": _presences() if visit.ground.at_counter else (),
        "presence": visit.request.POST.get("presence", ""),
    }


def _presences() -> list[tuple[str, str, str]]:
    """(value, label, help)"""
    return [
        (
            Presence.SELF,
            presence_word(Presence.SELF),
            _("内容を読み上げるか画面を見せて、本人が「合っている」と言いました。"),
        ),
        (Presence.PROXY, presence_word(Presence.PROXY), _("委任状と、代理の人の身分を確かめる書類を見ました。")),
        (Presence.PAPER, presence_word(Presence.PAPER), _("紙は、この受付番号を書いて保管します。")),
    ]


def _before(visit: Visit) -> str | None:
    steps = [step for step in visit.journey.steps if step.row is None]
    return visit.url(steps[-1]) if steps else None


def _superseded(visit: Visit) -> str:
    """A draft goes on under the version that it began with; the page tells when there is a newer one."""
    now = version_in_force(visit.version.procedure.procedure, clock.today())
    if now is None or now == visit.version:
        return ""
    return _("この手続きの案内は、書きはじめたあとに新しくなりました。いまの内容は、前の案内のまま送れます。")
