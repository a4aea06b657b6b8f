"""Photographs before they are published: brought together, looked at one by one."""

import re
from datetime import date
from typing import IO, Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.protect import actions as vault
from madoguchi.publish import actions, photos
from madoguchi.publish.errors import NotNow, NotTaken, NotYours, SlugTaken, Unfit
from madoguchi.publish.models import Dataset, Photo
from madoguchi.publish.queries.access import may_see, may_work, own_offices, seen_offices
from madoguchi.publish.queries.batches import batches
from madoguchi.publish.views.ground import ACT, FORM, GONE, HERE, READ, staff_of
from madoguchi.receive.spool import WholeUploadHandler

INVALID, SECONDS = 422, 2
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")
TYPED = ("dataset", "office", "title", "slug", "taken_on", "place", "licence")


@audience("staff")
@csrf_exempt  # the one below looks at it, when the place for large files is there
@require_http_methods(FORM)
def index(request: HttpRequest) -> HttpResponse:
    """All collections of photographs of my offices, and the form that brings more."""
    if request.method == "POST":
        request.upload_handlers = [WholeUploadHandler(request)]
    return _index(request)


@csrf_protect
def _index(request: HttpRequest) -> HttpResponse:
    if not own_offices(staff_of(request)):
        return render(request, "publish/cannot.html", {"here": HERE, "why": "office"}, status=403)
    if request.method != "POST":
        return _form(request, {"licence": Dataset.Licence.CC_BY}, {})
    typed = {name: request.POST.get(name, "").strip() for name in TYPED}
    if wrong := _wrong(request, typed):
        return _form(request, typed, wrong)
    try:
        dataset = _brought(request, typed)
    except NotTaken as refused:
        return _form(request, typed, {"files": refused.words})
    except SlugTaken:
        words = _("ほかの課のデータか、ほかのページが使っているアドレスです。ちがう名前にしてください。")
        return _form(request, typed, {"slug": words})
    return redirect("publish:photos-of", slug=dataset.slug)


def _mine(request: HttpRequest) -> dict[str, Dataset]:
    offices = [office.pk for office in own_offices(staff_of(request))]
    found = Dataset.objects.filter(source=Dataset.Source.PHOTOS, office__in=offices).order_by("title")
    return {one.slug: one for one in found}


def _wrong(request: HttpRequest, typed: dict[str, str]) -> dict[str, str]:
    wrong = {}
    if not request.FILES.getlist("files"):
        wrong["files"] = _("写真を選んでください。")
    if typed["dataset"] and typed["dataset"] not in _mine(request):
        wrong["dataset"] = _("一覧にあるデータを選んでください。")
    if not typed["dataset"]:
        wrong |= _wrong_new(request, typed)
    if typed["taken_on"] and _day(typed["taken_on"]) is None:
        wrong["taken_on"] = _("日付を、2026-11-30 のように書いてください。")
    if typed["licence"] not in Dataset.Licence.values:
        wrong["licence"] = _("一覧から選んでください。")
    return wrong


def _wrong_new(request: HttpRequest, typed: dict[str, str]) -> dict[str, str]:
    wrong = {}
    if not typed["title"] or len(typed["title"]) > 120:
        wrong["title"] = _("データの名前を、120文字までで書いてください。")
    if not SLUG.match(typed["slug"]) or len(typed["slug"]) > 80:
        wrong["slug"] = _("半角の小文字、数字、ハイフンで書いてください。例: public-toilets")
    if typed["office"] not in [office.pk for office in own_offices(staff_of(request))]:
        wrong["office"] = _("課を選んでください。")
    return wrong


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _brought(request: HttpRequest, typed: dict[str, str]) -> Dataset:
    """First all files are looked at, then anything is written: one that is no picture leaves nothing behind."""
    files = request.FILES.getlist("files")
    sent = (one for file in files for one in photos.unpacked(file.name or "", cast(IO[bytes], file)))
    sealed = actions.seal_sent(photos.looked_at(sent))
    by = actor_of(request)
    dataset = _mine(request).get(typed["dataset"]) or actions.describe_dataset(
        slug=typed["slug"], office=typed["office"], by=by, title=typed["title"], licence=typed["licence"],
        source=Dataset.Source.PHOTOS, category=_("写真"),
    )  # fmt: skip
    actions.send_photos(
        dataset=dataset, files=sealed, taken_on=_day(typed["taken_on"]), place=typed["place"],
        licence=typed["licence"], by=by,
    )  # fmt: skip
    return dataset


def _form(request: HttpRequest, typed: dict[str, str], wrong: dict[str, str]) -> HttpResponse:
    seen = Dataset.objects.filter(source=Dataset.Source.PHOTOS, office__in=seen_offices(staff_of(request)))
    lines = [
        (one, one.photos.filter(state=Photo.State.WAITING).count(), one.photos.count())
        for one in seen.order_by("title")
    ]
    context = {"typed": typed, "wrong": wrong, "mine": list(_mine(request).values()), "lines": lines, "most": photos.MOST,
               "offices": own_offices(staff_of(request)), "licences": Dataset.Licence.choices, "here": HERE}  # fmt: skip
    return render(request, "publish/photos.html", context, status=INVALID if wrong else 200)


@audience("staff")
@require_http_methods(READ)
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    return _collection(request, dataset_of(request, slug))


