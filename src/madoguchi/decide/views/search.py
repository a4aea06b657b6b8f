"""Finding a person's cases by what they say at the counter. The search is a reading of its own, with its purpose."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from madoguchi import protect
from madoguchi.decide.forms import SearchForm
from madoguchi.decide.models import Case
from madoguchi.decide.queries.cases import WORKERS, desks
from madoguchi.decide.queries.names import names_of
from madoguchi.decide.queries.procedures import procedures_of
from madoguchi.decide.views.ground import staff_of
from madoguchi.decide.views.rows import QueueRow, rows_of
from madoguchi.people import actor_of
from madoguchi.people.audience import audience

MOST = 50


@audience("staff", roles=WORKERS)
def search(request: HttpRequest) -> HttpResponse:
    """Posted, so that what was typed stands in no address and no log."""
    offices = [office for handled in desks(staff_of(request)).values() for office in handled]
    form = SearchForm(offices, request.POST if request.method == "POST" else None)
    page: dict[str, Any] = {"here": "/staff/search/", "form": form}
    if form.is_bound and form.is_valid():
        rows, many = _found(request, form, offices)
        page |= {"rows": rows, "many": many, "searched": True, "people": len({row.name for row in rows})}
    return render(request, "decide/search.html", page, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: SearchForm, offices: list[str]) -> tuple[list[QueueRow], bool]:
    """Cases of these offices whose record matches everything that was typed, and whether there are more than shown."""
    by = actor_of(request)
    records = protect.find(purpose=form.cleaned_data["purpose"], by=by, **form.asked())
    found = Case.objects.filter(record_id__in=records, office__in=offices).order_by("-received_at")
    cases = list(found.select_related("assigned_to", "applicant_staff")[: MOST + 1])
    rows = rows_of(cases[:MOST], names=names_of(cases[:MOST], by=by), procedures=procedures_of(offices))
    return rows, len(cases) > MOST
