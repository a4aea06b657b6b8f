"""From a checked table to the next release of a dataset: chosen, or described for the first time."""

import re
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from madoguchi.publish import actions
from madoguchi.publish.errors import NotLookedAt, SlugTaken
from madoguchi.publish.models import Check, Dataset
from madoguchi.publish.models.datasets import ONE_BY_ONE
from madoguchi.publish.views.ground import FORM, GONE, Desk, cannot, on_upload

INVALID = 422
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*$")
TYPED = ("dataset", "title", "title_en", "slug", "description", "category", "keywords", "licence", "frequency")


@on_upload(*FORM, for_keepers=True)
def propose(desk: Desk) -> HttpResponseBase:
    """Another person than who sends this lets the release out."""
    report = desk.must_report()
    if desk.request.method != "POST":
        return _form(desk, _first(desk), {})
    typed = {name: desk.request.POST.get(name, "").strip() for name in TYPED}
    if wrong := _wrong(desk, typed):
        return _form(desk, typed, wrong)
    try:
        return _proposed(desk, report.check, typed)
    except SlugTaken:
        return _form(
            desk,
            typed,
            {"slug": _("ほかの課のデータか、ほかのページが使っているアドレスです。ちがう名前にしてください。")},
        )
    except NotLookedAt:
        return cannot(desk, "look", GONE)


def _proposed(desk: Desk, check: Check, typed: dict[str, str]) -> HttpResponse:
    dataset = _mine(desk).filter(slug=typed["dataset"]).first() or actions.describe_dataset(
        slug=typed["slug"], office=desk.file.office, by=desk.by, standard=check.standard,
        keywords=[word for word in re.split(r"[、,\s]+", typed["keywords"]) if word],
        **{name: typed[name] for name in ("title", "title_en", "description", "category", "licence", "frequency")},
    )  # fmt: skip
    release = actions.propose_release(dataset=dataset, check=check, by=desk.by)
    return redirect("publish:release", release=release.pk)


def _mine(desk: Desk) -> Any:
    return Dataset.objects.filter(office=desk.file.office).exclude(source__in=ONE_BY_ONE).order_by("title")


def _first(desk: Desk) -> dict[str, str]:
    """What stands in the form before anybody typed: the dataset that this file was before, or the file's name."""
    before = Dataset.objects.filter(releases__check_of__upload__file=desk.file).order_by("-releases__pk").first()
    title = "" if before else desk.file.name
    return {"dataset": before.slug if before else "", "title": title, "licence": Dataset.Licence.CC_BY,
            "frequency": Dataset.Frequency.YEARLY}  # fmt: skip


def _wrong(desk: Desk, typed: dict[str, str]) -> dict[str, str]:
    """By input, what is to be mended. Nothing, where a dataset that is there was chosen."""
    if typed["dataset"]:
        known = _mine(desk).filter(slug=typed["dataset"]).exists()
        return {} if known else {"dataset": _("一覧にあるデータを選んでください。")}
    wrong = {}
    if not typed["title"] or len(typed["title"]) > 120:
        wrong["title"] = _("データの名前を、120文字までで書いてください。")
    if not SLUG.match(typed["slug"]) or len(typed["slug"]) > 80:
        wrong["slug"] = _("半角の小文字、数字、ハイフンで書いてください。例: public-toilets")
    if typed["licence"] not in Dataset.Licence.values or typed["frequency"] not in Dataset.Frequency.values:
        wrong["licence"] = _("一覧から選んでください。")
    return wrong


def _form(desk: Desk, typed: dict[str, str], wrong: dict[str, str]) -> HttpResponse:
    return desk.page(
        "publish/propose.html", status=INVALID if wrong else 200, report=desk.report, typed=typed, wrong=wrong,
        mine=list(_mine(desk)), licences=Dataset.Licence.choices, frequencies=Dataset.Frequency.choices,
    )  # fmt: skip
