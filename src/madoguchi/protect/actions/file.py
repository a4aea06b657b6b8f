"""A draft arrives: its answers become final, and the people in it become known."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from madoguchi.declare.versions import Version
from madoguchi.protect import links, rows
from madoguchi.protect.actions.seal import Answers, NotADraft, closed, draft
from madoguchi.protect.actions.subjects import link_known, link_subjects
from madoguchi.protect.identity import Identity, identities
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


def file_record(
    record_id: UUID,
    *,
    answers: Answers,
    version: Version,
    by: Actor,
    secret: str = "",
    people: Mapping[str, UUID] | None = None,
    office: str = "",
) -> None:
    """Close the final answers; from here on they never change. Links the people in them to subjects.

    `secret`: the receipt's link, when it is another than the draft's. `people`: by part, who is known already.
    `office`: where it arrives, when the answers tell another office than the procedure's owner.
    """
    with transaction.atomic(savepoint=False):
        row = draft(record_id)
        if row.version_hash != version.hash:
            raise ValueError("a record is filed with the version it was born under")
        link_hash = links.link_hash(secret) if secret else row.link_hash
        kept = closed(answers, row)
        if not rows.store_filed(record_id, kept, link_hash=link_hash, filed_at=clock.now(), office=office):
            raise NotADraft(record_id)
        matches = _link_people(record_id, identities(version, answers), people or {})
        record("protect.filed", by=by, about=("record", record_id), purpose=row.purpose, matches=matches)


def _link_people(record_id: UUID, found: Mapping[str, Identity], known: Mapping[str, UUID]) -> list[str]:
    """Whom the caller knows is taken at their word; the others are matched."""
    unknown = {part: identity for part, identity in found.items() if part not in known}
    return link_subjects(record_id, unknown) + link_known(record_id, known)
