"""A draft: begun with the first page that is saved, sealed anew with each, found again by its secret."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from madoguchi.declare.answers import PageResult, Step, read_page
from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.receive import journey, sealed
from madoguchi.receive.actions.again import again_on_clash, again_when_overtaken
from madoguchi.receive.actions.files import NO_FILES, FileChange
from madoguchi.receive.actions.turns import keep
from madoguchi.receive.errors import AlreadySent, NoSuchStep
from madoguchi.receive.journey import Answers, Journey, key_of
from madoguchi.receive.models import Draft
from madoguchi.receive.owner import SECRET_ONLY, Owner
from madoguchi.receive.queries.applications import own_draft, sent_with
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.tickets import Ticket
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert

Posted = Mapping[str, list[str]]


@dataclass(frozen=True)
class Saved:
    """What came of saving a step."""

    draft: Draft
    version: Version
    step: Step
    content: sealed.Content
    result: PageResult


@again_on_clash
def begin(*, ticket: Ticket, language: str, by: Actor, owner: Owner = SECRET_ONLY) -> Draft:
    """The draft of that ticket, made if it is not there yet."""
    found = own_draft(ticket.secret, owner=owner)
    if found is None:
        _must_not_be_sent(ticket.secret)
    return found or _begin(ticket, sealed.Content(), seen=[], language=language, by=by, owner=owner)


@again_when_overtaken
def save_page(
    *, secret: str, ticket: Ticket | None, page_id: str, row: int | None, posted: Posted, language: str, by: Actor,
    owner: Owner = SECRET_ONLY, files: FileChange = NO_FILES,
) -> Saved:  # fmt: skip
    """Seal what was typed on one step, good or not. What has problems is kept as typed, beside the answers.

    Raises Draft.DoesNotExist when there is neither a draft nor a ticket, AlreadySent when the draft has become an
    application, Over, NoSuchStep for an address without a step.
    """
    draft = own_draft(secret, owner=owner)
    if draft is None and ticket is None:
        _must_not_be_sent(secret)
        raise Draft.DoesNotExist
    version = open_version(draft.version_id if draft else ticket.version_hash)  # type: ignore[union-attr]
    before = sealed.open_draft(draft, version, by=by, secret=secret) if draft else sealed.Content()
    step = _step(version, before, page_id, row)
    held = with_files(before.answers, step, files)
    result = read_page(version, step.page, posted, held, row=step.row, today=clock.today())
    content, seen = _after(draft, before, step, result)
    with transaction.atomic():
        if draft is None:
            assert ticket is not None  # noqa: S101
            _must_not_be_sent(secret)
            draft = _begin(ticket, content, seen=seen, language=language, by=by, owner=owner)
        else:
            _reseal(draft, content, seen=seen, language=language, by=by)
            sealed.detach(files.removed & _files_on(step, before.answers), by=by)
    return Saved(draft, version, step, content, result)


def _must_not_be_sent(secret: str) -> None:
    if application := sent_with(secret):
        raise AlreadySent(application)


@again_on_clash
def save_seen(*, draft: Draft, step: Step, by: Actor) -> Draft:
    """An overview of rows was looked at and left."""
    found = Draft.objects.select_for_update().get(pk=draft.pk)
    found.seen = [*found.seen, key] if (key := key_of(step.page.id, step.row)) not in found.seen else found.seen
    found.wait_longer(clock.now())
    found.save(update_fields=["seen", "turn", "saved_at", "expires_at"])
    return found


@again_on_clash
def remove_row(*, draft: Draft, secret: str, page_id: str, row: int, by: Actor) -> Draft:
    """Take one row out. What was typed in the rows below it moves up with them."""
    found = Draft.objects.select_for_update().get(pk=draft.pk)
    version = open_version(found.version_id)
    content = sealed.open_draft(found, version, by=by, secret=secret)
    rows = content.answers.get(page_id, [])
    if not 0 <= row < len(rows):
        raise NoSuchStep(f"{page_id}.{row}")
    sealed.detach([one["id"] for one in sealed.files_of({page_id: [rows[row]]})], by=by)
    answers = content.answers | {page_id: rows[:row] + rows[row + 1 :]}
    kept = sealed.Content(answers, {new: t for key, t in content.typed.items() if (new := _moved(key, page_id, row))})
    _reseal(found, kept, seen=[new for key in found.seen if (new := _moved(key, page_id, row))], language="", by=by)
    return found


def _files_on(step: Step, answers: Answers) -> set[str]:
    """The ids of the files that this step holds: no others go with it, whatever id a person sends."""
    return {one["id"] for one in sealed.files_of(journey.own(answers, step))}


def _step(version: Version, before: sealed.Content, page_id: str, row: int | None) -> Step:
    step = Journey(version, before.answers).find(page_id, row)
    if step is None or step.page.exit is not None or (step.page.repeat and row is None):
        raise NoSuchStep(key_of(page_id, row))
    return step


def with_files(answers: Answers, step: Step, files: FileChange) -> Answers:
    """The answers with the files that this page adds, without those that it takes away."""
    for one in step.page.fields:
        if one.type == "file" and (files.added or files.removed):
            held = files.applied(one.id, list(journey.own(answers, step).get(one.id) or []))
            answers = journey.with_own(answers, step, one.id, held)
    return answers


def _after(
    draft: Draft | None, before: sealed.Content, step: Step, result: PageResult
) -> tuple[sealed.Content, list[str]]:
    key = key_of(step.page.id, step.row)
    seen = set(draft.seen if draft else ())
    seen = seen - {key} if result.problems else seen | {key}
    typed = result.storable if result.problems else None
    return before.with_step(key, answers=result.answers, typed=typed), sorted(seen)


def _begin(
    ticket: Ticket, content: sealed.Content, *, seen: list[str], language: str, by: Actor, owner: Owner
) -> Draft:
    version = open_version(ticket.version_hash)
    draft = Draft(
        secret_hash=links.link_hash(ticket.secret),
        version_id=ticket.version_hash,
        record_id=sealed.seal(content, version, by=by, secret=ticket.secret),
        language=language,
        seen=seen,
        begun_at=ticket.begun_at,
        staff_id=owner.staff_id,
        taken_by_id=owner.taken_by_id,
    )
    draft.wait_longer(clock.now())
    insert([draft])
    record("receive.started", by=by, about=("draft", str(draft.pk)), procedure=version.procedure.procedure)
    return draft


def _reseal(draft: Draft, content: sealed.Content, *, seen: list[str], language: str, by: Actor) -> None:
    """No trace in the trail: leaving a page is no act of anybody's, and the vault notes its own opening."""
    draft.seen = seen
    draft.language = language or draft.language
    keep(draft)
    sealed.reseal(draft.record_id, content, by=by)


def _moved(key: str, page_id: str, gone: int) -> str | None:
    """The key of a step after a row was taken out; None for the row itself."""
    page, _, row = key.partition(".")
    if page != page_id or not row or int(row) < gone:
        return key
    return None if int(row) == gone else key_of(page, int(row) - 1)
