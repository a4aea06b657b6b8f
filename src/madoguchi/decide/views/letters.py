"""Letters of a case on paper: printing one, and setting one in type again that failed."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from madoguchi.decide.models import Case
from madoguchi.decide.queries.letters import letter_of
from madoguchi.decide.views.ground import on_case
from madoguchi.paper import NotThisOne
from madoguchi.people import actor_of
from madoguchi.protect import Channel, Refused
from madoguchi.protect.queries import open_consent
from madoguchi.receive.actions import print_again, withhold
from madoguchi.receive.letters.handing import NoPaper, paper_of
from madoguchi.receive.models import Letter
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.views.letters import as_download


@on_case
@require_safe
def letter(request: HttpRequest, case: Case, letter_id: int) -> HttpResponse:
    """The PDF, to be printed and posted. It is checked once more that it is this letter's own."""
    found = _found(case, letter_id)
    try:
        version = open_version(case.version_hash)
        by, channel = actor_of(request), Channel.LETTER
        consent = open_consent(case.record_id, by=by, channel=channel)
        return as_download(found, paper_of(found, version, by=by, channel=channel, consent=consent))
    except NoPaper:
        return _back(case)
    except NotThisOne:
        withhold(letter=found, by=actor_of(request))
        return _back(case)
    except Refused as refused:
        if refused.code not in ("output", "consent"):
            raise Http404 from refused
        page = {"case": case, "reason": refused.reason_ja}
        return render(request, "decide/refused.html", page, status=403)


@on_case
@require_POST
def again(request: HttpRequest, case: Case, letter_id: int) -> HttpResponse:
    print_again(letter=_found(case, letter_id), by=actor_of(request))
    return _back(case)


def _found(case: Case, letter_id: int) -> Letter:
    found = letter_of(case, letter_id)
    if found is None:
        raise Http404
    return found


def _back(case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("decide:case", args=[case.number]) + "#letters")
