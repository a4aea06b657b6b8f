"""What everybody may read of the registers, as their publish rule says."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.declare.procedure import Field
from madoguchi.declare.versions import Version
from madoguchi.people.audience import audience
from madoguchi.registers import sheet
from madoguchi.registers.models import Book, Row
from madoguchi.registers.queries.rows import every_row, public_page
from madoguchi.registers.queries.versions import books, version
from madoguchi.registers.said import language
from madoguchi.registers.views.csv import as_file
from madoguchi.registers.views.ground import page_number
from madoguchi.registers.words import lines


@audience("public")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    published = [(book, one) for book, one in books() if one.published]
    return render(request, "registers/public_index.html", {"registers": published})


@audience("public")
@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    book, of, fields = _published(slug)
    query = request.GET.get("q", "").strip()[:200]
    page = public_page(book, query=query, number=page_number(request))
    context = {
        "register": of.register,
        "office": of.office,
        "rows": [(row, _said(row, fields)) for row in page.rows],
        "page": page,
        "query": query,
    }
    return render(request, "registers/public.html", context)


@audience("public")
@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    book, of, fields = _published(slug)
    return as_file(sheet.written(of, every_row(book, public=True), fields), f"{slug}.csv")


def _published(slug: str) -> tuple[Book, Version, list[Field]]:
    book = Book.objects.filter(pk=slug).first()
    of = version(book.version_id) if book else None
    if book is None or of is None or of.register is None or of.register.published is None:
        raise Http404
    return book, of, [of.field(name) for name in of.register.published.fields]


def _said(row: Row, fields: list[Field]) -> list[tuple[Field, list[str]]]:
    of = version(row.version_id)
    return [(one, said) for one in fields if (said := lines(of, one, row.plain.get(one.id), language()))]
