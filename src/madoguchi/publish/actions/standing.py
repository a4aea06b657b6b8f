"""A source in the folder: one person registers it, another approves once that what passes the checks goes out."""

from django.db import transaction

from madoguchi.publish.actions.releasing import describe_declared
from madoguchi.publish.errors import NotDeclared, NotNow, NotYours, SamePerson
from madoguchi.publish.models import Dataset, FolderSource
from madoguchi.publish.queries.access import may_release, may_work
from madoguchi.publish.queries.sources import fetched, is_as_declared
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def register_source(*, slug: str, by: Actor) -> FolderSource:
    """I stand for this file. An approval that was given before is over: it was about what was registered then.

    Raises NotDeclared, NotYours, SlugTaken.
    """
    one = fetched().get(slug)
    if one is None or one.fetch is None:
        raise NotDeclared(slug)
    dataset = describe_declared(one, source=Dataset.Source.FOLDER, frequency=one.frequency, by=by)
    Dataset.objects.filter(pk=dataset.pk).update(standard=one.fetch.standard or "")
    told = {
        "file": one.fetch.file, "registered_at": clock.now(), "registered_by": f"{by.kind}:{by.id}",
        "registered_by_label": by.label, "approved_at": None, "approved_by": "", "approved_by_label": "",
    }  # fmt: skip
    source, _made = FolderSource.objects.update_or_create(dataset=dataset, defaults=told)
    record("publish.source_registered", by=by, about=("dataset", slug))
    return source


@transaction.atomic
def approve_source(*, slug: str, by: Actor) -> None:
    """From now on what passes the checks without errors goes out by itself. Raises NotYours, SamePerson, NotNow."""
    source = _locked(slug)
    if not may_release(source.dataset.office, by):
        raise NotYours(source.dataset.office)
    if source.registered_by == f"{by.kind}:{by.id}":
        raise SamePerson(slug)
    if source.approved_at is not None or not is_as_declared(source):
        raise NotNow(slug)
    source.approved_at, source.approved_by, source.approved_by_label = clock.now(), f"{by.kind}:{by.id}", by.label
    source.mark = source.read_mark = source.digest = source.trouble = ""  # what lies there now is looked at anew
    source.save()
    record("publish.source_approved", by=by, about=("dataset", slug))


@transaction.atomic
def stop_source(*, slug: str, by: Actor) -> None:
    """Nothing of it goes out by itself any more; what is out stays. Any one of the office may. Raises NotYours, NotNow."""
    source = _locked(slug)
    if not may_work(source.dataset.office, by):
        raise NotYours(source.dataset.office)
    if source.approved_at is None:
        raise NotNow(slug)
    stand_down(source, by=by)


def stand_down(source: FolderSource, *, by: Actor) -> None:
    """The approval is over: somebody said so, or took back what went out under it."""
    source.approved_at, source.approved_by, source.approved_by_label = None, "", ""
    source.save(update_fields=["approved_at", "approved_by", "approved_by_label"])
    record("publish.source_stopped", by=by, about=("dataset", source.dataset.slug))


def _locked(slug: str) -> FolderSource:
    found = FolderSource.objects.select_for_update(of=("self",)).select_related("dataset")
    source = found.filter(dataset__slug=slug).first()
    if source is None:
        raise NotNow(slug)
    return source
