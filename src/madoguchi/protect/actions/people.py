"""The desk of the shields sees who is shielded, and who looks like them: name, birth, telephone. Never where they are."""

from collections.abc import Iterable
from uuid import UUID

from madoguchi.protect import desk, envelope, policy
from madoguchi.protect.actions.reading import tell_of_refusal, write_reading
from madoguchi.protect.actions.subjects import IDENTITY
from madoguchi.protect.channel import Channel
from madoguchi.protect.models import OtherParty, RecordKey, Subject
from madoguchi.protect.personal import Personal
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor

PURPOSE = "shielding"
"""The purpose of use under which the desk works; declared in purposes.yaml like any other."""


def read_people(subject_ids: Iterable[UUID], *, by: Actor, channel: Channel) -> dict[UUID, Personal]:
    """The sealed identities of these people, for the desk. One reading. Never for a member of staff they flee from."""
    wanted = sorted(set(subject_ids))
    request = policy.Request(by, PURPOSE, Channel(channel), "desk")
    try:
        if policy.rule_for(by.kind, "desk", request.channel, "subject") is None:
            raise Refused("no-rule")
        if not desk.holds(by) or _flee_from(by, wanted):
            raise Refused("role")
    except Refused as refused:
        tell_of_refusal(refused, wanted, purpose=PURPOSE, by=by, channel=request.channel)
        raise
    write_reading(request, ["name", "birth", "telephone"], wanted)
    return {one: Personal(value, channel=request.channel) for one, value in _identities(wanted).items()}


def _identities(subject_ids: list[UUID]) -> dict[UUID, dict[str, str]]:
    keys = RecordKey.objects.in_bulk(subject_ids)
    return {
        row.pk: envelope.disclose(
            row.ciphertext,
            data_key=envelope.unwrap(keys[row.pk].wrapped, key_id=keys[row.pk].key_id, owner=row.pk),
            owner=row.pk,
            bound="subject",
            part=IDENTITY,
        )
        for row in Subject.objects.filter(pk__in=subject_ids)
        if row.pk in keys
    }


def _flee_from(by: Actor, subject_ids: list[UUID]) -> bool:
    return OtherParty.objects.filter(staff=by.id, shield__people__subject__in=subject_ids).exists()
