"""The order in which data are to be published or mended: for everybody, and where a keeper may set it aside."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.publish import actions
from madoguchi.publish.errors import NotYours, Unfit
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.priorities import CRITERIA, candidates, weights
from madoguchi.publish.views.ground import FORM, staff_of
from madoguchi.publish.views.voices import INVALID, wrong_words

PRIORITIES = "/staff/data/priorities/"


@audience("public")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    declared = weights()
    if declared is None:
        raise Http404
    offices = dict(Office.objects.values_list("pk", "name_ja"))
    context = {
        "lines": [(one, offices.get(one.office, "")) for one in candidates()], "weights": [(name, getattr(declared, name)) for name in CRITERIA], "here": "data",
    }  # fmt: skip
    return render(request, "publish/catalogue/priorities.html", context)


@audience("staff")
@require_http_methods(FORM)
def desk(request: HttpRequest) -> HttpResponse:
    """Each candidate with the form that sets it aside, where this person's office answers for it."""
    wrong, key = "", request.POST.get("candidate", "")
    if request.method == "POST":
        found = next((one for one in candidates() if one.key == key), None)
        if found is None:
            raise Http404
        said = {name: request.POST.get(name, "") for name in ("place", "reason")}
        try:
            actions.set_aside(candidate=found, by=actor_of(request), **said)
            return redirect("publish:set-aside")
        except Unfit as unfit:
            wrong = wrong_words(unfit.name)
        except NotYours:
            raise Http404 from None
    mine = [one for one in candidates() if may_work(one.office, staff_of(request))]
    context = {"lines": mine, "wrong": wrong, "key": key, "typed": request.POST.get("reason", ""), "here": PRIORITIES}
    return render(request, "publish/set_aside.html", context, status=INVALID if wrong else 200)
