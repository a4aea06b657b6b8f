"""Finding an application or a draft by what the person holds: the secret of the address, or the number."""

from django.db import connection

from madoguchi.protect import links
from madoguchi.receive.errors import Over
from madoguchi.receive.models import Application, Draft, Letter
from madoguchi.trail import clock

# In plain SQL: these are asked with every page, and the ORM's compiler costs four times the query itself.
_DRAFT = "SELECT * FROM receive_draft WHERE secret_hash = %s"
_BY_NUMBER = "SELECT * FROM receive_application WHERE number = %s"
_BY_LINK = "SELECT * FROM receive_application WHERE secret_hash = %s"
_BY_KEY = "SELECT * FROM receive_application WHERE idempotency_key = %s"


def application_by_secret(secret: str) -> Application | None:
    return _application(_BY_LINK, links.link_hash(secret))


def application_by_number(number: str) -> Application | None:
    return _application(_BY_NUMBER, number)


def application_by_key(key: str) -> Application | None:
    """`key` as it is stored: a keyed hash."""
    return _application(_BY_KEY, key)


def _application(statement: str, value: str) -> Application | None:
    return next(iter(Application.objects.raw(statement, [value])), None)


def draft_by_secret(secret: str, *, to_change: bool = False) -> Draft | None:
    """`to_change`: within a transaction, and nobody else changes it meanwhile."""
    lock = " FOR UPDATE" if to_change and connection.features.has_select_for_update else ""
    return next(iter(Draft.objects.raw(_DRAFT + lock, [links.link_hash(secret)])), None)


def own_draft(secret: str, *, staff_id: int | None, to_change: bool = False) -> Draft | None:
    """The draft, if it is of this ground and person. Raises Draft.DoesNotExist for somebody else's, Over when too old."""
    draft = draft_by_secret(secret, to_change=to_change)
    if draft is not None and draft.staff_id != staff_id:
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
