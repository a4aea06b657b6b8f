"""A pupil's guardians: who they are and how to reach them. Each look is a reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from madoguchi.decide.queries.boards.classes import open_records
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.queries.names import full_name
from madoguchi.japan import telephone
from madoguchi.protect import queries
from madoguchi.receive.models import RosterPerson, SchoolClass
from madoguchi.receive.queries.schools import enrolled
from madoguchi.trail import clock


@dataclass(frozen=True)
class Contact:
    guardian: RosterPerson
    name: str
    telephone: str
    link_since: datetime | None


def guardians_of(pupils: list[RosterPerson]) -> dict[int, list[RosterPerson]]:
    """By pupil, the guardians who are on the roster and whom one may tell of the child. Ids only: nothing is opened."""
    every = queries.guardians_of([one.subject_id for one in pupils])
    apart = queries.kept_apart(every)
    pairs = [pair for pair in every if pair not in apart]
    rows = RosterPerson.objects.filter(kind="guardian", valid_to=None, subject_id__in=[who for _, who in pairs])
    people = {one.subject_id: one for one in rows}
    return {
        pupil.pk: sorted(
            (people[who] for child, who in pairs if child == pupil.subject_id and who in people), key=lambda one: one.pk
        )
        for pupil in pupils
    }


def guardians_of_class(desk: Desk, school_class: SchoolClass) -> list[RosterPerson]:
    """Every guardian of a class, once, in the order of the class list."""
    rows = desk.present(enrolled(school_class, clock.today()))
    found = guardians_of([one.pupil for one in rows])
    return list({one.pk: one for row in rows for one in found[row.pupil_id]}.values())


def contacts(desk: Desk, guardians: list[RosterPerson], *, telephones: bool) -> list[Contact]:
    """With names; with telephones only when somebody asked for them."""
    fields = ["name", "telephone"] if telephones else ["name"]
    records = [one.record_id for one in guardians]
    opened = open_records(desk, records, fields, desk.meibo.purpose.purpose)
    links = queries.with_link(one.subject_id for one in guardians)
    return [
        _contact(one, opened[one.record_id], links.get(one.subject_id)) for one in guardians if one.record_id in opened
    ]


def _contact(guardian: RosterPerson, values: dict[str, Any], since: datetime | None) -> Contact:
    number = values.get("telephone")
    return Contact(guardian, full_name(values["name"]), telephone.show(number) if number else "", since)
