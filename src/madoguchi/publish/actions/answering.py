"""Items of an app: brought, answered for one by one by a person, made into a release that another lets out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from madoguchi.declare.dataset import Dataset as Declared
from madoguchi.declare.dataset import Items
from madoguchi.protect import actions as vault
from madoguchi.publish.actions.keeping import build_kept
from madoguchi.publish.actions.one_by_one import call_off, held, judge, next_of, pend_or_forget
from madoguchi.publish.actions.releasing import describe_declared, difference, fail, tell
from madoguchi.publish.errors import NotDeclared, NotNow, NotYours, Unfit
from madoguchi.publish.items import YES_NO, Read, Told, header, passes
from madoguchi.publish.models import Dataset, Item, ItemFile, Release
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.items import cells_of, declared_items, items_of, kinds_in
from madoguchi.publish.release.differing import Difference
from madoguchi.publish.release.shape import NotReleasable, Shape
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.models import Event

State = Item.State
KEPT = timedelta(days=14)
"""How long what was held back stays sealed, for who answered wrongly."""
UNANSWERED = timedelta(days=180)
"""Where nobody answers for so long, nothing is kept of it. Brought again, it is new."""


def bring_items(*, slug: str, name: str, found: Read, by: Actor) -> ItemFile:
    """Each new or changed one waits for a person. Call it outside a transaction: it writes files.

    Raises NotDeclared, NotYours, SlugTaken.
    """
    one = _declared(slug)
    if not may_work(one.owner, by):
        raise NotYours(one.owner)
    known = dict(Item.objects.filter(dataset__slug=slug).values_list("key", "digest"))
    fresh = [(told, vault.close_loose([told.content])) for told in found.items if known.get(told.key) != told.digest]
    with transaction.atomic():
        return _keep(one, name, found, fresh, by)


def _keep(
    one: Declared, name: str, found: Read, fresh: Sequence[tuple[Told, vault.ClosedLoose]], by: Actor
) -> ItemFile:
    dataset = describe_declared(one, source=Dataset.Source.ITEMS, frequency=one.frequency, by=by)
    known = {item.key: item for item in dataset.items.select_for_update()}
    fresh = [each for each in fresh if each[0].key not in known or known[each[0].key].digest != each[0].digest]
    changed = [told for told, _closed in fresh if told.key in known]
    if any(known[told.key].state == State.ACCEPTED for told in changed):
        call_off(dataset, by, _CHANGED)
    for told, closed in fresh:
        item = known.get(told.key) or Item(dataset=dataset, key=told.key)
        _wait(item, told, vault.keep_loose(closed, by=by), by)
    file = ItemFile.objects.create(
        dataset=dataset, name=name[:200], new=len(fresh) - len(changed), changed=len(changed),
        same=len(found.items) - len(fresh), left_out=found.left_out[:50], at=clock.now(), by_label=by.label,
    )  # fmt: skip
    record("publish.items_brought", by=by, about=("item-file", file.pk), dataset=one.dataset, new=file.new,
           changed=file.changed)  # fmt: skip
    return file


def _wait(item: Item, told: Told, content: Any, by: Actor) -> None:
    """Whatever was said about it was said about something else."""
    if item.content_id:
        vault.drop_loose(item.content_id, reason="changed", by=by)
    item.content_id, item.digest, item.marks = content, told.digest, len(kinds_in(told.cells.values()))
    item.lat, item.lon = told.at or (None, None)
    item.state, item.answers, item.judged_at, item.judged_by_label = State.WAITING, {}, None, ""
    item.brought_at, item.brought_by_label = clock.now(), by.label
    item.save()


@transaction.atomic
def answer_item(
    *, item: Item, stamp: str, answers: Mapping[str, str], keep_place: bool | None, seen: bool, by: Actor
) -> bool:
    """Every question for itself. Returns whether it may go out now: only where every answer lets it.

    `stamp`: what the person had before them (`Item.stamp`). `seen`: they looked at what is marked. Raises NotDeclared,
    NotYours, NotNow (another content or answer by now), Unfit (`answers`, `my-number`, `seen`, `keep_place`).
    """
    dataset = Dataset.objects.select_for_update().get(pk=item.dataset_id)  # before the item: as `propose_items` does
    questions = _wanted(dataset.slug).questions
    one = held(item, by)
    if one.stamp != stamp or one.content_id is None:
        raise NotNow(item.pk)
    if any(answers.get(question.id) not in YES_NO for question in questions):
        raise Unfit("answers")
    out = passes(questions, answers)
    if out:
        _must_be_seen(one, keep_place, seen)
    if one.state == State.ACCEPTED:
        call_off(dataset, by, _CHANGED)
    if out and not keep_place:
        one.lat = one.lon = None
    one.answers = {question.id: answers[question.id] for question in questions}
    judge(one, State.ACCEPTED if out else State.REFUSED, by)
    record("publish.item_answered", by=by, about=("item", one.pk), dataset=dataset.slug, out=out, digest=one.digest,
           answers=[f"{name}:{answer}" for name, answer in one.answers.items()], placed=one.lat is not None)  # fmt: skip
    return out


def _must_be_seen(one: Item, keep_place: bool | None, seen: bool) -> None:
    if "my-number" in kinds_in(cells_of(one).values()):
        raise Unfit("my-number")
    if one.marks and not seen:
        raise Unfit("seen")
    if one.lat is not None and keep_place is None:
        raise Unfit("keep_place")


_CHANGED = {
    "ja": "版を用意したあとで、入れる項目の答えか中身が変わりました。公開してよい項目で、もう一度版を作ってください。",
    "en": "An item was changed or answered otherwise after this release was prepared. Prepare it anew with the items that may go out.",
}


_UNDECLARED = (
    "このデータの items: の宣言がなくなったので、作れません。宣言を戻して、もう一度版を作ってください。",
    "It cannot be made: `items:` is no longer declared for this dataset. Declare it again and prepare the release anew.",
)


def _declared(slug: str) -> Declared:
    one = declared_items().get(slug)
    if one is None:
        raise NotDeclared(slug)
    return one


def _wanted(slug: str) -> Items:
    items = _declared(slug).items
    if items is None:
        raise NotDeclared(slug)
    return items


@transaction.atomic
def propose_items(*, dataset: Dataset, by: Actor) -> Release:
    """All that passed are to be a release; the worker builds it, another person lets it out.

    Raises NotDeclared, NotYours, NotNow (none passed, or one is being made or waits).
    """
    if not may_work(dataset.office, by):
        raise NotYours(dataset.office)
    locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
    if not items_of(locked, _wanted(locked.slug)).of(State.ACCEPTED):
        raise NotNow(dataset.slug)
    release = next_of(locked, by=by)
    record("publish.items_proposed", by=by, about=("release", release.pk), dataset=dataset.slug)
    return release


@in_two_steps
def make_items(event: Event) -> Callable[[], object]:
    """Takes over from `publish.items_proposed`: only what passed, and the count of what did not."""
    release = Release.objects.select_related("dataset").get(pk=event.about_id)
    one = declared_items().get(release.dataset.slug)
    if release.state != Release.State.WAITING:
        return lambda: None
    if one is None or one.items is None:
        return partial(fail, release, *_UNDECLARED)
    standing = items_of(release.dataset, one.items)
    counted = standing.counted(one.items.questions)
    try:
        shape = build_kept(
            header(one.items), _rows(standing.of(State.ACCEPTED), one.items), progress=partial(tell, release)
        )
    except NotReleasable as trouble:
        return partial(fail, release, trouble.ja, trouble.en)
    return partial(_pend, release, shape, difference(release, shape), counted)


def _rows(items: Sequence[Item], wanted: Items) -> Iterator[list[str]]:
    for one in items:
        cells = cells_of(one)
        at = ["" if number is None else f"{number:.3f}" for number in (one.lat, one.lon)]
        yield [one.key, *(cells.get(name, "") for name in wanted.columns), *(at if wanted.point else ())]


def _pend(release: Release, shape: Shape, changed: Difference | None, counted: dict[str, Any]) -> None:
    Release.objects.filter(pk=release.pk, state=Release.State.WAITING).update(checklist=counted)
    pend_or_forget(release, shape, changed)


def drop_held_items(*, by: Actor) -> int:
    """What was held back long ago is destroyed; that it was held back, and by whom, is kept. Of what nobody answered for,
    nothing is. Returns how many."""
    now = clock.now()
    old = Q(state=State.REFUSED, content_id__isnull=False, judged_at__lt=now - KEPT)
    old |= Q(state=State.WAITING, brought_at__lt=now - UNANSWERED)
    return sum(_drop(pk, old, by) for pk in list(Item.objects.filter(old).values_list("pk", flat=True)))


@transaction.atomic
def _drop(pk: int, old: Q, by: Actor) -> bool:
    one = Item.objects.select_for_update().filter(old, pk=pk).first()
    if one is None or one.content_id is None:
        return False
    vault.drop_loose(one.content_id, reason="refused" if one.state == State.REFUSED else "unanswered", by=by)
    if one.state == State.WAITING:
        one.delete()
    else:
        one.content_id, one.lat, one.lon = None, None, None
        one.save()
    return True
