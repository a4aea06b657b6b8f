"""What every page about one upload needs: the file, the upload, and what the person may do there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import View, audience
from madoguchi.people.models import Office, Staff
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Check, DataFile, Upload
from madoguchi.publish.queries.access import file_of, may_work
from madoguchi.publish.queries.reports import Report, latest, latest_done, report
from madoguchi.trail.actor import Actor

HERE = "/staff/data/"
READ, ACT, FORM = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
GONE = 409


@dataclass
class Desk:
    """One upload before one person."""

    request: HttpRequest
    file: DataFile
    upload: Upload

    @property
    def by(self) -> Actor:
        return actor_of(self.request)

    @cached_property
    def may_work(self) -> bool:
        return may_work(self.file.office, self.by)

    @cached_property
    def latest(self) -> Check | None:
        return latest(self.upload)

    @cached_property
    def report(self) -> Report | None:
        done = latest_done(self.upload)
        return report(done) if done else None

    def must_report(self) -> Report:
        if self.report is None:
            raise Http404
        return self.report

    def page(self, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
        office = Office.objects.get(pk=self.file.office)
        context = {"desk": self, "file": self.file, "upload": self.upload, "office": office, "here": HERE,
                   "may_work": self.may_work}  # fmt: skip
        return render(self.request, template, context | more, status=status)

    def home(self) -> HttpResponse:
        """Back to the page of the upload."""
        return redirect("publish:upload", file=self.file.pk, number=self.upload.number)


Page = Callable[..., HttpResponseBase]


def staff_of(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)


def on_upload(*methods: str, live: bool = False, for_keepers: bool = False) -> Callable[[Page], View]:
    """A page about one upload. What the person may not see is as absent as what is not there. `for_keepers`: only the
    office that brought it has a use for the page."""

    def mark(page: Page) -> View:
        @audience("staff", live=live)
        @require_http_methods(methods)
        @wraps(page)
        def view(request: HttpRequest, file: int, number: int, **kwargs: Any) -> HttpResponseBase:
            desk = _desk(request, file, number)
            try:
                if for_keepers and not desk.may_work:
                    raise NotYours(desk.file.office)
                return page(desk, **kwargs)
            except NotYours:
                return cannot(desk, "yours", 403)
            except NotNow:
                return cannot(desk, "now", GONE)

        return view

    return mark


def _desk(request: HttpRequest, file_id: int, number: int) -> Desk:
    file = file_of(file_id, actor_of(request))
    upload = file.uploads.filter(number=number).first() if file else None
    if file is None or upload is None:
        raise Http404
    upload.file = file
    return Desk(request, file, upload)


def cannot(desk: Desk, why: str, status: int) -> HttpResponse:
    """Why it was not done; nothing was changed."""
    return desk.page("publish/cannot.html", status=status, why=why)


def whole_number(typed: str, otherwise: int = 0) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else otherwise
