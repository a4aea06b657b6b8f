"""The operator's page: what stopped and can start again, and when recurring work last ran. No personal data on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.trail import actions, queries

MOST = 100
HERE = "/staff/operator/"


@audience("operator")
def overview(request: HttpRequest) -> HttpResponse:
    """Dead letters, newest first; what waits; the last run of each recurring work."""
    page = {
        "here": HERE,
        "dead": queries.dead_letters()[:MOST],
        "waiting": queries.waiting_count(),
        "runs": list(queries.last_runs()),
    }
    return render(request, "site/operator.html", page)


@audience("operator")
@require_POST
def retry(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Let one dead letter start anew. Asking twice is asking once."""
    actions.retry(handover_id=handover_id, by=actor_of(request))
    return redirect("site:operator")
