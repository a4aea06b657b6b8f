"""What every staff page of a register needs: the register, what the person may do there, and who they are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from madoguchi.declare.register import Register
from madoguchi.declare.versions import Version
from madoguchi.people import actor_of
from madoguchi.people.audience import View, audience
from madoguchi.people.models import Staff
from madoguchi.registers.errors import NotYours
from madoguchi.registers.models import Book, Row
from madoguchi.registers.queries.access import may_read, may_write
from madoguchi.registers.queries.rows import row_of
from madoguchi.registers.queries.versions import declared, version
from madoguchi.registers.said import language
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

HERE = "/staff/registers/"


@dataclass(frozen=True)
class Desk:
    """One register before one person."""

    request: HttpRequest
    book: Book
    version: Version

    @property
    def register(self) -> Register:
        return declared(self.version)

    @property
    def by(self) -> Actor:
        return actor_of(self.request)

    @property
    def may_write(self) -> bool:
        return may_write(self.register, self.by)

    def row(self, number: int) -> Row:
        row = row_of(self.book.slug, number)
        if row is None:
            raise Http404
        return row

    def page(self, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {"desk": self, "register": self.register, "here": HERE, "may_write": self.may_write}
        return render(self.request, template, context | self._purpose() | more, status=status)

    def _purpose(self) -> dict[str, Any]:
        """The line that says what for the people of a register are looked at."""
        if not self.register.purpose:
            return {}
        purpose = self.version.purpose
        said = {"purpose_title": purpose.title.within(language())[0], "legal_basis": "、".join(purpose.legal_basis)}
        return said | {"reader": staff_of(self.request).name, "read_at": clock.now()}


Page = Callable[..., HttpResponse]


def staff_of(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)


READ, ACT, FORM = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")


def on_register(*methods: str) -> Callable[[Page], View]:
    """A page about one register. One that the person may not read is as absent as one that is not there."""

    def mark(page: Page) -> View:
        @audience("staff")
        @require_http_methods(methods)
        @wraps(page)
        def view(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            desk = _desk(request, slug)
            try:
                return page(desk, **kwargs)
            except NotYours:
                return desk.page("registers/not_yours.html", status=403, kept=kept(request))

        return view

    return mark


def for_writers(*methods: str) -> Callable[[Page], View]:
    """The same, for those who may write."""

    def mark(page: Page) -> View:
        @on_register(*methods)
        @wraps(page)
        def view(desk: Desk, **kwargs: Any) -> HttpResponse:
            if not desk.may_write:
                raise NotYours(desk.book.slug)
            return page(desk, **kwargs)

        return view

    return mark


def _desk(request: HttpRequest, slug: str) -> Desk:
    book = Book.objects.filter(pk=slug).first()
    if book is None or not may_read(declared(version(book.version_id)), actor_of(request)):
        raise Http404
    return Desk(request, book, version(book.version_id))


def kept(request: HttpRequest) -> list[str]:
    """What the person had typed, so that nothing is lost."""
    named = [(name, texts) for name, texts in request.POST.lists() if not name.startswith(("csrf", "_", "payload"))]
    return [text for _name, texts in named for text in texts if len(text.strip()) > 3]


def seen(request: HttpRequest) -> int:
    """The revision that the page was drawn from; 0, which is none, when somebody took it out of the form."""
    typed = request.POST.get("_seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
