"""The files of releases: at an address that never changes what it gives."""

import re
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from madoguchi.people.audience import audience
from madoguchi.publish.ckan.packages import MIMES
from madoguchi.publish.models import Release
from madoguchi.publish.photos import MIMES as PICTURES
from madoguchi.publish.queries.catalogue import catalogue
from madoguchi.publish.queries.releases import folder, out, shape
from madoguchi.publish.used import used
from madoguchi.publish.views.openly import opened

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PHOTO, SMALL = "photo-", "small-"
TYPES = MIMES | {"data.csv.gz": "application/gzip", "data.sqlite": "application/vnd.sqlite3"}
YEAR = "public, max-age=31536000, immutable"


@audience("public")
@opened
@require_safe
def file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    release = out(digest)
    if release is None or name not in shape(release).files:
        raise Http404
    if release.state == Release.State.RETRACTED:
        return render(request, "publish/catalogue/retracted.html", {"release": release}, status=410)
    return _given(request, release, folder(digest), name)


@audience("public")
@opened
@require_safe
def latest(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """Always the newest: goes on to the release that is current now."""
    entered = catalogue().one(slug)
    if entered is None or name not in entered.shape.files:
        raise Http404
    return redirect("publish:file_of_release", digest=entered.release.hash, name=name)


def _given(request: HttpRequest, release: Release, place: Path, name: str) -> HttpResponseBase:
    packed = name == "data.csv" and "Range" not in request.headers and _takes_gzip(request)
    path = place / ("data.csv.gz" if packed else name)
    tag = quote_etag(f"{release.hash[:32]}-{path.name}")
    response = get_conditional_response(request, etag=tag) or _whole_or_part(request, path, tag)
    if packed and response.status_code == 200:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"], response.headers["Cache-Control"] = tag, YEAR
    response.headers["Accept-Ranges"] = "bytes"
    is_picture = name.startswith((PHOTO, SMALL))
    kind = PICTURES[name.rpartition(".")[2]] if is_picture else TYPES[name]
    response.headers["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    if request.method == "GET" and response.status_code == 200 and not name.startswith(SMALL):
        used(release.dataset.slug, "photo" if name.startswith(PHOTO) else name.removeprefix("data.").partition(".")[0])
    given = name if is_picture else f"{release.dataset.slug}-{release.number}.{name.partition('.')[2]}"
    response.headers["Content-Disposition"] = content_disposition_header(True, given) or "attachment"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _whole_or_part(request: HttpRequest, path: Path, tag: str) -> HttpResponseBase:
    size = path.stat().st_size
    asked = _RANGE.match(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()) or request.headers.get("If-Range", tag) != tag:
        return FileResponse(path.open("rb"))
    first, last = _span(asked[1], asked[2], size)
    if first >= size or last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as source:
        source.seek(first)
        part = source.read(min(last - first + 1, MOST))
    end = first + len(part) - 1
    return HttpResponse(part, status=206, headers={"Content-Range": f"bytes {first}-{end}/{size}"})


MOST = 16 << 20
"""Bytes of one answered part: a client that wants more asks again where it ended."""


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
