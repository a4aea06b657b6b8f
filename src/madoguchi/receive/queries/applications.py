"""Finding an application or a draft by what the person holds: the secret of the address, or the number."""

from madoguchi.protect import links
from madoguchi.receive.errors import Over
from madoguchi.receive.models import Application, Draft, Letter
from madoguchi.receive.owner import SECRET_ONLY, Owner
from madoguchi.trail import clock
from madoguchi.trail.rows import first


def application_by_secret(secret: str) -> Application | None:
    return first(Application, "secret_hash = %s", links.link_hash(secret))


def application_by_number(number: str) -> Application | None:
    return first(Application, "number = %s", number)


def application_by_key(key: str) -> Application | None:
    """`key` as it is stored: a keyed hash."""
    return first(Application, "idempotency_key = %s", key)


def draft_by_secret(secret: str) -> Draft | None:
    return first(Draft, "secret_hash = %s", links.link_hash(secret))


def own_draft(secret: str, *, owner: Owner = SECRET_ONLY) -> Draft | None:
    """The draft, if it is of this ground and person. Raises Draft.DoesNotExist for somebody else's, Over when too old."""
    draft = draft_by_secret(secret)
    if draft is not None and draft.owner != owner:
        raise Draft.DoesNotExist
    if draft is not None and draft.is_over(clock.now()):
        raise Over
    return draft


def sent_with(secret: str) -> Application | None:
    """What a draft has become: its secret was the key under which it was sent, once."""
    key = links.link_hash(secret)
    if "~" in secret:  # the draft of a correction
        letter = Letter.objects.filter(answered_by=key).select_related("application").first()
        return letter.application if letter else None
    return application_by_key(key)


def open_correction(application: Application) -> Letter | None:
    return application.letters.filter(kind=Letter.Kind.CORRECTION, answered_at=None, set_aside_at=None).first()
