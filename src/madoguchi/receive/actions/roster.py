"""Taking over a roster: everything or nothing, in one transaction, with one event that counts."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from madoguchi.declare.versions import Version
from madoguchi.people.actions import open_office
from madoguchi.protect import actions as vault
from madoguchi.protect import links, queries
from madoguchi.receive import sealed, tickets
from madoguchi.receive.models import Enrolment, FormerEntry, RosterPerson, School, SchoolClass
from madoguchi.receive.models.school import BY_HAND
from madoguchi.receive.roster.plan import Plan, plan_of
from madoguchi.receive.roster.shape import ClassRow, EnrolmentRow, PersonRow, Roster, SchoolRow
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


class DoesNotFit(Exception):
    """The files have misfits; nothing was taken over."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"{len(plan.misfits)} misfits")
        self.plan = plan


@transaction.atomic
def import_roster(*, roster: Roster, version: Version, by: Actor) -> Plan:
    """Take over a roster. `version`: the roster's procedure, whose entries are sealed. Raises DoesNotFit.

    Twice the same files change nothing the second time. What the files no longer hold ends, and stays as history.
    """
    plan = plan_of(roster, version, today=clock.today())
    if plan.misfits:
        raise DoesNotFit(plan)
    for school in plan.schools:
        _keep_school(school, by=by)
    _keep_classes(plan.classes)
    _keep_people(plan, roster, version, by=by)
    _keep_enrolments(plan)
    _keep_guardians(plan, roster, by=by)
    schools = School.objects.filter(source_id__in=roster.schools)
    SchoolClass.objects.filter(school__in=schools).update(stamp=F("stamp") + 1)
    counts: dict[str, Any] = {**plan.counts()}
    record("receive.roster_imported", by=by, about=("roster", version.procedure.procedure), **counts)
    return plan


def _keep_school(row: SchoolRow, *, by: Actor) -> None:
    known = School.objects.filter(source_id=row.source_id).first()
    office = open_office(office_id=known.office_id if known else _office_id(row), name=row.name, by=by)
    if known is None:
        School.objects.create(office=office, source_id=row.source_id, code=row.code)
    elif known.code != row.code:
        known.code = row.code
        known.save(update_fields=["code"])


def _office_id(row: SchoolRow) -> str:
    """A slug for the address: the school's code, or a piece of a digest of its id."""
    code = row.code.lower()
    good = code and code.isascii() and code.isalnum()
    return f"gakko-{code if good else links.link_hash(f'school:{row.source_id}')[:10]}"


def _keep_classes(rows: Iterable[ClassRow]) -> None:
    schools = dict(School.objects.values_list("source_id", "pk"))
    for row in rows:
        values = {"title": row.title, "grade": row.grade, "valid_from": row.first, "valid_to": row.last}
        SchoolClass.objects.update_or_create(
            source_id=row.source_id, defaults=values | {"school_id": schools[row.school]}
        )


def _keep_people(plan: Plan, roster: Roster, version: Version, *, by: Actor) -> None:
    offices = _offices_of(roster)
    for row in plan.new:
        _enter(row, version, office=offices[row.source_id], by=by)
    for pk, row in plan.changed:
        _enter_anew(RosterPerson.objects.get(pk=pk), row, version, office=offices[row.source_id], by=by)
    RosterPerson.objects.filter(pk__in=plan.back).update(valid_to=None)
    yesterday = clock.today() - timedelta(days=1)
    RosterPerson.objects.filter(pk__in=plan.left).update(valid_to=yesterday)
    for subject in RosterPerson.objects.filter(pk__in=plan.left, kind="guardian").values_list("subject_id", flat=True):
        vault.revoke_links(subject=subject, by=by)


def _offices_of(roster: Roster) -> dict[str, str]:
    """The school that a person's entry belongs to: of the class, else of the children, else as the file says."""
    offices = dict(School.objects.values_list("source_id", "office_id"))
    first = next(iter(offices.values()), "")
    found = {ident: offices.get(row.school, first) for ident, row in roster.people.items()}
    classes = dict(SchoolClass.objects.values_list("source_id", "school__office_id"))
    found |= {row.pupil: classes[row.school_class] for row in roster.enrolments.values() if row.school_class in classes}
    return found | {guardian: found[pupil] for guardian, pupil in sorted(roster.guardians)}


def _enter(row: PersonRow, version: Version, *, office: str, by: Actor) -> None:
    record_id = _seal(row, version, office=office, by=by, people={})
    RosterPerson.objects.create(
        kind=row.who,
        source_id=row.source_id,
        record_id=record_id,
        subject_id=_subject(record_id),
        digest=tickets.digest(version.hash, row.answers()),
    )


