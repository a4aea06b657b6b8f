"""What the stage above tells the applicant. It calls these inside its own transaction; its own event tells the deed."""

from datetime import date

from django.db import transaction

from madoguchi.receive import sealed
from madoguchi.receive.models import Application, Letter, Status, StatusLine
from madoguchi.trail import clock
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


def _write(application: Application, kind: str, words: str, *, by: Actor, **fields: object) -> Letter:
    record_id = sealed.seal_words(words, of=application.record_id, by=by)
    return Letter.objects.create(application=application, kind=kind, record_id=record_id, at=clock.now(), **fields)
