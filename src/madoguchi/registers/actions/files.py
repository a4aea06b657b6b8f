"""The file register: an entry is written when a version is published, with what it changes; people are counted daily."""

from datetime import date
from typing import Any

from django.db import transaction

from madoguchi.declare import file_register
from madoguchi.declare.file_register import ITEMS, THRESHOLD, Values
from madoguchi.declare.versions import Version
from madoguchi.protect.queries.people import people_in
from madoguchi.registers.models import FileCount, FileEntry
from madoguchi.registers.queries.files import entry_before, sources_of
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

Dumped = dict[str, list[dict[str, Any]]]


def enter_file(version: Version, *, source: str, applies_from: date, by: Actor) -> FileEntry | None:
    """What a version says in the file register, and what it changes. None when it says nothing new."""
    slug = version.procedure.procedure
    items = {code: _dumped(values) for code, values in file_register.entry_of(version).items()}
    before = entry_before(slug, applies_from)
    known: Dumped = before.items if before else {}
    changed = [item.code for item in ITEMS if known.get(item.code) != items.get(item.code)]
    listed = file_register.rules(version).listed
    if not changed and (before is None or before.listed == listed):
        return None
    told = [{"item": code, "before": known.get(code, []), "after": items.get(code, [])} for code in changed]
    with transaction.atomic():
        entry = FileEntry(
            source=source,
            slug=slug,
            version_hash=version.hash,
            applies_from=applies_from,
            items=items,
            listed=listed,
            audience=version.procedure.audience,
            changes=told if before else [],
            at=clock.now(),
            by_label=by.label,
        )
        entry.save(force_insert=True)
        record("registers.file_entered", by=by, about=("file", slug), version=version.hash[7:], items=changed)
    return entry


def _dumped(values: Values) -> list[dict[str, Any]]:
    return [text.model_dump(by_alias=True, exclude_none=True) for text in values]


def count_people(*, by: Actor) -> int:
    """Count, file by file, how many people it holds: from the vault's links, without opening anything.

    Crossing the number from which the law asks for publishing is an event. Returns how many files were counted.
    """
    slugs = sources_of()
    for slug in slugs:
        with transaction.atomic():
            _count(slug, by)
    return len(slugs)


def _count(slug: str, by: Actor) -> None:
    people = people_in(slug)
    before = FileCount.objects.filter(pk=slug).first()
    FileCount.objects.update_or_create(pk=slug, defaults={"people": people, "counted_at": clock.now()})
    is_large, was_large = people >= THRESHOLD, before is not None and before.people >= THRESHOLD
    if is_large != was_large:
        record("registers.file_threshold", by=by, about=("file", slug), reached=is_large)
