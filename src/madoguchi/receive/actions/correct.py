"""Answering a request for correction (補正). The first answers stay; new ones take their place in front."""

from typing import Any

from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.receive import sealed, tickets
from madoguchi.receive.actions.again import again_on_clash
from madoguchi.receive.errors import NotPossible
from madoguchi.receive.journey import Journey, key_of
from madoguchi.receive.models import Application, Draft, EarlierRecord, Letter, Status, StatusLine
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@again_on_clash
def begin_correction(*, letter: Letter, receipt: str, by: Actor) -> str:
    """A draft that holds a copy of what was sent. Returns its secret; beginning twice leads to the same draft."""
    if letter.kind != Letter.Kind.CORRECTION or letter.answered_at or letter.set_aside_at:
        raise NotPossible("この補正のお願いには、すでにお答えいただいています。")
    secret = tickets.correction_secret(receipt, letter.pk)
    application = letter.application
    if Draft.objects.filter(secret_hash=links.link_hash(secret)).exists():
        return secret
    version = open_version(application.version_id)
    sent = sealed.open_record(application.record_id, version, by=by, secret=receipt)
    draft = Draft(
        secret_hash=links.link_hash(secret),
        version_id=application.version_id,
        record_id=sealed.seal(sent, version, by=by, secret=secret, office=application.office),
        language=application.language,
        staff_id=application.staff_id,
        corrects=application,
        seen=_all_but(letter.pages, Journey(version, sent.answers)),
    )
    draft.wait_longer(clock.now())
    draft.save(force_insert=True)
    record("receive.correction-started", by=by, about=("application", application.number))
    return secret


def _all_but(asked: list[str], journey: Journey) -> list[str]:
    """Only the pages that were asked for are still to be done; the others were filled in when it was sent."""
    return [key for step in journey.steps if (key := key_of(step.page.id, step.row)) not in asked]


def correct(*, draft: Draft, version: Version, answers: dict[str, Any], secret: str, by: Actor) -> Application:
    """Take corrected answers as the ones in force. Called by `submit_draft`, inside its transaction."""
    application = Application.objects.select_for_update().get(pk=draft.corrects_id)
    letter = application.letters.filter(kind=Letter.Kind.CORRECTION, answered_at=None, set_aside_at=None).first()
    if letter is None or not application.is_open:
        raise NotPossible("この申請は、いま補正を受け付けていません。担当にご連絡ください。")
    now = clock.now()
    sealed.file_record(draft.record_id, answers, version, by=by, secret=tickets.receipt_secret(secret))
    EarlierRecord.objects.create(application=application, record_id=application.record_id, replaced_at=now)
    letter.answered_at, letter.answered_by = now, draft.secret_hash
    letter.save(update_fields=["answered_at", "answered_by"])
    application.record_id, application.status, application.status_at = draft.record_id, Status.CORRECTED, now
    application.save(update_fields=["record_id", "status", "status_at"])
    StatusLine.objects.create(application=application, status=application.status, at=now)
    record("receive.corrected", by=by, about=("application", application.number))
    return application
