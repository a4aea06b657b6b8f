"""The ward's schools: their rosters as OneRoster files, made of the households, taken over as a real town would."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from madoguchi.demo.households import Household, Person
from madoguchi.demo.ward import Ward
from madoguchi.receive import actions as receive
from madoguchi.receive.models import School
from madoguchi.receive.models.school import CUT_OFF
from madoguchi.receive.roster.bundle import from_zip
from madoguchi.receive.roster.reading import read_roster
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM

GRADES = {1: "P1", 2: "P2", 3: "P3", 4: "P4", 5: "P5", 6: "P6", 7: "J1", 8: "J2", 9: "J3"}
Table = list[tuple[str, ...]]


@dataclass(frozen=True)
class Place:
    """A fictional school: `gakko-` and its code in small letters is its office."""

    code: str
    name: str
    telephone: str
    first_grade: int
    last_grade: int

    @property
    def office(self) -> str:
        return f"gakko-{self.code.lower()}"


WAKAKUSA = Place("MDR01", "若草小学校", "03-0000-3579", 1, 6)
MINAMINO = Place("MDR02", "みなみ野小学校", "03-0000-3581", 1, 6)
AOBA = Place("MDR03", "青葉中学校", "03-0000-3591", 7, 9)
SCHOOLS = (WAKAKUSA, MINAMINO, AOBA)


@dataclass(frozen=True)
class Pupil:
    person: Person
    household: Household
    place: Place
    grade: int

    @property
    def source_id(self) -> str:
        return f"pupil-{self.household.number}-{self.household.members.index(self.person)}"

    @property
    def class_id(self) -> str:
        return f"class-{self.place.code}-{self.grade}"


def school_year(day: date) -> int:
    return day.year - (day.month < 4)


def grade_of(birth: date, year: int) -> int:
    """Whoever turns 6 by 1 April begins school that year (学校教育法17条)."""
    return year - (birth.year - ((birth.month, birth.day) < (4, 2))) - 6


def pupils_of(people: list[Household], today: date) -> list[Pupil]:
    """Every child of school age; four of five families live near the first school."""
    found = []
    for house in people:
        for child in house.children(today):
            grade = grade_of(child.birth, school_year(today))
            if grade in GRADES:
                near = MINAMINO if house.number % 5 == 0 else WAKAKUSA
                found.append(Pupil(child, house, AOBA if grade > 6 else near, grade))
    return found


def full_class(pupils: list[Pupil]) -> list[Pupil]:
    """The class of the first school with the most pupils: the one to look at."""
    classes: dict[str, list[Pupil]] = {}
    for one in [one for one in pupils if one.place is WAKAKUSA] or pupils:
        classes.setdefault(one.class_id, []).append(one)
    return max(classes.values(), key=len)


def open_schools(ward: Ward, pupils: list[Pupil]) -> None:
    """Take over the roster, and set what each school sets for itself."""
    roster = read_roster(from_zip(_packed(pupils, school_year(clock.today()))))
    receive.import_roster(roster=roster, version=ward.versions["gakko-meibo"], by=ward.actor("hanaoka"))
    for place in SCHOOLS:
        school = School.objects.select_related("office").get(pk=place.office)
        receive.arrange_school(school=school, cut_off=CUT_OFF, telephone=place.telephone, by=SYSTEM)


def _packed(pupils: list[Pupil], year: int) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, table in _tables(pupils, year):
            text = io.StringIO()
            csv.writer(text).writerows(table)
            out.writestr(f"{name}.csv", text.getvalue())
    stream.seek(0)
    return stream


def _tables(pupils: list[Pupil], year: int) -> Iterator[tuple[str, Table]]:
    yield "orgs", [("sourcedId", "name", "type", "identifier"), *((p.code, p.name, "school", p.code) for p in SCHOOLS)]
    yield "academicSessions", [("sourcedId", "startDate", "endDate"), ("year", f"{year}-04-01", f"{year + 1}-03-31")]
    classes = sorted({(one.class_id, one.place.code, one.grade) for one in pupils})
    head = ("sourcedId", "title", "grades", "classType", "schoolSourcedId", "termSourcedIds")
    titles = [
        (ident, f"{grade - 6 * (grade > 6)}年1組", GRADES[grade], "homeroom", code, "year")
        for ident, code, grade in classes
    ]
    yield "classes", [head, *titles]
    yield "users", [_USER, *_users(pupils)]
    yield (
        "demographics",
        [("sourcedId", "birthDate"), *((one.source_id, one.person.birth.isoformat()) for one in pupils)],
    )
    yield "enrollments", [_ENROLMENT, *_enrolments(pupils)]


_USER = ("sourcedId", "familyName", "givenName", "role", "phone", "agentSourcedIds", "primaryOrgSourcedId",
         "metadata.jp.kanaFamilyName", "metadata.jp.kanaGivenName")  # fmt: skip
_ENROLMENT = ("sourcedId", "classSourcedId", "userSourcedId", "role", "metadata.jp.shussekiNo")


def guardians_of(house: Household) -> dict[str, Person]:
    """The grown-ups who are told: by the id in the files."""
    return {f"guardian-{house.number}-{one.place}": one for one in house.members if one.place in ("head", "spouse")}


def _users(pupils: list[Pupil]) -> Iterator[tuple[str, ...]]:
    for one in pupils:
        agents = ",".join(guardians_of(one.household))
        yield _user(one.source_id, one.person, "student", "", agents, one.place)
    for house in {one.household.number: one.household for one in pupils}.values():
        for at, (ident, person) in enumerate(guardians_of(house).items()):
            telephone = house.telephone if at == 0 else f"0800000{house.number:04d}"
            yield _user(ident, person, "guardian", telephone, "", next(p.place for p in pupils if p.household is house))


def _user(ident: str, person: Person, role: str, telephone: str, agents: str, place: Place) -> tuple[str, ...]:
    return (
        ident,
        person.family,
        person.given,
        role,
        telephone,
        agents,
        place.code,
        person.family_kana,
        person.given_kana,
    )


def _enrolments(pupils: list[Pupil]) -> Iterator[tuple[str, ...]]:
    """Attendance numbers in the order of the reading, as schools give them."""
    numbers: dict[str, int] = {}
    for one in sorted(pupils, key=lambda one: (one.person.family_kana, one.person.given_kana, one.source_id)):
        numbers[one.class_id] = numbers.get(one.class_id, 0) + 1
        yield f"enrolment-{one.source_id}", one.class_id, one.source_id, "student", str(numbers[one.class_id])
