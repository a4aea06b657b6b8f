from django.db import transaction

from madoguchi.decide import due
from madoguchi.decide.models import Case, CaseColumn
from madoguchi.decide.queries.about import DATASET, KEPT
from madoguchi.receive import datasets
from madoguchi.receive.models import Application
from madoguchi.receive.queries.applications import application_by_number
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.clock import TOKYO
from madoguchi.trail.models import Event
from madoguchi.trail.rows import first, insert


@transaction.atomic(savepoint=False)
def open_case(event: Event) -> Case:
    """Takes over from `receive.submitted`, in its transaction: a receipt has its case. Twice is once."""
    application = application_by_number(event.about_id)
    if application is None:
        raise Application.DoesNotExist(event.about_id)
    if found := first(Case, "application_id = %s", application.number):
        return found
    case = Case(**_of(application))
    insert([case])
    _leave_room_for_columns(case)
    _say_the_dataset(case, str(event.data.get("dataset", "")))
    about = ("case", case.number)
    record("decide.case_opened", by=SYSTEM, about=about, procedure=case.procedure, office=case.office)
    return case


def _leave_room_for_columns(case: Case) -> None:
    """Empty until the worker has read the answers, so that sorting by a column leaves nobody out."""
    names = open_version(case.version_hash).procedure.case.columns
    insert([CaseColumn(case=case, procedure=case.procedure, name=name, value="", due_on=case.due_on) for name in names])


def _say_the_dataset(case: Case, slug: str) -> None:
    """For who looks in the queue for what is said about one dataset, or about all that the office keeps."""
    found = datasets.dataset(slug)
    told = {DATASET: slug} if slug else {}
    if found and found.office == case.office:
        told[KEPT] = "yes"
    columns = told.items()
    insert([CaseColumn(case=case, procedure=case.procedure, name=n, value=v, due_on=case.due_on) for n, v in columns])


def _of(application: Application) -> dict[str, object]:
    version = open_version(application.version_id)
    received_on = application.received_at.astimezone(TOKYO).date()
    days, closing = version.procedure.case.standard_days, version.municipality.closing_days
    return {
        "application": application,
        "number": application.number,
        "record_id": application.record_id,
        "procedure": application.procedure,
        "version_hash": application.version_id,
        "office": application.office,
        "kind": version.procedure.case.kind,
        "via": application.via,
        "received_at": application.received_at,
        "received_on": received_on,
        "due_on": due.first_due(received_on, days, closing),
        "applicant_staff_id": application.staff_id,
    }
