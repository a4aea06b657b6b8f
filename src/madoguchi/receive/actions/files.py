"""Files of a draft. The content goes into the vault as it streams in; the answer keeps id, name, size and type."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from madoguchi.receive import sealed
from madoguchi.receive.models import Draft
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

Entry = dict[str, Any]
"""One file as the answer names it: id, name, size, type."""


@dataclass(frozen=True)
class Incoming:
    """A file that was looked at and may be taken in."""

    name: str
    size: int
    content_type: str
    chunks: Iterable[bytes]


@dataclass(frozen=True)
class FileChange:
    """What a saved page changes about its files: by the field's id what is added, and the ids that go."""

    added: Mapping[str, list[Entry]] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()

    def applied(self, field_id: str, held: list[Entry]) -> list[Entry]:
        return [one for one in held if one["id"] not in self.removed] + list(self.added.get(field_id, []))


NO_FILES = FileChange()


@transaction.atomic
def note_virus(*, draft: Draft, by: Actor) -> None:
    """The scanner found something in what was sent for this draft. The file is kept nowhere."""
    record("receive.virus_found", by=by, about=("record", draft.record_id))


def take_in(*, draft: Draft, path: str, file: Incoming, by: Actor) -> Entry:
    """Take a content into the vault, before the answers name it. If nobody names it, it is an orphan and swept."""
    ident = sealed.attach(draft.record_id, path=path, file=file, by=by)
    return {"id": str(ident), "name": file.name, "size": file.size, "type": file.content_type}
