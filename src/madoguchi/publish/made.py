"""Tables that the town's own declarations and registers make: what is public already, as data."""

import csv
import io
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings

from madoguchi.declare.dataset import Dataset
from madoguchi.declare.folder import read_folder
from madoguchi.declare.procedure import Procedure
from madoguchi.people.models import Office
from madoguchi.publish.release.shape import NotReleasable
from madoguchi.receive.queries.versions import for_residents, versions_in_force
from madoguchi.registers import sheet
from madoguchi.registers.models import Book
from madoguchi.registers.queries.rows import every_row
from madoguchi.registers.queries.versions import declared, version
from madoguchi.trail import clock

Line = list[str]
SUPPORT = (
    "制度ID", "制度名", "制度名_英語", "概要", "対象者", "必要なもの", "期限", "手数料", "窓口", "オンライン申請", "担当課", "電話番号",
    "根拠法令",
)  # fmt: skip
"""Our own headings: no column definition of the national standard 22 支援制度情報 was at hand to be checked."""


@lru_cache(maxsize=1)
def tables() -> dict[str, Dataset]:
    """The declared datasets whose rows are public already, read once per process. A wrong file is left out."""
    folder = read_folder(settings.MADOGUCHI_TOWN)
    good = (one for file, one in folder.datasets.items() if file not in folder.broken)
    return {one.dataset: one for one in good if one.of_register or one.catalogue}


def rows_of(one: Dataset) -> Iterator[Line]:
    """The heading, then the rows, as they are public now. Raises NotReleasable."""
    return _of_register(one.of_register) if one.of_register else _of_procedures()


def _of_register(slug: str) -> Iterator[Line]:
    book = Book.objects.filter(slug=slug).first()
    of = version(book.version_id) if book else None
    published = declared(of).published if of else None
    if book is None or of is None or published is None:
        raise NotReleasable(f"台帳「{slug}」は公開されていません。", f"The register {slug} is not published.")
    fields = [of.field(name) for name in published.fields]
    for row in csv.reader(io.StringIO(sheet.written(of, every_row(book, public=True), fields).removeprefix("\ufeff"))):
        yield [row[0], *row[2:]]  # the revision is for who edits the sheet


def _of_procedures() -> Iterator[Line]:
    yield list(SUPPORT)
    offices = {one.pk: one for one in Office.objects.all()}
    for one in for_residents(versions_in_force(clock.today())):
        yield _support(one.procedure, offices.get(one.procedure.owner))


def _support(one: Procedure, office: Office | None) -> Line:
    guide = one.guide
    told = [text.ja if text else "" for text in (guide.summary, guide.who)]
    more = [text.ja if text else "" for text in (guide.deadline, guide.fee, guide.counter)]
    return [
        one.procedure, one.title.ja, one.title.en or "", *told, "、".join(need.ja for need in guide.needs), *more,
        "可" if one.audience == "resident" else "リンクを受け取った人だけ", office.name_ja if office else "",
        office.telephone if office else "", "、".join(guide.law),
    ]  # fmt: skip
