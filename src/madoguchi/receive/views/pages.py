"""One step of a form: looked at, or filled in and left."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.declare.answers import Step, read_page
from madoguchi.receive import forms
from madoguchi.receive.actions.again import again_when_overtaken
from madoguchi.receive.errors import AlreadySent, NoSuchStep, Over
from madoguchi.receive.journey import key_of
from madoguchi.receive.models import Draft
from madoguchi.receive.said import language
from madoguchi.receive.views import ends, rows
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.save import save as save_posted
from madoguchi.receive.views.sheet import show
from madoguchi.receive.views.visit import Visit
from madoguchi.trail import clock


@require_safe
@again_when_overtaken
def resume(request: HttpRequest, *, ground: Ground, secret: str) -> HttpResponse:
    """The address to come back to: the first step that is not yet done, or the last look."""
    try:
        visit = Visit(request, ground, secret, ground.draft(request, secret))
    except Over:
        return ends.over(request, ground)
    if visit.draft is None:
        return ends.gone_or_sent(visit)
    step = visit.journey.first_unseen(visit.draft.seen)
    return redirect(visit.url(step) if step else ground.check(secret))


@require_http_methods(["GET", "HEAD", "POST"])
@again_when_overtaken
def page(request: HttpRequest, *, ground: Ground, secret: str, page_id: str, row: int | None = None) -> HttpResponse:
    visit = Visit(request, ground, secret, None, page_id, row)
    try:
        if request.method == "POST":
            return save_posted(visit)
        visit.draft = ground.draft(request, secret)
        return _look(visit)
    except Over:
        return ends.over(request, ground)
    except AlreadySent as sent:
        return ends.already_sent(visit, sent.application)
    except Draft.DoesNotExist:
        return ends.gone_or_sent(visit)
    except NoSuchStep:
        return ends.no_such_step(visit)


def _look(visit: Visit) -> HttpResponse:
    if visit.draft is None:
        return ends.gone_or_sent(visit)
    step = visit.step
    if step.page.exit:
        return ends.exit_page(visit, step)
    if step.page.repeat and step.row is None:
        return rows.overview(visit, step)
    return show(visit, step, as_left(visit, step))


def as_left(visit: Visit, step: Step) -> forms.Sheet:
    """A step as it was left: with what was typed and is not yet good, and what is wrong with it."""
    content, version = visit.content, visit.version
    sheet = forms.Sheet(version, step.page, step.row, content.answers, language())
    typed = content.typed.get(key_of(step.page.id, step.row))
    if not typed:
        return sheet
    posted = forms.as_posted(typed)
    result = read_page(version, step.page, posted, content.answers, row=step.row, today=clock.today())
    return replace(sheet, answers=result.answers, typed=result.typed, problems=result.problems)
