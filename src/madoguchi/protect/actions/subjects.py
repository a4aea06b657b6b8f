"""Subjects grow from cases, and come from the residents' list.

One person is: the same full kana, the same birth and the same name as written. The same kana and birth under another
name, or several such people, is `ambiguous`: it counts as shielded until somebody has looked. Less than kana and birth
is `incomplete`: it can be found, but never taken for a person known before. Whoever shares kana, name or telephone with
a shielded person without being the same is ambiguous too: a birthday typed wrong must not bring anybody out.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from madoguchi.protect import envelope, keys, shielding
from madoguchi.protect.identity import MARKS, Identity
from madoguchi.protect.models import RecordKey, RecordSubject, Subject, SubjectToken
from madoguchi.protect.rows import Known, known_people
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert

Match = RecordSubject.Match
IDENTITY = "identity"


class _Matched(NamedTuple):
    """One part of a record, and who it is."""

    part: str
    identity: Identity
    token: dict[str, str]
    subject_id: UUID
    match: Match
    news: bool  # the subject was never seen under this identity
    is_new: bool = True  # a subject that is to be made


def link_subjects(record_id: UUID, people: Mapping[str, Identity]) -> list[str]:
    """Link each part to a subject, known or new; returns how each was matched."""
    tokens = {part: identity.tokens() for part, identity in people.items()}
    known = _known_by_person(token["person"] for token in tokens.values())
    alike = shielding.look_alikes(token[kind] for token in tokens.values() for kind in MARKS)
    matched = [_doubted(_matched(part, identity, tokens[part], known), alike) for part, identity in people.items()]
    _grow([(one.subject_id, one.identity) for one in matched if one.is_new], source="case")
    insert([SubjectToken(subject_id=one.subject_id, **one.token) for one in matched if one.news])
    insert([_link(record_id, one) for one in matched])
    return [str(one.match) for one in matched]


def link_known(record_id: UUID, people: Mapping[str, UUID]) -> list[str]:
    """Link parts to subjects whom the caller knows for certain: they came by their own link, or from a list."""
    insert(
        [
            RecordSubject(record_id=record_id, part=part, subject_id=one, match=Match.SAME)
            for part, one in people.items()
        ]
    )
    return [str(Match.SAME)] * len(people)


def _doubted(one: _Matched, alike: Mapping[str, set[UUID]]) -> _Matched:
    """Somebody who looks like a shielded person, and is not known to be that person."""
    doubles = {subject for kind in MARKS for subject in alike.get(one.token[kind], ())}
    if not doubles or (one.match is Match.SAME and one.subject_id in doubles):
        return one
    return one._replace(match=Match.AMBIGUOUS)


def _link(record_id: UUID, one: _Matched) -> RecordSubject:
    return RecordSubject(record_id=record_id, part=one.part, subject_id=one.subject_id, match=one.match)


def register_subject(*, name: dict[str, str], birth: str, by: Actor, telephone: str = "") -> UUID:
    """A person of the residents' list. Twice the same person gives two subjects: the list is the authority, not we."""
    identity = Identity.of(name, birth, telephone)
    with transaction.atomic(savepoint=False):
        subject_id = make_subject(identity, source="import")
        record("protect.subject_registered", by=by, about=("subject", subject_id))
    return subject_id


def make_subject(identity: Identity, *, source: str) -> UUID:
    """A new subject with its tokens, inside the caller's transaction."""
    subject_id = uuid.uuid4()
    _grow([(subject_id, identity)], source=source)
    insert([SubjectToken(subject_id=subject_id, **identity.tokens())])
    return subject_id


def _known_by_person(persons: Iterable[str]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for known in known_people({person for person in persons if person}):
        found.setdefault(known.person, []).append(known)
    return found


def _matched(part: str, identity: Identity, token: dict[str, str], known: dict[str, list[Known]]) -> _Matched:
    """Who this is. Whoever is new is known from the next part of the same form on."""
    person = token["person"]
    candidates = known.get(person, [])
    match = _match(token, candidates)
    subject_id = candidates[0].subject_id if match is Match.SAME else uuid.uuid4()
    if person:
        known[person] = [*candidates, Known(person, subject_id, token["name"], token["telephone"])]
    news = match is not Match.SAME or _is_news(token, candidates)
    return _Matched(part, identity, token, subject_id, match, news, match is not Match.SAME)


def _match(token: Mapping[str, str], candidates: list[Known]) -> Match:
    if not token["person"]:
        return Match.INCOMPLETE
    if not candidates:
        return Match.NEW
    one_person = len({one.subject_id for one in candidates}) == 1
    if one_person and any(one.name == token["name"] for one in candidates):
        return Match.SAME
    return Match.AMBIGUOUS


def _is_news(token: Mapping[str, str], candidates: list[Known]) -> bool:
    """A telephone that this subject was not seen with."""
    return bool(token["telephone"]) and all(one.telephone != token["telephone"] for one in candidates)


def _grow(grown: list[tuple[UUID, Identity]], *, source: str) -> None:
    if not grown:
        return
    subjects, data_keys = [], []
    active, now = keys.ring().active, clock.now()
    for subject_id, identity in grown:
        data_key = envelope.new_key()
        ciphertext = envelope.close(
            identity.sealed(), data_key=data_key, owner=subject_id, bound="subject", part=IDENTITY
        )
        subjects.append(Subject(id=subject_id, ciphertext=ciphertext, source=source, created_at=now))
        data_keys.append(RecordKey(owner=subject_id, key_id=active, wrapped=envelope.wrap(data_key, owner=subject_id)))
    insert(subjects)
    insert(data_keys)