def dataset_of(request: HttpRequest, slug: str) -> Dataset:
    dataset = Dataset.objects.filter(slug=slug, source=Dataset.Source.PHOTOS).first()
    if dataset is None or not may_see(dataset.office, actor_of(request)):
        raise Http404
    return dataset


def _collection(request: HttpRequest, dataset: Dataset, *, status: int = 200) -> HttpResponse:
    every = list(dataset.photos.order_by("pk"))
    groups = [(state, [one for one in every if one.state == state]) for state in Photo.State.values]
    context = {"dataset": dataset, "groups": groups, "may": may_work(dataset.office, actor_of(request)), "here": HERE,
               "release": dataset.releases.order_by("-number").first(), "wrong": status != 200,
               "ready": any(one.state == Photo.State.ACCEPTED for one in every), "first": _waiting(dataset).first(),
               **under_way(dataset)}  # fmt: skip
    return render(request, "publish/photos_of.html", context, status=status)


def under_way(dataset: Dataset) -> dict[str, Any]:
    """What the bars show, and whether they ask for themselves."""
    found = batches(dataset)
    return {"batches": found, "live": any(one.is_open and not one.stuck for one in found), "seconds": SECONDS}


def _waiting(dataset: Dataset) -> QuerySet[Photo]:
    return dataset.photos.filter(state=Photo.State.WAITING).order_by("pk")


def _next(photo: Photo) -> Photo | None:
    """The one that waits after it; after the last, the first."""
    waiting = _waiting(photo.dataset).exclude(pk=photo.pk)
    return waiting.filter(pk__gt=photo.pk).first() or waiting.first()


@audience("staff")
@require_http_methods(ACT)
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    dataset = dataset_of(request, slug)
    try:
        release = actions.propose_photos(dataset=dataset, by=actor_of(request))
    except NotYours as wrong:
        raise Http404 from wrong
    except NotNow:
        return _collection(request, dataset, status=GONE)
    return redirect("publish:release", release=release.pk)


def _photo(request: HttpRequest, pk: int) -> Photo:
    photo = Photo.objects.filter(pk=pk).select_related("dataset").first()
    if photo is None or not may_see(photo.dataset.office, actor_of(request)):
        raise Http404
    return photo


@audience("staff")
@require_http_methods(FORM)
def one(request: HttpRequest, photo: int) -> HttpResponse:
    """Each point of the list is ticked for this picture alone."""
    found = _photo(request, photo)
    if request.method != "POST":
        return _page(request, found, _first(found))
    typed = {
        name: request.POST.get(name, "").strip()
        for name in ("title", "taken_on", "place", "licence", "keep_place", "reason")
    }
    checks = request.POST.getlist("check")
    try:
        _judge(request, found, typed, checks)
    except Unfit as unfit:
        return _page(request, found, {**typed, "checks": checks}, wrong=unfit.name, status=INVALID)
    except NotYours as wrong:
        raise Http404 from wrong
    except NotNow:
        return _page(request, found, {**typed, "checks": checks}, wrong="now", status=GONE)
    if after := _next(found):
        return redirect(f"{reverse('publish:photo', args=[after.pk])}#look")
    return redirect("publish:photos-of", slug=found.dataset.slug)


def _judge(request: HttpRequest, photo: Photo, typed: dict[str, str], checks: list[str]) -> None:
    by = actor_of(request)
    if request.POST.get("act") == "refuse":
        actions.refuse_photo(photo=photo, reason=typed["reason"], by=by)
        return
    if typed["taken_on"] and _day(typed["taken_on"]) is None:
        raise Unfit("taken_on")
    actions.accept_photo(
        photo=photo, title=typed["title"], taken_on=_day(typed["taken_on"]), place=typed["place"], licence=typed["licence"],
        keep_place={"keep": True, "drop": False}.get(typed["keep_place"]), checks=checks, by=by,
    )  # fmt: skip


def _first(photo: Photo) -> dict[str, Any]:
    day = photo.taken_on.isoformat() if photo.taken_on else ""
    return {"title": photo.title, "taken_on": day, "place": photo.place, "licence": photo.licence, "checks": []}


def _page(
    request: HttpRequest, photo: Photo, typed: dict[str, Any], *, wrong: str = "", status: int = 200
) -> HttpResponse:
    left, after = _waiting(photo.dataset).count(), _next(photo)
    photo.refresh_from_db()
    context = {"photo": photo, "typed": typed, "wrong": wrong, "left": left, "next": after,
               "licences": Dataset.Licence.choices, "here": HERE,
               "may": may_work(photo.dataset.office, actor_of(request))}  # fmt: skip
    return render(request, "publish/photo.html", context, status=status)


@audience("staff")
@require_http_methods(READ)
def picture(request: HttpRequest, photo: int) -> HttpResponse:
    """As it would be published: made anew, without its notes."""
    found = _photo(request, photo)
    return _given(found.picture_id, photos.MIMES[found.kind])


@audience("staff")
@require_http_methods(READ)
def small(request: HttpRequest, photo: int) -> HttpResponseBase:
    """A small look at it, for lists; of one that was brought before there were any, itself."""
    found = _photo(request, photo)
    return _given(found.small_id, "image/jpeg") if found.small_id else picture(request, photo)


def _given(kept: UUID | None, kind: str) -> HttpResponse:
    if kept is None:
        raise Http404
    with vault.open_loose(kept) as source:
        response = HttpResponse(source.read(), content_type=kind)
    response["Cache-Control"] = "no-store"
    return response
