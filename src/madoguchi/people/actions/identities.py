"""A member of staff and a subject of the town's identity provider. Nobody is made here: both exist already."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from madoguchi.people.models import Staff
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


class IdentityTaken(ValueError):
    """The subject belongs to somebody else, or the person has another subject already."""


@transaction.atomic
def link_identity(*, staff: Staff, issuer_key: str, subject: str, by: Actor) -> None:
    """From now on this subject of the provider signs in as this person. The same link again changes nothing."""
    Staff.objects.select_for_update().get(pk=staff.pk)
    others = SocialAccount.objects.filter(provider=issuer_key)
    if others.filter(uid=subject, user=staff).exists():
        return
    if others.filter(uid=subject).exists() or others.filter(user=staff).exists():
        raise IdentityTaken(staff.login)
    SocialAccount.objects.create(user=staff, provider=issuer_key, uid=subject)
    record("people.identity_linked", by=by, about=("staff", str(staff.pk)))


@transaction.atomic
def unlink_identity(*, staff: Staff, by: Actor) -> bool:
    """The person signs in by the provider no more. False when there was no link."""
    gone, _ = SocialAccount.objects.filter(user=staff).delete()
    if gone:
        record("people.identity_unlinked", by=by, about=("staff", str(staff.pk)))
    return bool(gone)
