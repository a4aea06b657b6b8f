"""Find records by what somebody says at the counter: reading of the name, date of birth, telephone. Never an address."""

from uuid import UUID

from django.db.models import Q

from madoguchi.people.queries import roles_of
from madoguchi.protect import gate, lookup, shielding
from madoguchi.protect.actions.reading import tell_of_refusal, write_reading
from madoguchi.protect.channel import Channel
from madoguchi.protect.models import Record, RecordSubject, SubjectToken
from madoguchi.protect.policy import rule_for
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor

MOST = 200
_OF_A_RECORD = ("id", "office", "roles", "entrusted_to")


def find(
    *, purpose: str, by: Actor, kana: str | None = None, birth: str | None = None, telephone: str | None = None
) -> list[UUID]:
    """Records of people who match everything that is given, newest first, at most 200.

    `kana`: a surname, or the whole name. `birth`: YYYY-MM-DD. `telephone`: national digits. Records that the actor
    may not read for this purpose are not found, as if they did not exist; neither are those of shielded people, but by
    the one who has their case. The search itself is a reading.
    """
    asked = {"kana": kana, "birth": birth, "telephone": telephone}
    kinds = [kind for kind, text in asked.items() if text]
    if not kinds:
        raise ValueError("nothing to look for")
    request = gate.wish(purpose=purpose, by=by, channel=Channel.SEARCH, relation=None, secret="")
    if rule_for(by.kind, request.relation, Channel.SEARCH, "filed") is None:
        refused = Refused("no-rule")
        tell_of_refusal(refused, [], purpose=purpose, by=by, channel=Channel.SEARCH)
        raise refused
    found = _allowed(_matching(kana, birth, telephone), purpose=purpose, by=by)
    write_reading(request, kinds, found)
    return found


def _matching(kana: str | None, birth: str | None, telephone: str | None) -> Q:
    wanted = Q()
    if kana:
        wanted &= Q(surname=lookup.surname(kana)) | Q(kana=lookup.kana(kana))
    if birth:
        wanted &= Q(birth=lookup.birth(birth))
    if telephone:
        wanted &= Q(telephone=lookup.telephone(telephone))
    return wanted


def _allowed(wanted: Q, *, purpose: str, by: Actor) -> list[UUID]:
    subjects = SubjectToken.objects.filter(wanted).values("subject_id")
    linked = RecordSubject.objects.filter(subject_id__in=subjects).values("record_id")
    rows = Record.objects.filter(pk__in=linked, purpose=purpose, state=Record.State.FILED)
    held: dict[str, set[str]] = {}
    found = []
    for record_id, office, roles, entrusted_to in rows.order_by("-filed_at").values_list(*_OF_A_RECORD)[:MOST]:
        if office not in held:
            held[office] = roles_of(by, office)
        if held[office] & set(roles.split()):
            found.append((record_id, entrusted_to))
    standings = shielding.of_records(record_id for record_id, _ in found)
    return [one for one, entrusted_to in found if one not in standings or _has(by, entrusted_to, standings[one])]


def _has(by: Actor, entrusted_to: str, standing: shielding.Standing) -> bool:
    return by.id == entrusted_to and by.id not in standing.other_staff


def find_anybody(record_id: UUID) -> list[UUID]:
    """Would a colleague, who has not this case, find this record? For the monthly proof of shields."""
    standings = shielding.of_records([record_id])
    nobody = Actor("staff", "0", "canary")
    return [record_id] if record_id not in standings or _has(nobody, "", standings[record_id]) else []
