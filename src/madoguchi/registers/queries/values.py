"""What rows say, with what lies in the vault: through the gate, one reading for all of them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from madoguchi import protect
from madoguchi.declare.versions import Version
from madoguchi.japan.kana import KanaError, check_kana
from madoguchi.protect.channel import Channel
from madoguchi.registers.models import Row, RowVersion
from madoguchi.registers.words import Answers
from madoguchi.trail.actor import Actor

Opened = Mapping[UUID, Answers]


def open_rows(rows: Iterable[Row | RowVersion], version: Version, *, by: Actor) -> Opened | None:
    """The sealed answers by record; None when the gate stays closed for this person."""
    wanted = {row.record_id for row in rows if row.record_id}
    wanted |= {row.why_id for row in rows if isinstance(row, RowVersion) and row.why_id}
    if not wanted:
        return {}
    channel = Channel.STAFF_PAGE
    try:
        opened = protect.read(wanted, purpose=version.purpose.purpose, by=by, channel=channel)
    except protect.Refused:
        return None
    return {record_id: protect.show_all(values, channel=channel) for record_id, values in opened.items()}


def people_called(query: str, version: Version, *, by: Actor) -> list[UUID]:
    """Records of the people of that reading, as far as this person may find them. The search is a reading of its own."""
    try:
        kana = check_kana(query)
        return protect.find(purpose=version.purpose.purpose, by=by, kana=kana)
    except (KanaError, protect.Refused):
        return []


def answers_of(row: Row | RowVersion, opened: Opened | None) -> Answers:
    """Everything that a row says, as far as it was opened."""
    sealed = opened.get(row.record_id, {}) if opened and row.record_id else {}
    return {**row.plain, **sealed}


def why_of(version: RowVersion, opened: Opened | None) -> str:
    if version.why_id is None:
        return version.why
    words: dict[str, Any] = opened.get(version.why_id, {}) if opened else {}
    return str(words.get("words", ""))
