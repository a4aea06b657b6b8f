"""What waits for a second person: the one who answers reads who asks for what, and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.decide.models import Case
from madoguchi.decide.queries.procedures import office_names
from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.protect import actions as vault
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.queries import Asked, waiting_for
from madoguchi.receive.queries.versions import version as open_version

ANSWERING = ("reviewer", "manager", "protector")


@audience("staff", roles=ANSWERING)
def approvals(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, wrong: str = "") -> HttpResponse:
    names = office_names()
    rows = [(one, _words(one), names.get(one.office, ""), _of(one)) for one in waiting_for(actor_of(request))]
    page = {"here": "/staff/approvals/", "rows": rows, "wrong": wrong}
    return render(request, "decide/approvals.html", page, status=409 if wrong else 200)


@audience("staff", roles=ANSWERING)
@require_POST
def answer(request: HttpRequest, consent: UUID) -> HttpResponse:
    """Agree, or not. What is no longer as it was asked about is told, and nothing happens."""
    act = vault.approve if request.POST.get("answer") == "approve" else vault.refuse
    try:
        act(consent_id=consent, by=actor_of(request))
    except NotPossible as wrong:
        return _page(request, wrong.ja)
    return redirect("decide:approvals")


def _words(one: Asked) -> str:
    return {
        "open": _("伏せた項目を開く"),
        "lift": _("支援措置を外す"),
        "unlike": _("対象の方とは別の人と確かめる"),
        "use": _("目的外利用"),
    }[one.what]


def _of(one: Asked) -> list[tuple[str, list[str]]]:
    """(number, labels of the fields) of each case that is asked about."""
    found = Case.objects.filter(record_id__in=one.records)
    return [(case.number, _labels(case, one)) for case in found]


def _labels(case: Case, one: Asked) -> list[str]:
    labels = {path: field.label.ja for path, _page, field in open_version(case.version_hash).fields()}
    return [labels.get(path, path) for path in one.fields]
