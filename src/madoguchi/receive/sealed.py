"""What a draft's sealed record holds: the answers, and what was typed where the answers are not yet good.

The one place of this room that opens and closes records in the vault.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from madoguchi import protect
from madoguchi.declare.versions import Version
from madoguchi.protect import actions as vault
from madoguchi.protect.channel import Channel
from madoguchi.receive.errors import Overtaken
from madoguchi.receive.journey import Answers
from madoguchi.receive.models import Draft, Letter
from madoguchi.trail.actor import Actor

if TYPE_CHECKING:
    from madoguchi.receive.actions.files import Incoming

TYPED = "_typed"
"""Beside the answers. A field's id begins with a letter, so the two never meet; a filed record has none."""
WORDS = "words"
"""The one field of a sealed letter."""
Typed = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Content:
    answers: Answers = field(default_factory=dict)
    typed: dict[str, Typed] = field(default_factory=dict)  # step -> path -> part -> text

    def sealed(self) -> dict[str, Any]:
        return {**self.answers, TYPED: self.typed} if self.typed else dict(self.answers)

    @classmethod
    def opened(cls, blob: dict[str, Any]) -> "Content":
        answers = dict(blob)
        return cls(typed=answers.pop(TYPED, {}), answers=answers)

    def with_step(self, step: str, *, answers: Answers, typed: Typed | None) -> "Content":
        kept = {key: value for key, value in self.typed.items() if key != step}
        return Content(answers, kept | {step: typed} if typed else kept)


def files_of(answers: Answers) -> Iterator[dict[str, Any]]:
    """Every file that the answers name."""
    for value in answers.values():
        for one in value if isinstance(value, list) else []:
            if isinstance(one, dict):
                yield from [one] if {"id", "size"} <= one.keys() else files_of(one)


def open_record(record_id: UUID, version: Version, *, by: Actor, secret: str) -> Content:
    """The person's own record: proven by the secret of the address. Going on with a draft leaves no reading."""
    return Content.opened(_own(record_id, version, by=by, secret=secret, channel=Channel.RESIDENT_PAGE))


def open_draft(draft: Draft, version: Version, *, by: Actor, secret: str) -> Content:
    """What lies in a draft. Overtaken when another request has sent it since we looked (it is the receipt's now), or its
    writer has taken it up under another address."""
    try:
        channel = Channel.COUNTER_PAGE if draft.taken_by_id else Channel.RESIDENT_PAGE
        return Content.opened(_own(draft.record_id, version, by=by, secret=secret, channel=channel))
    except protect.Refused:
        if Draft.objects.filter(pk=draft.pk, secret_hash=draft.secret_hash).exists():
            raise
        raise Overtaken from None


def open_letter(
    letter: Letter, version: Version, paths: Iterable[str], *, by: Actor, secret: str
) -> tuple[str, dict[str, Any]]:
    """The words of a letter and the answers that fill it, for the person's own page: one reading."""
    ids = [letter.record_id, *([letter.answers_id] if letter.answers_id and paths else [])]
    channel = Channel.RESIDENT_PAGE
    opened = protect.read(
        ids, [WORDS, *paths], purpose=version.purpose.purpose, by=by, channel=channel, relation="self", secret=secret
    )
    answers = protect.show_all(opened[ids[-1]], channel=channel) if len(ids) > 1 else {}
    return str(protect.show(opened[ids[0]][WORDS], channel=channel)), answers


def _own(record_id: UUID, version: Version, *, by: Actor, secret: str, channel: Channel) -> dict[str, Any]:
    opened = protect.read(
        [record_id], purpose=version.purpose.purpose, by=by, channel=channel, relation="self", secret=secret
    )
    return protect.show_all(opened[record_id], channel=channel)


def seal(content: Content, version: Version, *, by: Actor, secret: str, office: str = "") -> UUID:
    return vault.seal(answers=content.sealed(), version=version, by=by, secret=secret, office=office)


def reseal(record_id: UUID, content: Content, *, by: Actor) -> None:
    vault.reseal(record_id, answers=content.sealed(), by=by)


def file_record(
    record_id: UUID,
    answers: Answers,
    version: Version,
    *,
    by: Actor,
    secret: str,
    people: Mapping[str, UUID] | None = None,
    office: str = "",
) -> None:
    """From here on the answers never change, and the receipt's secret opens them instead of the draft's."""
    vault.file_record(record_id, answers=answers, version=version, by=by, secret=secret, people=people, office=office)


def seal_words(words: str, *, of: UUID, by: Actor) -> UUID:
    return vault.seal_words(words=words, of=of, by=by)


def attach(record_id: UUID, *, path: str, file: "Incoming", by: Actor) -> UUID:
    return vault.attach(record_id, path=path, name=file.name, content_type=file.content_type, chunks=file.chunks, by=by)


def detach(ids: Iterable[str], *, by: Actor) -> None:
    """Destroy files that no answer of this draft names any more. What came with an earlier filing stays."""
    for ident in ids:
        with suppress(vault.NotADraft, ValueError):
            vault.detach(UUID(ident), by=by)
