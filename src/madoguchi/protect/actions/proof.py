"""The proof of a shield: an attempt to bring a shielded address out by every way must be refused, or show nothing.

The attempt is real. A probe record about the shielded person, with a word in it that stands nowhere else, is judged by the
gate itself for every actor, relation and way out of the policy; then it is rolled back. The person's real records are
judged as well. A request for protection closes only after this, and the clock repeats it every month for everybody.
"""

import secrets
import uuid
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from madoguchi.protect import desk, policy, rows, shielding, withholding
from madoguchi.protect.actions.finding import find_anybody
from madoguchi.protect.actions.seal import close_new
from madoguchi.protect.actions.shield import records_under
from madoguchi.protect.channel import Channel
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.judging import judge
from madoguchi.protect.models import Record, RecordKey, RecordSubject, Shield, ShieldedPerson
from madoguchi.protect.refusal import Refused
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert

MONTH = timedelta(days=30)
PATH = "home"
STAFF = "1"
"""Any id: the attempt asks what somebody with every role could see."""


class Leaks(NotPossible):
    """The canary came out. Nothing is closed, and the alarm stays."""


@transaction.atomic
def prove(*, shield_id: UUID, by: Actor) -> Shield:
    """Try to get every person of this shield out; note that nothing came. Raises Leaks."""
    row = Shield.objects.select_for_update().get(pk=shield_id)
    people = [one.subject_id for one in row.people.all() if _in_force(one)]
    leaks = sorted({leak for subject in people for leak in attempts(subject)} | set(_of_real_records(row)))
    if leaks:
        raise Leaks(f"出口の点検で、止まらない道が見つかりました: {'、'.join(leaks)}")
    row.proven_at = clock.now()
    row.save(update_fields=["proven_at"])
    record("protect.shield_proven", by=by, about=("shield", row.id), people=len(people))
    return row


@transaction.atomic
def close_request(*, shield_id: UUID, by: Actor) -> Shield:
    """The request is dealt with. Only after an attempt to bring something out was refused; the shield itself goes on."""
    desk.must_hold(by)
    row = prove(shield_id=shield_id, by=by)
    if row.triaged_at is None:
        raise NotPossible("先に、通知の内容を確かめたことを記録してください。")
    if row.closed_at is None:
        row.closed_at = clock.now()
        row.save(update_fields=["closed_at"])
        record("protect.shield_request_closed", by=by, about=("shield", row.id))
    return row


def attempts(subject_id: UUID) -> list[str]:
    """By which ways a word about this person comes out. Leaves nothing behind."""
    word = f"canary-{secrets.token_hex(8)}"
    probe = _probe(subject_id, word)
    try:
        return [words for words, held in _ways(probe) if word in held]
    finally:
        _take_away(probe)


def _ways(probe: rows.Row) -> Iterator[tuple[str, str]]:
    """(the way, what came by it) for everything that the policy lets somebody ask at all, and one that it does not."""
    for rule in policy.POLICY:
        if rule.relation in ("self", "guardian"):
            continue  # a link is the proof of being oneself, or family; those of before were revoked when the shield came
        for channel in Channel:
            for entrusted in ("", STAFF):
                yield f"{rule.actor}/{rule.relation}/{channel.value}", _opened(rule, channel, probe, entrusted)
    yield "staff/office/search", str(probe.answers()) if find_anybody(probe.id) else ""


def _opened(rule: policy.Rule, channel: Channel, probe: rows.Row, entrusted: str) -> str:
    by = Actor(rule.actor, STAFF, "canary")
    request = policy.Request(by, probe.purpose, channel, rule.relation)
    row = probe._replace(entrusted_to=entrusted)
    standing = shielding.of_records([row.id]).get(row.id)
    try:
        withheld = judge(request, row, standing, ("*",))
    except Refused:
        return ""
    answers = row.answers()
    return str(withholding.without(answers, withheld) if withheld else answers)


def _of_real_records(row: Shield) -> Iterator[str]:
    """Real records of these people that the gate would not know as shielded."""
    records = records_under(row.id)
    standings = shielding.of_records(records)
    lost = [one for one in records if one not in standings and _has_anybody_in_force(row, one)]
    yield from (f"record/{one}" for one in lost)


def _has_anybody_in_force(row: Shield, record_id: UUID) -> bool:
    subjects = RecordSubject.objects.filter(record_id=record_id).values("subject_id")
    return any(_in_force(one) for one in row.people.filter(subject_id__in=subjects))


def _in_force(one: ShieldedPerson) -> bool:
    return one.lifted_at is None or one.lift_id is None


def _probe(subject_id: UUID, word: str) -> rows.Row:
    """A record that holds the word, linked to the person, as a case of theirs would be."""
    now = clock.now()
    row = Record(id=uuid.uuid4(), state=Record.State.FILED, created_at=now, filed_at=now, withheld=PATH, office=PATH)
    row.version_hash, row.procedure, row.purpose, row.roles = "canary", "canary", "canary", "clerk"
    close_new(row, {PATH: {"town": word}})
    insert([RecordSubject(record=row, part="applicant", subject_id=subject_id, match=RecordSubject.Match.SAME)])
    return next(rows.rows_of([row.id]))


def _take_away(probe: rows.Row) -> None:
    RecordSubject.objects.filter(record_id=probe.id).delete()
    RecordKey.objects.filter(pk=probe.id).delete()
    Record.objects.filter(pk=probe.id).delete()