def _subject(record_id: UUID) -> UUID:
    found = queries.subject_of(record_id)
    assert found is not None  # noqa: S101  # the entry names its person
    return found


def _enter_anew(person: RosterPerson, row: PersonRow, version: Version, *, office: str, by: Actor) -> None:
    """A new sealed entry in front; the one before stays in the vault until its time is over."""
    FormerEntry.objects.create(person=person, record_id=person.record_id, valid_to=clock.today() - timedelta(days=1))
    person.record_id = _seal(row, version, office=office, by=by, people={"person": person.subject_id})
    person.digest = tickets.digest(version.hash, row.answers())
    person.save(update_fields=["record_id", "digest"])


def _seal(row: PersonRow, version: Version, *, office: str, by: Actor, people: dict[str, UUID]) -> UUID:
    content = sealed.Content(row.answers())
    record_id = sealed.seal(content, version, by=by, secret="", office=office)
    sealed.file_record(record_id, content.answers, version, by=by, secret="", people=people)
    return record_id


def _keep_enrolments(plan: Plan) -> None:
    pupils = dict(RosterPerson.objects.filter(kind="pupil").values_list("source_id", "pk"))
    classes = dict(SchoolClass.objects.values_list("source_id", "pk"))
    for row in plan.enrolments:
        Enrolment.objects.update_or_create(source_id=row.source_id, defaults=_enrolled(row, pupils, classes))
    for pk, last in plan.enrolments_ended:
        _end_enrolment(Enrolment.objects.get(pk=pk), last)


def _enrolled(row: EnrolmentRow, pupils: dict[str, int], classes: dict[str, int]) -> dict[str, object]:
    return {
        "pupil_id": pupils[row.pupil],
        "school_class_id": classes[row.school_class],
        "number": row.number,
        "valid_from": row.first,
        "valid_to": row.last,
    }


def _end_enrolment(enrolment: Enrolment, last: date) -> None:
    enrolment.valid_to = last
    enrolment.save(update_fields=["valid_to"])


def _keep_guardians(plan: Plan, roster: Roster, *, by: Actor) -> None:
    """Who is named becomes a guardian. A whole roster that names guardians ends those that it no longer names."""
    subjects = dict(RosterPerson.objects.values_list("source_id", "subject_id"))
    wanted = {(subjects[pupil], subjects[guardian]) for guardian, pupil in plan.guardians}
    pupils = {subjects[ident] for ident, row in roster.people.items() if row.who == "pupil"}
    there = set(queries.guardians_of(pupils | {child for child, _ in wanted}))
    for child, guardian in sorted(wanted - there):
        vault.note_guardian(guardian=guardian, child=child, by=by)
    by_hand = set(RosterPerson.objects.filter(source_id__startswith=BY_HAND).values_list("subject_id", flat=True))
    for child, guardian in sorted(there - wanted) if plan.whole and plan.guardians else ():
        if guardian not in by_hand:
            vault.end_guardian(guardian=guardian, child=child, by=by)


@transaction.atomic
def add_guardian(
    *, pupil: RosterPerson, answers: dict[str, Any], version: Version, office: str, by: Actor
) -> RosterPerson:
    """A guardian whom no roster names: entered by the school. `answers` as the roster's procedure declares an entry."""
    record_id = sealed.seal(sealed.Content(answers), version, by=by, secret="", office=office)
    sealed.file_record(record_id, answers, version, by=by, secret="")
    guardian = RosterPerson.objects.create(
        kind=RosterPerson.Kind.GUARDIAN,
        source_id=f"{BY_HAND}{record_id}",
        record_id=record_id,
        subject_id=_subject(record_id),
        digest=tickets.digest(version.hash, answers),
    )
    vault.note_guardian(guardian=guardian.subject_id, child=pupil.subject_id, by=by)
    record("receive.guardian_added", by=by, about=("pupil", pupil.pk), guardian=guardian.pk)
    return guardian


@transaction.atomic
def remove_guardian(*, pupil: RosterPerson, guardian: RosterPerson, by: Actor) -> None:
    """No longer a guardian of this pupil. Without any other child the link opens nothing more."""
    vault.end_guardian(guardian=guardian.subject_id, child=pupil.subject_id, by=by)
    if not queries.children_of(guardian.subject_id):
        vault.revoke_links(subject=guardian.subject_id, by=by)
    if guardian.by_hand and not queries.guards_anybody(guardian.subject_id):  # no roster will ever end this entry
        guardian.valid_to = clock.today() - timedelta(days=1)
        guardian.save(update_fields=["valid_to"])
    record("receive.guardian_removed", by=by, about=("pupil", pupil.pk), guardian=guardian.pk)
