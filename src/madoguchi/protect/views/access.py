"""What may I see, and why not? The two tables of the gate, for the one who looks."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from madoguchi.people.audience import audience
from madoguchi.people.models import Staff
from madoguchi.protect.queries.access import ways_of


@audience("staff")
def mine(request: HttpRequest) -> HttpResponse:
    ways = ways_of(cast(Staff, request.user))
    return render(request, "protect/access.html", {"here": "/staff/access/", "ways": ways})
