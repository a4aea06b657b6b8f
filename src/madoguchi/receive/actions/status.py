"""What the stage above tells the applicant. It calls these inside its own transaction; its own event tells the deed."""

from datetime import date

from django.db import transaction

from madoguchi.receive import sealed
from madoguchi.receive.letters.filling import notice_of
from madoguchi.receive.models import Application, Letter, Status, StatusLine
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def set_status(
    application_number: str, *, status: str, by: Actor, text_code: str = "", due_on: date | None = None
) -> Application:
    """Show the applicant a new status. `due_on`: by when they hear, or None while the clock stands still."""
    application = Application.objects.select_for_update().get(pk=application_number)
    application.status, application.status_at, application.due_on = Status(status), clock.now(), due_on
    application.save(update_fields=["status", "status_at", "due_on"])
    StatusLine.objects.create(
        application=application, status=application.status, text_code=text_code, at=application.status_at, due_on=due_on
    )
    return application


@transaction.atomic
def ask_correction(application_number: str, *, words: str, pages: list[str], until: date | None, by: Actor) -> Letter:
    """Ask the applicant to correct what they sent (補正の求め), naming the pages. The clock stands still meanwhile."""
    application = set_status(application_number, status=Status.CORRECTION, by=by)
    return _write(application, Letter.Kind.CORRECTION, words, by=by, until=until, pages=pages)


@transaction.atomic
def set_aside_correction(application_number: str, *, due_on: date | None, by: Actor) -> Application:
    """The office goes on without the answer: the letter stays readable, but nothing is awaited any more."""
    asked = Letter.objects.filter(application_id=application_number, kind=Letter.Kind.CORRECTION, answered_at=None)
    asked.filter(set_aside_at=None).update(set_aside_at=clock.now())
    return set_status(application_number, status=Status.IN_REVIEW, due_on=due_on, by=by)


@transaction.atomic
def tell_extension(application_number: str, *, words: str, due_on: date, by: Actor) -> Letter:
    """Tell that it takes longer (期間の延長), why, and until when."""
    application = set_status(application_number, status=Status.EXTENDED, by=by, due_on=due_on)
    return _write(application, Letter.Kind.EXTENSION, words, by=by, until=due_on)


@transaction.atomic
def tell_decision(application_number: str, *, result: str, reason: str, by: Actor, signed: str = "") -> Letter:
    """Tell the decision: the declared result, its reason, and who decided. The remedies (教示) stand in the version."""
    application = set_status(application_number, status=Status.DECIDED, by=by, text_code=result)
    return _write(application, Letter.Kind.DECISION, reason, by=by, result=result, signed=signed)


@transaction.atomic
def tell_acknowledgement(application_number: str, *, by: Actor) -> Application:
    """Tell that a notification was read and all is done; with a letter where the procedure declares one."""
    application = set_status(application_number, status=Status.CLOSED, by=by)
    if open_version(application.version_id).procedure.letters:
        _write(application, Letter.Kind.ACKNOWLEDGEMENT, "", by=by)
    return application


@transaction.atomic
def ask_receipt(application_number: str, *, by: Actor) -> Letter | None:
    """The applicant wants the notice of receipt on paper. Asking twice is asking once; None where none is declared."""
    application = Application.objects.select_for_update().get(pk=application_number)
    letters = open_version(application.version_id).procedure.letters
    if letters is None or letters.notice(Letter.Kind.RECEIPT) is None:
        return None
    written = application.letters.filter(kind=Letter.Kind.RECEIPT).first()
    return written or _write(application, Letter.Kind.RECEIPT, "", by=by)


def _write(application: Application, kind: str, words: str, *, by: Actor, **fields: object) -> Letter:
    """Seal the words; where a notice is declared for them, announce that there is a letter to set in type."""
    record_id = sealed.seal_words(words, of=application.record_id, by=by)
    letter = Letter(application=application, kind=kind, record_id=record_id, at=clock.now(), **fields)
    letter.answers_id = application.record_id
    declared = notice_of(letter, open_version(application.version_id)) is not None
    letter.paper = Letter.Paper.WAITING if declared else Letter.Paper.NONE
    letter.save(force_insert=True)
    if declared:
        record("receive.letter_written", by=by, about=("letter", letter.pk), kind=kind, number=application.number)
    return letter
