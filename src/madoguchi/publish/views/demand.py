"""What people ask of open data and what they made of it, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.people.audience import audience
from madoguchi.publish.queries.voices import reuses, ways


@audience("public")
@require_safe
def reused(request: HttpRequest) -> HttpResponse:
    context = {"reuses": reuses(), "ways": ways(), "here": "data"}
    return render(request, "publish/catalogue/reuses.html", context)
