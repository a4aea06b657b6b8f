"""Arrival. One transaction: the record is filed, the application has its number, the trail tells, the case is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.declare.answers import check_answers, prune
from madoguchi.declare.versions import Version
from madoguchi.japan import workdays
from madoguchi.protect import links
from madoguchi.receive import numbers, sealed, tickets
from madoguchi.receive.actions.again import again_on_clash, again_when_overtaken
from madoguchi.receive.actions.correct import correct
from madoguchi.receive.actions.turns import take
from madoguchi.receive.datasets import named_in, office_of
from madoguchi.receive.errors import Changed, NobodyNamed, OtherContent, Unfinished
from madoguchi.receive.models import Application, Draft, Presence, Via
from madoguchi.receive.owner import SECRET_ONLY, Owner
from madoguchi.receive.pace import took
from madoguchi.receive.queries.applications import application_by_key, own_draft, sent_with
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert

Answers = dict[str, Any]


@dataclass(frozen=True)
class Arriving:
    """What is about to arrive: everything of the application but the moment and the number."""

    version: Version
    key: str
    digest: str
    secret: str
    via: Via
    language: str
    owner: Owner = SECRET_ONLY
    office: str = ""  # where it is not the procedure's owner
    people: Mapping[str, UUID] | None = None  # by part, who is known already
    drafted: bool = False  # by the applicant, page by page, not all at once
    begun_at: datetime | None = None  # by a resident: when the first page was handed out
    presence: str = ""  # for whom staff wrote it


@again_on_clash
def submit(
    *, version: Version, answers: Answers, idempotency_key: str, secret: str, by: Actor, via: Via = Via.ONLINE,
    language: str = "ja", owner: Owner = SECRET_ONLY, presence: str = "", office: str = "",
    people: Mapping[str, UUID] | None = None,
) -> Application:  # fmt: skip
    """Take whole answers, as the API, the counter and an import have them. The same key and content: the same application.

    `secret` is the receipt's (protect.links.new_secret(), or one that follows from the key). Raises Unfinished with
    every problem, OtherContent when the key came before with other answers. `office`, `people`: see the vault's `seal`
    and `file_record`.
    """
    key, digest = links.link_hash(f"key:{idempotency_key}"), tickets.digest(version.hash, answers)
    if found := _arrived(key, digest):
        return found
    _must_be_finished(version, answers)
    office = office or office_of(version, answers)
    record_id = sealed.seal(sealed.Content(answers), version, by=by, secret=secret, office=office)
    arriving = Arriving(version, key, digest, secret, via, language, owner, office, people, presence=presence)
    return _arrive(arriving, answers, record_id, by=by)


@again_when_overtaken
def submit_draft(*, secret: str, digest: str, by: Actor, owner: Owner = SECRET_ONLY, presence: str = "") -> Application:
    """Send a draft as it was last looked at. Sending twice is sending once. `presence`: at the counter, for whom.

    Raises Changed when the draft is no longer what `digest` stands for, OtherContent when it was sent with other
    content, Unfinished, NobodyNamed, Over, Draft.DoesNotExist.
    """
    key = links.link_hash(secret)
    draft = own_draft(secret, owner=owner)
    if draft is None:
        return _sent_before(secret, digest)
    version = open_version(draft.version_id)
    answers = prune(version, sealed.open_draft(draft, version, by=by, secret=secret).answers)
    if tickets.digest(version.hash, answers) != digest:
        raise Changed
    if owner.taken_by_id and presence not in Presence.values:
        raise NobodyNamed
    _must_be_finished(version, answers)
    receipt = tickets.receipt_secret(secret, at_counter=draft.taken_by_id is not None)
    arriving = Arriving(
        version,
        key,
        digest,
        receipt,
        Via.COUNTER if owner.taken_by_id else Via.ONLINE,
        draft.language,
        draft.owner,
        office_of(version, answers),
        drafted=draft.taken_by_id is None,
        begun_at=draft.begun_at if draft.owner == SECRET_ONLY else None,
        presence=presence,
    )
    with transaction.atomic():
        take(draft)
        if draft.corrects_id:
            return correct(draft=draft, version=version, answers=answers, secret=secret, by=by)
        return _arrive(arriving, answers, draft.record_id, by=by)


def due_on(version: Version, received: date) -> date | None:
    """The last day of the standard period (標準処理期間), or None where none is declared."""
    days = version.procedure.case.standard_days
    if days is None:
        return None
    return workdays.deadline(received, days.n, days.unit, version.municipality.closing_days)


def _arrive(arriving: Arriving, answers: Answers, record_id: UUID, *, by: Actor) -> Application:
    sealed.file_record(
        record_id,
        answers,
        arriving.version,
        by=by,
        secret=arriving.secret,
        people=arriving.people,
        office=arriving.office,
    )
    now, version = clock.now(), arriving.version
    application = Application(
        number=numbers.new(),
        procedure=version.procedure.procedure,
        version_id=version.hash,
        record_id=record_id,
        office=arriving.office or version.procedure.owner,
        secret_hash=links.link_hash(arriving.secret),
        idempotency_key=arriving.key,
        content_digest=arriving.digest,
        received_at=now,
        via=arriving.via,
        language=arriving.language,
        staff_id=arriving.owner.staff_id,
        taken_by_id=arriving.owner.taken_by_id,
        presence=arriving.presence,
        status_at=now,
        due_on=due_on(version, clock.today()),
    )
    insert([application])
    about = ("application", application.number)
    told: dict[str, Any] = {"procedure": application.procedure, "via": str(application.via)}
    told |= {"drafted": True} if arriving.drafted else {}
    told |= {"took": took(arriving.begun_at, now)} if arriving.begun_at else {}
    told |= {"presence": arriving.presence} if arriving.presence else {}
    told |= named_in(version, answers)
    record("receive.submitted", by=by, about=about, **told)
    return application


def _must_be_finished(version: Version, answers: Answers) -> None:
    if problems := check_answers(version, answers, clock.today()):
        raise Unfinished(problems)


def _arrived(key: str, digest: str) -> Application | None:
    found = application_by_key(key)
    if found and found.content_digest != digest:
        raise OtherContent(found)
    return found


def _sent_before(secret: str, digest: str) -> Application:
    found = sent_with(secret)
    if found is None:
        raise Draft.DoesNotExist
    if found.content_digest != digest and "~" not in secret:
        raise OtherContent(found)
    return found
