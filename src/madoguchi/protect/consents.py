"""What two people agreed to, as the gate asks for it. `actions.consent` asks, answers and uses up."""

from uuid import UUID

from django.db.models import Q, QuerySet

from madoguchi.protect import withholding
from madoguchi.protect.channel import Channel
from madoguchi.protect.models import Consent
from madoguchi.protect.policy import Request
from madoguchi.protect.rows import Row
from madoguchi.trail import clock

What, Answer = Consent.What, Consent.Answer
NOTHING = withholding.NOTHING


def open_now() -> Q:
    """Approved openings that are neither used nor over."""
    return Q(what=What.OPEN, answer=Answer.APPROVED, used_at=None, expires_at__gt=clock.now())


def in_use() -> Q:
    """Approved uses for another purpose whose last day has not passed."""
    return Q(what=What.USE, answer=Answer.APPROVED, ends_on__gte=clock.today())


def opened_fields(request: Request, row: Row) -> frozenset[str]:
    """The withheld paths that two people opened for this actor, this record and this channel."""
    if request.consent is None:
        return NOTHING
    found = _of(request.consent, request).filter(open_now(), channel=request.channel.value).first()
    if found is None or str(row.about or row.id) not in found.records:
        return NOTHING
    on_paper = request.channel in (Channel.LETTER, Channel.PRINT)
    return frozenset(found.fields) | (frozenset({withholding.PAPERS}) if on_paper else NOTHING)


def allows_use(request: Request, row: Row) -> bool:
    """Did two people agree that this actor uses this record for the purpose that is asked for?"""
    if request.consent is None:
        return False
    found = _of(request.consent, request).filter(in_use(), held_for=row.purpose, wanted_for=request.purpose).first()
    return found is not None and str(row.id) in found.records


def _of(consent_id: UUID, request: Request) -> QuerySet[Consent]:
    return Consent.objects.filter(pk=consent_id, asked_by=request.by.id if request.by.kind == "staff" else "")
