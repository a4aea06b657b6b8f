"""Guardians of children, and the links by which a guardian comes in."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from madoguchi.protect import links
from madoguchi.protect.models import Guardianship, PersonalLink
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def note_guardian(*, guardian: UUID, child: UUID, by: Actor, valid_from: date | None = None) -> None:
    """This person is a guardian of that child from a day on. Noting it twice changes nothing."""
    _, new = Guardianship.objects.get_or_create(
        guardian_id=guardian, child_id=child, valid_to=None, defaults={"valid_from": valid_from or clock.today()}
    )
    if new:
        record("protect.guardian_noted", by=by, about=("subject", child), guardian=guardian)


@transaction.atomic
def end_guardian(*, guardian: UUID, child: UUID, by: Actor) -> None:
    """From today on no longer. That it was so stays written."""
    ended = Guardianship.objects.filter(guardian_id=guardian, child_id=child, valid_to=None).update(
        valid_to=clock.today() - timedelta(days=1)
    )
    if ended:
        record("protect.guardian_ended", by=by, about=("subject", child), guardian=guardian)


@transaction.atomic
def issue_link(*, subject: UUID, by: Actor) -> str:
    """A fresh secret for this person's own page, in place of any before it. Returned once, kept nowhere."""
    revoke_links(subject=subject, by=by)
    secret = links.new_secret()
    PersonalLink.objects.create(subject_id=subject, link_hash=links.link_hash(secret), issued_at=clock.now())
    record("protect.link_issued", by=by, about=("subject", subject))
    return secret


@transaction.atomic
def revoke_links(*, subject: UUID, by: Actor) -> int:
    """No link of this person opens anything from now on; returns how many there were."""
    revoked = PersonalLink.objects.filter(subject_id=subject, revoked_at=None).update(revoked_at=clock.now())
    if revoked:
        record("protect.link_revoked", by=by, about=("subject", subject), links=revoked)
    return revoked
