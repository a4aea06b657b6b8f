"""What two people decided about a shield is carried out one person at a time, against the state of this very moment."""

import hashlib
from uuid import UUID

from django.db import transaction

from madoguchi.protect import desk, shielding
from madoguchi.protect.actions.shield import records_under
from madoguchi.protect.errors import NotPossible, Stale
from madoguchi.protect.models import Consent, Record, RecordSubject, ShieldedPerson, ShieldMark
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

STALE = "申し出たあとで、この方の支援措置が変わりました。いまの状態を見て、もう一度申し出てください。"


def state_of(subject_id: UUID) -> str:
    """A digest of everything that shields a person. Another request in between, and it is another one."""
    rows = ShieldedPerson.objects.filter(subject_id=subject_id).order_by("pk")
    state = rows.values_list("pk", "shield_id", "shield__ends_on", "since", "lifted_at")
    return hashlib.sha256(repr([tuple(map(str, row)) for row in state]).encode()).hexdigest()


def carry_out_lift(consent: Consent, *, by: Actor) -> None:
    """Lift the shield of one person. Another shield of the same person goes on."""
    person = ShieldedPerson.objects.select_for_update().get(pk=consent.person_id or 0)
    if person.lifted_at or state_of(person.subject_id) != consent.seen:
        raise Stale(STALE)
    ShieldMark.objects.filter(person=person).delete()
    person.lifted_at, person.lift = clock.now(), consent
    person.save(update_fields=["lifted_at", "lift"])
    Consent.objects.filter(pk=consent.pk).update(used_at=clock.now())
    record("protect.lifted", by=by, about=("shield", person.shield_id), consent=consent.pk)


def carry_out_unlike(consent: Consent, *, by: Actor) -> None:
    """The person in this part of a record is somebody else than the shielded one."""
    (record_id,) = consent.records
    link = RecordSubject.objects.select_for_update().get(record_id=record_id, part=consent.part)
    if not link.counts_as_shielded or state_of(link.subject_id) != consent.seen:
        raise Stale(STALE)
    link.match = RecordSubject.Match.NEW
    link.save(update_fields=["match"])
    Consent.objects.filter(pk=consent.pk).update(used_at=clock.now())
    record("protect.matched", by=by, about=("record", record_id), part=consent.part, found="another")


@transaction.atomic
def find_same(*, record_id: UUID, part: str, subject_id: UUID, by: Actor) -> None:
    """The person in this part is that shielded one. Takes one person of the desk: it never takes protection away."""
    desk.must_hold(by)
    link = RecordSubject.objects.select_for_update().filter(record_id=record_id, part=part).first()
    if link is None or not link.counts_as_shielded or desk.is_fled(by, records=[record_id]):
        raise NotPossible("この方は、もう確かめ終わっています。")
    standing = shielding.of_people([subject_id]).get(subject_id)
    if standing is None:
        raise NotPossible("支援措置のない方と同じだと確かめるには、2人の確認が要ります。")
    link.subject_id, link.match = subject_id, RecordSubject.Match.SAME
    link.save(update_fields=["subject_id", "match"])
    if any(record_id in records_under(shield) for shield in standing.shields):
        Record.objects.filter(pk=record_id).update(link_hash="")
    record("protect.matched", by=by, about=("record", record_id), part=part, found="same")
