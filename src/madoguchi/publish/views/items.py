"""Items of an app before they are published: brought in a file, answered for one by one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from madoguchi.declare.dataset import Dataset as Declared
from madoguchi.declare.dataset import Items
from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.protect import actions as vault
from madoguchi.publish import actions, items
from madoguchi.publish.errors import NotDeclared, NotNow, NotTaken, NotYours, SlugTaken, Unfit
from madoguchi.publish.models import Dataset, Item
from madoguchi.publish.queries.access import may_see, may_work, seen_offices
from madoguchi.publish.queries.declared import declaration_of
from madoguchi.publish.queries.items import Piece, cells_of, declared_items, items_of, pieces
from madoguchi.publish.views.ground import ACT, FORM, GONE, HERE, READ, staff_of

INVALID = 422


@audience("staff")
@require_http_methods(READ)
def index(request: HttpRequest) -> HttpResponse:
    """All datasets of my offices whose items are answered for one by one."""
    offices = seen_offices(staff_of(request))
    mine = [one for one in declared_items().values() if one.owner in offices]
    known = {one.slug: one for one in _datasets([one.dataset for one in mine])}
    lines = [(one, items_of(known.get(one.dataset), _wanted(one))) for one in mine]
    return render(request, "publish/items.html", {"lines": lines, "here": HERE})


def _datasets(slugs: list[str]) -> list[Dataset]:
    """As they are kept; those of another office than is declared now are not there."""
    found = Dataset.objects.filter(slug__in=slugs, source=Dataset.Source.ITEMS)
    return [one for one in found if declaration_of(one)]


def _wanted(one: Declared) -> Items:
    if one.items is None:
        raise Http404
    return one.items


def _declared(request: HttpRequest, slug: str) -> Declared:
    one = declared_items().get(slug)
    if one is None or not may_see(one.owner, actor_of(request)):
        raise Http404
    return one


@audience("staff")
@require_http_methods(FORM)
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """The items of one dataset, and the form that brings more."""
    one = _declared(request, slug)
    if request.method != "POST":
        return _collection(request, one)
    if not may_work(one.owner, actor_of(request)):
        raise Http404
    try:
        file = request.FILES.get("file")
        if file is None:
            raise NotTaken(_("ファイルを選んでください。"))
        name = file.name or ""
        found = items.read(name, file.read(items.LARGEST + 1), _wanted(one))
        actions.bring_items(slug=slug, name=name, found=found, by=actor_of(request))
    except NotTaken as refused:
        return _collection(request, one, wrong=refused.words.split("\n"))
    except SlugTaken:
        words = _("ほかの課のデータが、同じアドレスを使っています。宣言の名前を変えてください。")
        return _collection(request, one, wrong=[words])
    return redirect("publish:items-of", slug=slug)


def _collection(
    request: HttpRequest, one: Declared, *, wrong: list[str] | None = None, gone: bool = False
) -> HttpResponse:
    dataset = next(iter(_datasets([one.dataset])), None)
    standing = items_of(dataset, _wanted(one))
    waiting = standing.of(Item.State.WAITING)
    context = {
        "declared": one, "items": _wanted(one), "dataset": dataset, "standing": standing, "wrong": wrong, "gone": gone,
        "groups": [(state, standing.of(state)) for state in Item.State.values], "most": items.MOST,
        "mb": items.LARGEST // 1_000_000, "first": waiting[0] if waiting else None, "waiting": len(waiting),
        "ready": bool(standing.of(Item.State.ACCEPTED)), "may": may_work(one.owner, actor_of(request)), "here": HERE,
        "file": dataset.item_files.order_by("-pk").first() if dataset else None,
        "release": dataset.releases.order_by("-number").first() if dataset else None,
    }  # fmt: skip
    return render(request, "publish/items_of.html", context, status=INVALID if wrong else GONE if gone else 200)


@audience("staff")
@require_http_methods(ACT)
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    one = _declared(request, slug)
    dataset = next(iter(_datasets([slug])), None)
    if dataset is None:
        raise Http404
    try:
        release = actions.propose_items(dataset=dataset, by=actor_of(request))
    except (NotYours, NotDeclared) as wrong:
        raise Http404 from wrong
    except NotNow:
        return _collection(request, one, gone=True)
    return redirect("publish:release", release=release.pk)


@audience("staff")
@require_http_methods(FORM)
def one(request: HttpRequest, item: int) -> HttpResponse:
    """Every question is answered for this item alone."""
    found = Item.objects.filter(pk=item).select_related("dataset").first()
    if found is None or declaration_of(found.dataset) is None:
        raise Http404
    declared = _declared(request, found.dataset.slug)
    if request.method != "POST":
        return _page(request, found, declared, {"answers": found.answers})
    answers = {one.id: request.POST.get(f"q-{one.id}", "") for one in _wanted(declared).questions}
    typed = {"answers": answers, "seen": "seen" in request.POST, "keep_place": request.POST.get("keep_place", "")}
    try:
        actions.answer_item(
            item=found, stamp=request.POST.get("stamp", ""), answers=answers, seen=typed["seen"] is True,
            keep_place={"keep": True, "drop": False}.get(request.POST.get("keep_place", "")), by=actor_of(request),
        )  # fmt: skip
    except Unfit as unfit:
        return _page(request, found, declared, typed, wrong=unfit.name, status=INVALID)
    except (NotYours, NotDeclared) as wrong:
        raise Http404 from wrong
    except NotNow:
        found.refresh_from_db()
        return _page(request, found, declared, {"answers": found.answers}, wrong="now", status=GONE)
    if after := items_of(found.dataset, _wanted(declared)).next_waiting(found):
        return redirect(f"{reverse('publish:item', args=[after.pk])}#look")
    return redirect("publish:items-of", slug=found.dataset.slug)


def _page(
    request: HttpRequest, item: Item, declared: Declared, typed: dict[str, Any], *, wrong: str = "", status: int = 200
) -> HttpResponse:
    wanted = _wanted(declared)
    standing = items_of(item.dataset, wanted)
    before, after = standing.beside(item)
    questions = [(one, typed["answers"].get(one.id, "")) for one in wanted.questions]
    context = {
        "item": item, "declared": declared, "typed": typed, "wrong": wrong, "standing": standing, "before": before,
        "after": after, "questions": questions, "cells": _cells(item, wanted), "state": standing.states[item.pk],
        "may": may_work(declared.owner, actor_of(request)), "here": HERE,
    }  # fmt: skip
    return render(request, "publish/item.html", context, status=status)


def _cells(item: Item, wanted: Items) -> list[tuple[str, list[Piece]]] | None:
    """By column, with every mark at its place; None where it was destroyed."""
    try:
        cells = cells_of(item)
    except vault.Gone:
        return None
    return [(name, pieces(cells.get(name, ""))) for name in wanted.columns]
