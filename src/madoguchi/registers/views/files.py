"""The file register (個人情報ファイル簿): all files, one file, as CSV, and what changed when."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.declare.base import Text
from madoguchi.declare.file_register import ITEMS
from madoguchi.design.frame import municipality
from madoguchi.people.audience import audience
from madoguchi.registers import cells
from madoguchi.registers.models import FileEntry
from madoguchi.registers.queries.files import Filed, changes, file_of, files
from madoguchi.registers.views.csv import as_file
from madoguchi.trail import clock

YES, NO, UNKNOWN = "1,000人以上", "1,000人未満", "未計数"


@audience("public")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How the town uses information, procedure by procedure, and the register of its files."""
    every = files(clock.today())
    used = [one for one in every if one.entry.source == FileEntry.Source.PROCEDURE and one.entry.audience != "staff"]
    listed = [one for one in every if one.is_listed]
    context = {
        "used": used,
        "files": listed,
        "small": any(one.large is False for one in listed),
        "counted_at": max((one.counted_at for one in listed if one.counted_at), default=None),
        "changes": changes(most=20)[:6],
    }
    return render(request, "registers/privacy.html", context | _town())


@audience("public")
@require_safe
def file(request: HttpRequest, slug: str) -> HttpResponse:
    found = file_of(slug, clock.today())
    if found is None or not found.is_listed:
        raise Http404
    context = {"file": found, "changes": changes(slug)}
    return render(request, "registers/file.html", context | _town())


@audience("public")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Every listed file with every item, in Japanese: the file register is a legal document."""
    out = io.StringIO()
    writer = csv.writer(out)
    titles = [item.title.ja + ("(要確認)" if item.evidence == "C" else "") for item in ITEMS]
    writer.writerow([*titles, "本人の数", "適用日", "版"])
    for one in files(clock.today()):
        if one.is_listed:
            writer.writerow([*_items(one), _people(one), one.entry.applies_from.isoformat(), one.entry.version_hash])
    return as_file(cells.BOM + out.getvalue(), "kojin-joho-file-bo.csv")


def _items(one: Filed) -> list[str]:
    return [cells.safe("\n".join(_ja(text) for text in said)) for _item, said in one.rows]


def _ja(text: Text) -> str:
    return text.ja


def _people(one: Filed) -> str:
    return {True: YES, False: NO, None: UNKNOWN}[one.large]


def _town() -> dict[str, object]:
    town = municipality()
    privacy = town.privacy if town else None
    offices = town.offices if town else ()
    desk = next((office for office in offices if privacy and office.id == privacy.request_desk), None)
    return {"privacy": privacy, "desk_office": desk}
