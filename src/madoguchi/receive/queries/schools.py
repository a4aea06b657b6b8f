"""Schools, their classes on a day, who is in them, and which reasons they offer. Ids and numbers; names are opened elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from madoguchi.declare.base import Language, Named
from madoguchi.declare.versions import Version
from madoguchi.receive.models import Enrolment, ReasonList, RosterPerson, School, SchoolClass
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.receive.roster.plan import MEIBO
from madoguchi.trail import clock

KESSEKI = "kesseki-renraku"


def meibo() -> Version | None:
    """The roster's procedure, as it is in force today."""
    return version_in_force(MEIBO, clock.today())


def kesseki() -> Version | None:
    """The notice's procedure, as it is in force today."""
    return version_in_force(KESSEKI, clock.today())


def classes_of(school_id: str, on: date) -> list[SchoolClass]:
    return list(SchoolClass.objects.filter(school_id=school_id, valid_from__lte=on, valid_to__gte=on))


def enrolled(school_class: SchoolClass, on: date) -> list[Enrolment]:
    """Who is in the class on a day, by number."""
    rows = Enrolment.objects.filter(school_class=school_class, valid_from__lte=on, valid_to__gte=on)
    return list(rows.select_related("pupil"))


@dataclass(frozen=True)
class Place:
    """Where a pupil is on a day: person, class, school."""

    pupil: RosterPerson
    school_class: SchoolClass
    school: School


def places_of(subjects: Iterable[UUID], on: date) -> list[Place]:
    """Where these people are pupils on a day; whoever is in no class then is left out."""
    wanted = list(subjects)
    rows = Enrolment.objects.filter(pupil__subject_id__in=wanted, valid_from__lte=on, valid_to__gte=on)
    found = rows.select_related("pupil", "school_class__school__office").order_by("-valid_from", "pk")
    first: dict[UUID, Place] = {}
    for one in found:
        place = Place(one.pupil, one.school_class, one.school_class.school)
        first.setdefault(one.pupil.subject_id, place)
    return [first[subject] for subject in wanted if subject in first]


def reasons_of(school_id: str) -> ReasonList | None:
    """The school's list in force; None while it uses the declared one."""
    return ReasonList.objects.filter(school_id=school_id).order_by("-pk").first()


def declared_reasons(version: Version) -> list[str]:
    return [one.ja for one in version.procedure.lists.get("reasons", ())]


def offered(version: Version, lists: Iterable[ReasonList | None]) -> list[str]:
    """The reasons of these lists in order, each once."""
    words = [one for each in lists for one in (each.reasons if each else declared_reasons(version))]
    return list(dict.fromkeys(words))


def said_reason(version: Version, words: str, language: Language) -> str:
    """A reason in the reader's language, where the declaration knows it; else as the school wrote it."""
    known: dict[str, Named] = {one.ja: one for one in version.procedure.lists.get("reasons", ())}
    return known[words].within(language)[0] if words in known else words
