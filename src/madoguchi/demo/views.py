"""The start page for visitors: the walk in three steps, and a door for staff without a password."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from madoguchi.declare.base import Text
from madoguchi.demo import marker, showing, staff
from madoguchi.demo.drills import BY_ID, DRILLS, play
from madoguchi.people import actions, session
from madoguchi.people.audience import audience
from madoguchi.people.models import Staff
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.trail import clock


def _only_in_the_demo() -> None:
    if not settings.MADOGUCHI_DEMO:
        raise Http404


@audience("public")
def start(request: HttpRequest) -> HttpResponse:
    """What there is to see, in three steps."""
    _only_in_the_demo()
    seeded = marker.read()
    receipts = [(one, showing.SHOWN[one.shows][0], _title(one.procedure)) for one in seeded.receipts]
    context = {"accounts": staff.SHOWN, "password": staff.PASSWORD, "receipts": receipts, "counts": seeded.counts}
    context |= {"guardian": seeded.guardian, "board": seeded.board}
    return render(request, "demo/start.html", context)


def _title(procedure: str) -> Text | None:
    version = version_in_force(procedure, clock.today())
    return version.procedure.title if version else None


@audience("public")
def drills(request: HttpRequest) -> HttpResponse:
    """Incidents of real towns, to be played here."""
    _only_in_the_demo()
    return render(request, "demo/drills.html", {"drills": DRILLS})


@audience("public")
def drill(request: HttpRequest, drill: str) -> HttpResponse:
    """One incident; posting plays it with fictional people against the real gate, and nothing of it stays."""
    _only_in_the_demo()
    found = BY_ID.get(drill)
    if found is None:
        raise Http404
    steps = play(found) if request.method == "POST" else []
    return render(request, "demo/drill.html", {"drill": found, "steps": steps, "all_held": all(s.held for s in steps)})


@audience("public")
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the shown demo accounts. Anywhere else this address does not exist."""
    _only_in_the_demo()
    wanted = request.POST.get("login", "")
    shown = wanted in {account.login for account in staff.SHOWN}
    person = Staff.objects.filter(login=wanted, active=True).first() if shown else None
    if person is None:
        raise Http404
    session.begin(request, person)
    actions.note_sign_in(staff=person, by=session.actor_of(request))
    return redirect(session.safe_next(request.POST.get("next", "")))
