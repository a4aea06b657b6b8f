"""Which schools a member of staff works in, and what they may do there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from madoguchi.decide.actions.moving import SCHOOL
from madoguchi.declare.versions import Version
from madoguchi.people.models import Staff
from madoguchi.people.queries import offices_of, roles_of
from madoguchi.people.session import actor_of_staff
from madoguchi.protect.queries import fled_from
from madoguchi.receive.models import Enrolment, RosterPerson, School
from madoguchi.receive.queries import schools
from madoguchi.trail.actor import Actor


@dataclass(frozen=True)
class Desk:
    """One person in one school."""

    staff: Staff
    school: School
    roles: frozenset[str]

    @property
    def by(self) -> Actor:
        return actor_of_staff(self.staff)

    @cached_property
    def kesseki(self) -> Version:
        found = schools.kesseki()
        if found is None:
            raise LookupError("kesseki-renraku is not published")
        return found

    @cached_property
    def meibo(self) -> Version:
        found = schools.meibo()
        if found is None:
            raise LookupError("gakko-meibo is not published")
        return found

    @cached_property
    def absent(self) -> frozenset[int]:
        """Pupils who flee from this very person: on no board, in no count, on no sheet of theirs. Almost always none."""
        records = fled_from(self.by)
        return frozenset(_pupils_of(records)) if records else frozenset()

    def present(self, rows: Iterable[Enrolment]) -> list[Enrolment]:
        """Without them."""
        return [one for one in rows if one.pupil_id not in self.absent]

    @property
    def reads_reasons(self) -> bool:
        """The purpose says who may know why; the others see who is out."""
        return bool(self.roles & set(self.kesseki.purpose.roles))


def _pupils_of(records: Collection[UUID]) -> "QuerySet[RosterPerson, int]":
    return RosterPerson.objects.filter(record_id__in=records).values_list("pk", flat=True)


def schools_of(staff: Staff) -> list[School]:
    rows = School.objects.filter(pk__in=offices_of(staff, roles=SCHOOL)).select_related("office")
    return list(rows.order_by("office__name_ja", "pk"))


def desk_of(staff: Staff, school_id: str) -> Desk | None:
    """None where there is no such school for this person."""
    school = School.objects.select_related("office").filter(pk=school_id).first()
    roles = frozenset(roles_of(staff, school_id)) & set(SCHOOL) if school else frozenset()
    return Desk(staff, school, frozenset(roles)) if school and roles else None
