"""Links that a shield revoked: whoever has one finds what they would find with a mistyped one."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from madoguchi.protect import actions as vault
from madoguchi.protect.queries import drafts_of_shielded, shielded_among
from madoguchi.receive.models import Application, Draft, Enrolment, SchoolClass, Via
from madoguchi.receive.models.application import REVOKED
from madoguchi.receive.queries.versions import version
from madoguchi.trail.actions import record
from madoguchi.trail.models import Event


@transaction.atomic(savepoint=False)
def revoke_links(event: Event) -> None:
    """Takes over from `protect.shielded` and `protect.matched`, in their transaction: receipts and drafts open no more."""
    about = vault.records_under(UUID(event.about_id)) if event.about_kind == "shield" else _found_same(event)
    sent = Application.objects.filter(Q(record_id__in=about) | Q(earlier__record_id__in=about)).distinct()
    for application in sent.exclude(secret_hash__startswith=REVOKED):
        _revoke(application)
        record("receive.link-revoked", by=event.actor, about=("application", application.number))
    if event.about_kind == "shield":
        _revoke_drafts(UUID(event.about_id), event)


@transaction.atomic(savepoint=False)
def refresh_boards(event: Event) -> None:
    """Takes over from `protect.shielded`: no open board goes on showing whom it must not show any more."""
    records = vault.records_under(UUID(event.about_id))
    classes = Enrolment.objects.filter(pupil__record_id__in=records).values("school_class_id")
    SchoolClass.objects.filter(pk__in=classes).update(stamp=F("stamp") + 1)


def _found_same(event: Event) -> Iterable[UUID]:
    return shielded_among([UUID(event.about_id)]) if event.data.get("found") == "same" else []


def _revoke(application: Application) -> None:
    application.secret_hash = _nobodys()
    if application.via in (Via.ONLINE, Via.COUNTER):  # its key was the draft's secret
        application.idempotency_key = _nobodys()
    application.save(update_fields=["secret_hash", "idempotency_key"])


def _revoke_drafts(shield_id: UUID, event: Event) -> None:
    """Drafts of these people, also those that only lie half filled in: the vault tells which."""
    waiting = {draft.record_id: draft for draft in Draft.objects.all()}
    theirs = drafts_of_shielded(shield_id, {one: version(draft.version_id) for one, draft in waiting.items()})
    corrections = Draft.objects.filter(corrects__secret_hash__startswith=REVOKED).values_list("record_id", flat=True)
    for record_id in {*theirs, *corrections}:
        Draft.objects.filter(record_id=record_id).update(secret_hash=_nobodys())
        record("receive.draft-revoked", by=event.actor, about=("draft", waiting[record_id].pk))


def _nobodys() -> str:
    """What no secret hashes to."""
    return REVOKED + secrets.token_hex(24)
