"""What taking over a roster would change: compared with what is there, by id and keyed digest."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from madoguchi.declare.answers import check_answers
from madoguchi.declare.versions import Version
from madoguchi.protect.queries import children_of, guardians_of
from madoguchi.receive import tickets
from madoguchi.receive.models import Enrolment, RosterPerson, School, SchoolClass
from madoguchi.receive.roster.shape import ClassRow, EnrolmentRow, Misfit, PersonRow, Roster, SchoolRow

MEIBO = "gakko-meibo"


@dataclass
class Plan:
    """Rows to write. An end is (row's key, last day)."""

    schools: list[SchoolRow] = field(default_factory=list)
    classes: list[ClassRow] = field(default_factory=list)
    new: list[PersonRow] = field(default_factory=list)
    changed: list[tuple[int, PersonRow]] = field(default_factory=list)
    back: list[int] = field(default_factory=list)  # on the roster again
    left: list[int] = field(default_factory=list)
    enrolments: list[EnrolmentRow] = field(default_factory=list)
    enrolments_ended: list[tuple[int, date]] = field(default_factory=list)
    guardians: set[tuple[str, str]] = field(default_factory=set)
    whole: bool = True
    unchanged: int = 0
    lessons: int = 0
    misfits: list[Misfit] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """For the trail and for the report."""
        return {
            "schools": len(self.schools),
            "classes": len(self.classes),
            "new": len(self.new),
            "changed": len(self.changed),
            "left": len(self.left),
            "unchanged": self.unchanged,
            "enrolments": len(self.enrolments),
            "enrolments_ended": len(self.enrolments_ended),
            "guardians": len(self.guardians),
            "lessons": self.lessons,
        }


def plan_of(roster: Roster, version: Version, *, today: date) -> Plan:
    """What would change. With misfits nothing is planned."""
    plan = Plan(whole=roster.whole, lessons=roster.lessons, misfits=[*roster.misfits, *_unfit(roster, version, today)])
    if plan.misfits:
        return plan
    plan.schools = [one for one in roster.schools.values() if not _same_school(one)]
    plan.classes = _classes(roster)
    _people(plan, roster, version)
    _enrolments(plan, roster, today)
    plan.guardians = roster.guardians
    plan.misfits = _dangling(plan, roster)
    return plan


def _unfit(roster: Roster, version: Version, today: date) -> list[Misfit]:
    """Each person's entry must be what the declared roster takes."""
    return [
        Misfit("users.csv", one.row, problem.path, problem.ja, "")
        for one in roster.people.values()
        for problem in check_answers(version, one.answers(), today)
    ]


def _same_school(one: SchoolRow) -> bool:
    return School.objects.filter(source_id=one.source_id, code=one.code, office__name_ja=one.name).exists()


def _classes(roster: Roster) -> list[ClassRow]:
    known = {one.source_id: one for one in SchoolClass.objects.filter(source_id__in=roster.classes)}
    return [row for ident, row in roster.classes.items() if _shape(known.get(ident)) != _shape_of(row)]


def _shape(one: SchoolClass | None) -> tuple[object, ...]:
    return (one.title, one.grade, one.valid_from, one.valid_to) if one else ()


def _shape_of(row: ClassRow) -> tuple[object, ...]:
    return row.title, row.grade, row.first, row.last


def _people(plan: Plan, roster: Roster, version: Version) -> None:
    known = {one.source_id: one for one in RosterPerson.objects.all()}
    for ident, row in roster.people.items():
        there = known.get(ident)
        if there is None:
            plan.new.append(row)
            continue
        if there.valid_to is not None:
            plan.back.append(there.pk)
        if there.digest != tickets.digest(version.hash, row.answers()):
            plan.changed.append((there.pk, row))
        else:
            plan.unchanged += 1
    gone = roster.gone.get("users.csv", set())
    here = _of_schools(roster) if roster.whole else set()
    plan.left = [
        one.pk
        for ident, one in known.items()
        if one.valid_to is None and (ident in gone or (one.pk in here and ident not in roster.people))
    ]


def _of_schools(roster: Roster) -> set[int]:
    """Pupils of these schools; and, where the files name guardians at all, those who have children in them only."""
    taught = Enrolment.objects.filter(school_class__school__source_id__in=roster.schools).values("pupil_id")
    pupils = RosterPerson.objects.filter(pk__in=taught)
    here = set(pupils.values_list("pk", flat=True))
    if not roster.guardians:
        return here
    children = set(pupils.values_list("subject_id", flat=True))
    named = {guardian for _, guardian in guardians_of(children)}
    unnamed = RosterPerson.objects.filter(kind="guardian", subject_id__in=named).exclude(source_id__in=roster.people)
    mine = [one for one in unnamed if not one.by_hand and set(children_of(one.subject_id)) <= children]
    return here | {one.pk for one in mine}


def _enrolments(plan: Plan, roster: Roster, today: date) -> None:
    known = {one.source_id: one for one in Enrolment.objects.select_related("pupil", "school_class__school")}
    for ident, row in roster.enrolments.items():
        there = known.get(ident)
        if there is None or _place(there) != (row.pupil, row.school_class, row.number, row.first, row.last):
            plan.enrolments.append(row)
    starts = _starts(roster)
    gone = roster.gone.get("enrollments.csv", set())
    for ident, one in known.items():
        missing = (
            roster.whole and ident not in roster.enrolments and one.school_class.school.source_id in roster.schools
        )
        if (ident in gone or missing) and one.valid_to >= today:
            last = max(starts.get(one.pupil.source_id, today), today) - timedelta(days=1)
            if last < one.valid_to:
                plan.enrolments_ended.append((one.pk, last))


def _place(one: Enrolment) -> tuple[object, ...]:
    return one.pupil.source_id, one.school_class.source_id, one.number, one.valid_from, one.valid_to


def _starts(roster: Roster) -> dict[str, date]:
    """By pupil, the first day in the new class: until the day before it the old one holds."""
    found: dict[str, date] = {}
    for row in roster.enrolments.values():
        found[row.pupil] = min(found.get(row.pupil, row.first), row.first)
    return found


def _dangling(plan: Plan, roster: Roster) -> list[Misfit]:
    """In a delta, what is referred to must be in the files or on the roster already."""
    classes = {*roster.classes, *SchoolClass.objects.values_list("source_id", flat=True)}
    people = {*roster.people, *RosterPerson.objects.values_list("source_id", flat=True)}
    mend = "先に、その行を含むファイルを取り込んでください。"
    return [
        Misfit("enrollments.csv", 0, column, f"「{ident[:40]}」が、ファイルにも名簿にもありません。", mend)
        for row in plan.enrolments
        for column, ident, there in (
            ("classSourcedId", row.school_class, classes),
            ("userSourcedId", row.pupil, people),
        )
        if ident not in there
    ]
