"""Opening what is sealed, for a page of the staff: the one place of this room that does. Each call is one reading."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from madoguchi import protect
from madoguchi.decide.models import Case
from madoguchi.protect import Channel
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail.actor import Actor

WORDS = "words"
"""The field of a sealed letter or note."""


@dataclass(frozen=True)
class Opened:
    """A case as its page shows it: the answers in force, and the words about it by the id under which they are sealed."""

    answers: dict[str, Any]
    words: dict[UUID, str] = field(default_factory=dict)


def open_fields(records: Iterable[UUID], paths: list[str], *, purpose: str, by: Actor) -> dict[UUID, dict[str, Any]]:
    """These fields of many records, for the queue. Raises protect.Refused."""
    opened = protect.read(records, paths, purpose=purpose, by=by, channel=Channel.STAFF_PAGE)
    return {record: protect.show_all(values, channel=Channel.STAFF_PAGE) for record, values in opened.items()}


def open_case_page(case: Case, *, by: Actor) -> Opened:
    """The whole case: answers, letters and notes, in one reading. Raises protect.Refused."""
    ids = [case.record_id, *words_of(case)]
    opened = open_fields(ids, list(protect.ALL), purpose=purpose_of(case), by=by)
    return Opened(opened.pop(case.record_id), {one: values.get(WORDS, "") for one, values in opened.items()})


def words_of(case: Case) -> list[UUID]:
    """Ids of everything that was written about a case."""
    decided = getattr(case, "decision", None)
    found = [words for rows in (case.corrections, case.extensions, case.notes) for words in _ids(rows)]
    return [*found, decided.reason_id] if decided and decided.reason_id else found


def purpose_of(case: Case) -> str:
    return open_version(case.version_hash).purpose.purpose


def _ids(rows: Any) -> list[UUID]:
    return list(rows.values_list("words_id", flat=True))
