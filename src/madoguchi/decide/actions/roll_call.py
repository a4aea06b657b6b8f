"""The school's morning: taking note of a notice, and who is missing without one."""

from django.db import transaction
from django.db.models import F

from madoguchi.decide.actions.decision import acknowledge
from madoguchi.decide.actions.moving import SCHOOL
from madoguchi.decide.errors import NotYours
from madoguchi.decide.models import Case, Unreported
from madoguchi.people.models import Staff
from madoguchi.people.queries import roles_of, staff_of
from madoguchi.protect.queries import flees_from
from madoguchi.receive import actions as receive
from madoguchi.receive.models import Notice, RosterPerson, SchoolClass
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def see_notice(*, notice: Notice, by: Actor) -> None:
    """The school has seen it: the guardian reads so at once. Twice is once."""
    case = Case.objects.select_for_update().get(number=notice.pk)
    if case.open:
        acknowledge(case=case, seen=case.revision, by=by)
        receive.touch_boards(notice)


@transaction.atomic
def mark_unreported(*, pupil: RosterPerson, school_class: SchoolClass, by: Actor) -> Unreported:
    """At roll call the pupil is not there, and nobody has told why. Raises NotYours."""
    staff = _of_the_school(pupil, school_class, by)
    row, new = Unreported.objects.get_or_create(
        pupil=pupil,
        day=clock.today(),
        defaults={"school_class": school_class, "marked_at": clock.now(), "marked_by": staff},
    )
    if new or row.cleared_at is not None:
        row.cleared_at, row.marked_at, row.marked_by = None, clock.now(), staff
        row.save(update_fields=["cleared_at", "marked_at", "marked_by"])
        _touch(school_class)
        record("decide.unreported", by=by, about=("pupil", pupil.pk), day=row.day.isoformat())
    return row


@transaction.atomic
def clear_unreported(*, pupil: RosterPerson, school_class: SchoolClass, by: Actor) -> None:
    """The pupil is there after all. Raises NotYours."""
    _of_the_school(pupil, school_class, by)
    rows = Unreported.objects.filter(pupil=pupil, day=clock.today(), cleared_at=None)
    if rows.update(cleared_at=clock.now()):
        _touch(school_class)
        record("decide.unreported_cleared", by=by, about=("pupil", pupil.pk), day=clock.today().isoformat())


def _of_the_school(pupil: RosterPerson, school_class: SchoolClass, by: Actor) -> Staff:
    staff, held = staff_of(by), roles_of(by, school_class.school_id) & set(SCHOOL)
    if staff is None or not held or flees_from(pupil.record_id, by):
        raise NotYours(school_class.school_id)
    return staff


def _touch(school_class: SchoolClass) -> None:
    SchoolClass.objects.filter(pk=school_class.pk).update(stamp=F("stamp") + 1)
