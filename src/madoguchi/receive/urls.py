"""Addresses of the counter. The way through a form is the same for residents and for staff; only the ground differs."""

from collections.abc import Callable

from django.urls import URLPattern, path, register_converter

from madoguchi.people.audience import View, audience
from madoguchi.receive.api import intake, openapi
from madoguchi.receive.views import (
    check,
    correction,
    counter,
    guardians,
    home,
    later,
    letters,
    pages,
    privacy,
    procedures,
    rating,
    receipts,
    roster,
    rows,
    start,
    status,
    withdrawal,
)
from madoguchi.receive.views.ground import COUNTER, RESIDENTS, STAFF, Ground

app_name = "receive"


class SecretConverter:
    """What stands in the address of a draft or a receipt. `~` joins a receipt's secret and the letter it answers."""

    regex = "[A-Za-z0-9_-]{16,80}(?:~[0-9]{1,12})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RowConverter:
    """A row's number as people count, from 1; inside, from 0."""

    regex = "[1-9][0-9]?"

    def to_python(self, value: str) -> int:
        return int(value) - 1

    def to_url(self, value: int) -> str:
        return str(value + 1)


register_converter(SecretConverter, "secret")
register_converter(RowConverter, "row")


GUARDIAN = "g/<secret:secret>/"


def way(ground: Ground, mark: Callable[[View], View], name: str) -> list[URLPattern]:
    """The way of an application, from the first page to the receipt."""
    given, receipt = {"ground": ground}, f"{ground.base.lstrip('/')}receipts/<secret:secret>/"
    return [
        *writing(ground, mark, name),
        path(receipt, mark(receipts.receipt), given, name=f"{name}receipt"),
        path(f"{receipt}print/", mark(receipts.printable), given, name=f"{name}print"),
        path(f"{receipt}correct/", mark(correction.begin), given, name=f"{name}correct"),
        path(f"{receipt}letters/", mark(letters.ask), given, name=f"{name}ask-letter"),
        path(f"{receipt}letters/<int:letter_id>/", mark(letters.paper), given, name=f"{name}letter"),
        path(f"{receipt}withdraw/", mark(withdrawal.withdraw), given, name=f"{name}withdraw"),
    ]


def writing(ground: Ground, mark: Callable[[View], View], name: str) -> list[URLPattern]:
    """A draft, page by page, until it is sent."""
    given, draft = {"ground": ground}, f"{ground.base.lstrip('/')}drafts/<secret:secret>/"
    return [
        path(draft, mark(pages.resume), given, name=f"{name}draft"),
        path(f"{draft}check/", mark(check.check), given, name=f"{name}check"),
        path(f"{draft}submit/", mark(check.submit), given, name=f"{name}submit"),
        path(f"{draft}later/", mark(later.later), given, name=f"{name}later"),
        path(f"{draft}<slug:page_id>/", mark(pages.page), given, name=f"{name}page"),
        path(f"{draft}<slug:page_id>/<row:row>/", mark(pages.page), given, name=f"{name}row"),
        path(f"{draft}<slug:page_id>/<row:row>/remove/", mark(rows.remove), given, name=f"{name}remove"),
    ]


AT_COUNTER = audience("staff", roles=counter.ROLES)
urlpatterns = [
    path("", audience("public")(home.home), name="home"),
    path("procedures/", audience("public")(procedures.listing), name="procedures"),
    path("procedures/<slug:slug>/", audience("public")(procedures.detail), {"ground": RESIDENTS}, name="procedure"),
    path("procedures/<slug:slug>/start/", audience("public")(start.start), {"ground": RESIDENTS}, name="start"),
    path("privacy/<slug:slug>/", audience("public")(privacy.use), name="privacy"),
    path("status/", audience("public")(status.status), name="status"),
    *way(RESIDENTS, audience("link"), ""),
    path("receipts/<secret:secret>/rating/", audience("link")(rating.rate), {"ground": RESIDENTS}, name="rate"),
    path(GUARDIAN, audience("link")(guardians.send), name="guardian"),
    path(f"{GUARDIAN}notices/", audience("link")(guardians.receipts), name="guardian-notices"),
    path(f"{GUARDIAN}notices/<str:number>/", audience("link")(guardians.correct), name="guardian-correct"),
    path(f"{GUARDIAN}notices/<str:number>/back/", audience("link")(guardians.take_back), name="guardian-take-back"),
    path("staff/procedures/", audience("staff")(procedures.staff_listing), name="staff-procedures"),
    path("staff/procedures/<slug:slug>/", audience("staff")(procedures.detail), {"ground": STAFF}, name="staff-procedure"),
    path("staff/procedures/<slug:slug>/start/", audience("staff")(start.start), {"ground": STAFF}, name="staff-start"),
    path("staff/roster/", audience("staff", roles=roster.IMPORTERS)(roster.roster), name="staff-roster"),
    *way(STAFF, audience("staff"), "staff-"),
    path("staff/counter/", AT_COUNTER(counter.listing), name="counter"),
    path("staff/counter/procedures/<slug:slug>/", AT_COUNTER(procedures.detail), {"ground": COUNTER}, name="counter-procedure"),
    path("staff/counter/procedures/<slug:slug>/start/", AT_COUNTER(start.start), {"ground": COUNTER}, name="counter-start"),
    *writing(COUNTER, AT_COUNTER, "counter-"),
    path("staff/counter/begun/<int:draft_id>/", AT_COUNTER(counter.go_on), name="counter-go-on"),
    path("staff/counter/begun/<int:draft_id>/throw-away/", AT_COUNTER(counter.throw_away), name="counter-throw-away"),
    path("staff/counter/receipts/<str:number>/", AT_COUNTER(counter.receipt), name="counter-receipt"),
    path("staff/counter/receipts/<str:number>/print/", AT_COUNTER(counter.printable), name="counter-print"),
    path("api/v1/openapi.json", audience("api")(openapi.openapi), name="openapi"),
    path("api/v1/procedures", audience("api")(intake.procedures), name="api-procedures"),
    path("api/v1/procedures/<slug:slug>", audience("api")(intake.procedure), name="api-procedure"),
    path("api/v1/procedures/<slug:slug>/applications", audience("api")(intake.applications), name="api-applications"),
]  # fmt: skip
