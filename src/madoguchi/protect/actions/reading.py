"""Open personal data: through the gate, for one purpose, by one channel, and written down."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from madoguchi.protect import consents, gate, policy, queries
from madoguchi.protect.channel import Channel
from madoguchi.protect.models import Consent, Reading, ReadingItem
from madoguchi.protect.paths import ALL, pick
from madoguchi.protect.personal import Personal
from madoguchi.protect.refusal import Refused
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert


def read(
    record_ids: Iterable[UUID],
    fields: Iterable[str] = ALL,
    *,
    purpose: str,
    by: Actor,
    channel: Channel,
    relation: policy.Relation | None = None,
    secret: str = "",
    since: datetime | None = None,
    consent: UUID | None = None,
) -> dict[UUID, dict[str, Personal]]:
    """Open these fields of these records: all of them or, by `Refused`, none. The only way in.

    `relation` is what the actor is to the records: resident `self`, staff `office`, system `rule` unless said
    otherwise. `self` is proven by the link's `secret`. One reading is written for the request, with its records;
    only people who go on with their own draft leave none. A refusal is an event that survives any rollback.
    `since`: for a live board. What the same actor opened since then, the same way, is not written down again.

    What a shield withholds is left out on a screen (as if it had not been answered) and refused on every way out.
    `consent` opens it once, when two people agreed.
    """
    wanted, ids = tuple(fields), list(record_ids)
    try:
        request = gate.wish(purpose=purpose, by=by, channel=channel, relation=relation, secret=secret, consent=consent)
        admitted = gate.admit(request, ids, wanted)
        fresh = ids if since is None else queries.not_yet_read(request, ids, since)
        if admitted.logged and (fresh or since is None):
            write_reading(request, wanted, fresh, withheld=admitted.told)
    except Refused as refused:
        tell_of_refusal(refused, ids, purpose=purpose, by=by, channel=channel)
        raise
    return {
        record_id: {
            path: Personal(value, channel=request.channel)
            for path, value in pick(admitted.answers(record_id), wanted).items()
        }
        for record_id in admitted.rows
    }


def write_reading(
    request: policy.Request, fields: Sequence[str], record_ids: Sequence[UUID], *, withheld: Sequence[str] = ()
) -> None:
    """One line of the access log with its records, and what of them was not shown. A consent to open is used up by it."""
    by = request.by
    with transaction.atomic(savepoint=request.consent is not None):
        if request.consent:
            use_up(request, record_ids)
        reading = Reading(
            at=clock.now(),
            actor_kind=by.kind,
            actor_id=by.id,
            actor_label=by.label,
            purpose=request.purpose,
            channel=request.channel.value,
            relation=request.relation,
            fields=list(fields),
            withheld=list(withheld) or None,
            consent_id=request.consent,
        )
        insert([reading])
        insert([ReadingItem(reading=reading, record_id=one) for one in record_ids])
        told: dict[str, Any] = {"channel": request.channel.value, "records": len(record_ids)}
        record("protect.read", by=by, about=("reading", reading.pk), purpose=request.purpose, **told)


def use_up(request: policy.Request, record_ids: Sequence[UUID]) -> None:
    """An opening is for once: whoever comes second with the same consent is refused."""
    if request.consent is None or request.relation == "use":
        return
    opening = Consent.objects.filter(consents.open_now(), pk=request.consent, asked_by=request.by.id)
    if not opening.update(used_at=clock.now()):
        raise Refused("consent")
    about = ("record", str(record_ids[0]))
    record("protect.opened", by=request.by, about=about, purpose=request.purpose, consent=request.consent)


def tell_of_refusal(refused: Refused, record_ids: Sequence[UUID], *, purpose: str, by: Actor, channel: Channel) -> None:
    """Write the refused attempt, in a transaction of its own that the caller's rollback does not undo."""
    moment = clock.now()
    about = ("record", str(record_ids[0])) if len(record_ids) == 1 else ("records", str(len(record_ids)))

    def write() -> None:
        with clock.at(moment), transaction.atomic():
            record("protect.refused", by=by, about=about, purpose=purpose, channel=channel.value, reason=refused.code)

    connection.after_transaction(write)  # type: ignore[attr-defined]  # both our backends have it: site.afterwards
