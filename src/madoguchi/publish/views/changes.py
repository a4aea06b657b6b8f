"""What programs follow a dataset by: a feed of its releases, a description of its columns, its events, a map of the site."""

import json
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.design.frame import frame
from madoguchi.people.audience import audience
from madoguchi.publish.ckan.packages import LICENCES, MIMES, file_address, licence_of
from madoguchi.publish.models import Release
from madoguchi.publish.photos import MIMES as PICTURES
from madoguchi.publish.queries.catalogue import FORMATS, Entered, catalogue
from madoguchi.publish.queries.pictures import Picture, pictures
from madoguchi.publish.queries.releases import SHOWN, folder
from madoguchi.publish.release.events import Row, calendar
from madoguchi.publish.release.paging import Question, page
from madoguchi.publish.used import used
from madoguchi.publish.views.openly import base_of, opened, unchanged
from madoguchi.receive.queries.versions import for_residents, versions_in_force
from madoguchi.trail import clock

LATEST, MOST_EVENTS = 100, 5000
TYPES = {"text": "string", "int": "integer", "numeric": "number", "date": "date"}
PAGES = (
    "/", "/procedures/", "/privacy/", "/registers/", "/indicators/", "/progress/", "/data/", "/data/live/", "/data/requests/", "/data/reuses/",
)  # fmt: skip


def _one(slug: str) -> Entered:
    found = catalogue().one(slug)
    if found is None:
        raise Http404
    return found


@audience("public")
@opened
@require_safe
def atom(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """Releases and retractions, the newest first: of all datasets, or of one."""
    base, one = base_of(request), _one(slug) if slug else None
    releases = Release.objects.filter(state__in=SHOWN, **({"dataset": one.dataset} if one else {}))
    title = one.dataset.title if one else f"{frame().get('name') or ''} {_('オープンデータの更新')}".strip()
    feed = Atom1Feed(title, f"{base}/data/{f'{slug}/' if slug else ''}", "", feed_url=base + request.path)
    for release in releases.select_related("dataset").order_by("-released_at")[:LATEST]:
        _entry(feed, release, base)
    text = feed.writeString("utf-8")
    return unchanged(request, HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


def _entry(feed: Atom1Feed, release: Release, base: str) -> None:
    at: datetime | None = release.retracted_at or release.released_at
    state = _("取り下げ") if release.retracted_at else _("公開")
    number = _("第%(n)s版") % {"n": release.number}
    feed.add_item(
        f"{release.dataset.title} {number} {state}", f"{base}/data/{release.dataset.slug}/", escape(_told(release)),
        unique_id=file_address(base, release.hash, "data.csv") + f"#{release.number}", updateddate=at,
        pubdate=release.released_at,
    )  # fmt: skip


def _told(release: Release) -> str:
    if release.reason:
        return release.reason
    if not release.told:
        return _("はじめての版です。くらべる版はありません。")
    columns = [f"- {name}" for name in release.told["removed_columns"]]
    columns += [f"+ {name}" for name in release.told["added_columns"]]
    return " ".join([*columns, f"{release.told['rows_before']} → {release.told['rows_after']}"])


@audience("public")
@opened
@require_safe
def datapackage(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Frictionless Data Package: every file, and the columns of the CSV as a Table Schema."""
    one, base = _one(slug), base_of(request)
    licence = LICENCES[one.dataset.licence]
    told = {
        "profile": "data-package", "name": slug, "title": one.dataset.title, "description": one.dataset.description,
        "version": str(one.release.number), "homepage": f"{base}/data/{slug}/", "keywords": one.dataset.keywords,
        "licenses": [{"name": licence[0], "title": licence[1], "path": licence[2]}],
        "created": one.release.released_at.isoformat() if one.release.released_at else None,
        "resources": [
            *(_resource(one, name, base) for name in FORMATS if name in one.shape.files),
            *(_picture(one, each, base) for each in pictures(one.release)),
        ],
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return unchanged(request, HttpResponse(text, content_type="application/json; charset=utf-8"))


def _resource(one: Entered, name: str, base: str) -> dict[str, object]:
    told: dict[str, object] = {
        "name": name.replace(".", "-"), "path": file_address(base, one.release.hash, name), "mediatype": MIMES[name],
        "format": name.partition(".")[2], "bytes": one.shape.files[name],
    }  # fmt: skip
    if name != "data.csv":
        return told
    fields = [{"name": column.name, "type": TYPES[column.kind]} for column in one.shape.columns]
    key = {"primaryKey": [one.shape.key]} if one.shape.key else {}
    schema = {"fields": fields, "missingValues": [""], **key}
    return told | {"profile": "tabular-data-resource", "encoding": "utf-8-sig", "hash": f"sha256:{one.release.hash}",
                   "schema": schema}  # fmt: skip


def _picture(one: Entered, each: Picture, base: str) -> dict[str, object]:
    """One photograph, which has a licence of its own."""
    stem, _dot, ending = each.file.rpartition(".")
    short, title, path = licence_of(one.dataset, each.licence)
    return {
        "name": stem, "title": each.title, "description": each.words, "format": ending, "mediatype": PICTURES[ending],
        "path": file_address(base, one.release.hash, each.file), "bytes": one.shape.files[each.file],
        "licenses": [{"name": short, "title": title, "path": path}],
    }  # fmt: skip


@audience("public")
@opened
@require_safe
def events(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The rows as events, where the table has the day on which each begins."""
    one = _one(slug)
    if "開始日" not in one.shape.names:
        raise Http404
    host = urlsplit(base_of(request)).hostname or "localhost"
    at = one.release.released_at or one.dataset.changed_at
    text = "".join(calendar(_rows(one), name=one.dataset.title, host=host, slug=slug, stamp=at))
    response = unchanged(request, HttpResponse(text, content_type="text/calendar; charset=utf-8"))
    if request.method == "GET" and response.status_code == 200:
        used(one.slug, "ics")
    return response


def _rows(one: Entered) -> Iterator[Row]:
    found = page(folder(one.release.hash), one.shape, Question(sort="開始日 desc", limit=MOST_EVENTS, total=False))
    names = ("_id", *one.shape.names)
    yield from (dict(zip(names, row, strict=True)) for row in found.rows)


@audience("public")
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every page that a search engine may show."""
    base = base_of(request)
    procedures = for_residents(versions_in_force(clock.today()))
    paths = [*PAGES, *(reverse("receive:procedure", args=[one.procedure.procedure]) for one in procedures)]
    lines = [f"<url><loc>{escape(base + path)}</loc></url>" for path in paths]
    for one in catalogue().entries:
        day = one.release.released_at.date().isoformat() if one.release.released_at else ""
        address = base + reverse("publish:dataset", args=[one.slug])
        lines.append(f"<url><loc>{escape(address)}</loc><lastmod>{day}</lastmod></url>")
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return unchanged(request, HttpResponse(text + "\n".join(lines) + "\n</urlset>\n", content_type="application/xml"))
