"""What people asked each other for, and what was answered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from madoguchi.protect import desk
from madoguchi.protect.channel import Channel
from madoguchi.protect.models import Consent
from madoguchi.protect.notes import open_note
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

OFTEN = 3
"""So many uses of the same pair of purposes within a year, and it should become a stated purpose (61条)."""


@dataclass(frozen=True)
class Asked:
    """Something that one person asked for and another one answers. The reason is opened for the one who answers."""

    id: UUID
    what: str
    asked_by: str
    asked_at: datetime
    office: str
    records: tuple[UUID, ...]
    fields: tuple[str, ...]
    channel: str
    answer: str
    answered_by: str
    is_open: bool = False  # approved, and neither used nor over
    reason: str = ""
    held_for: str = ""
    wanted_for: str = ""
    clause: int = 0
    ends_on: date | None = None
    part: str = ""

    @property
    def words(self) -> str:
        """What became of it."""
        return {"approved": "承認されましたが、期限が過ぎました。", "refused": "認められませんでした。"}.get(
            self.answer, "承認を待っています。"
        )


def openings_of(record_id: UUID, *, by: Actor) -> list[Asked]:
    """What this actor asked to see of a record, the latest first, of the last day."""
    since = clock.now() - timedelta(days=1)
    mine = Consent.objects.filter(what=Consent.What.OPEN, asked_by=by.id, asked_at__gt=since, used_at=None)
    return [_asked(row) for row in mine.order_by("-asked_at") if str(record_id) in row.records]


def open_consent(record_id: UUID, *, by: Actor, channel: Channel) -> UUID | None:
    """What two people opened of this record for this actor and way out, and what is still unused."""
    mine = openings_of(record_id, by=by)
    return next((one.id for one in mine if one.is_open and one.channel == channel.value), None)


def waiting_for(by: Actor) -> list[Asked]:
    """What waits for an answer that this actor may give, the oldest first, with the reasons."""
    rows_ = Consent.objects.filter(answer=Consent.Answer.NONE).order_by("asked_at")
    return [
        _asked(row, reason=str(open_note(row.id, row.ciphertext) or "")) for row in rows_ if desk.may_answer(by, row)
    ]


def consent_of(consent_id: UUID, *, by: Actor) -> Asked | None:
    """What this actor asked for."""
    row = Consent.objects.filter(pk=consent_id, asked_by=by.id).first()
    return _asked(row) if row else None


def uses_of(by: Actor) -> list[Asked]:
    """The uses for another purpose (69条2項) that this actor asked for or could answer, the latest first."""
    found = Consent.objects.filter(what=Consent.What.USE).order_by("-asked_at")[:200]
    return [_asked(row) for row in found if row.asked_by == by.id or desk.may_answer(by, row)]


def recurring_uses() -> list[tuple[str, str, int]]:
    """Pairs of purposes (held for, used for) that came up so often within a year that they should be stated purposes."""
    since = clock.now() - timedelta(days=365)
    used = Consent.objects.filter(what=Consent.What.USE, answer=Consent.Answer.APPROVED, answered_at__gt=since)
    counted = used.values_list("held_for", "wanted_for").annotate(n=Count("pk")).order_by("-n", "held_for")
    return [(held, wanted, n) for held, wanted, n in counted if n >= OFTEN]


def _asked(row: Consent, *, reason: str = "") -> Asked:
    approved = row.answer == Consent.Answer.APPROVED and row.used_at is None
    within = bool(row.expires_at and row.expires_at > clock.now()) or bool(row.ends_on and row.ends_on >= clock.today())
    return Asked(
        id=row.id, what=row.what, asked_by=row.asked_label, asked_at=row.asked_at, office=row.office,
        records=tuple(UUID(one) for one in row.records), fields=tuple(row.fields), channel=row.channel,
        answer=row.answer, answered_by=row.answered_label, is_open=approved and within, reason=reason,
        held_for=row.held_for, wanted_for=row.wanted_for, clause=row.clause or 0, ends_on=row.ends_on, part=row.part,
    )  # fmt: skip
