"""The family's children at school: the roster with both guardians, links from before, notices, a roll call."""

from dataclasses import dataclass
from datetime import date

from madoguchi.decide import actions as decide
from madoguchi.demo.canaries import CANARY_FAMILY, CANARY_HOME
from madoguchi.demo.households import Household, Person
from madoguchi.demo.morning import person
from madoguchi.demo.school import MINAMINO, open_schools, pupils_of
from madoguchi.demo.staff import SCHOOL_ACCOUNTS
from madoguchi.demo.ward import Ward, hire
from madoguchi.people import actions as people
from madoguchi.protect import actions as vault
from madoguchi.receive import actions as receive
from madoguchi.receive.actions.notices import Sending
from madoguchi.receive.models import Enrolment, Notice, RosterPerson
from madoguchi.receive.queries.notices import Family
from madoguchi.receive.queries.schools import places_of
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM

SCHOOL = MINAMINO.office
FATHER = Person("綾瀬川", "鋼太郎", "アヤセガワ", "コウタロウ", date(1984, 2, 2), "spouse")
HOUSE = Household(0, CANARY_HOME, CANARY_FAMILY.telephone, (CANARY_FAMILY.head, FATHER, *CANARY_FAMILY.members[1:]))
GROWN_UP = Person("早乙女", "茜", "サオトメ", "アカネ", date(1987, 3, 3), "head")
CLASSMATES = (
    Person("早乙女", "奏", "サオトメ", "カナデ", CANARY_FAMILY.members[1].birth, "child"),
    Person("早乙女", "凪", "サオトメ", "ナギ", CANARY_FAMILY.members[2].birth, "child"),
)
NEIGHBOURS = Household(5, CANARY_HOME, "0300007777", (GROWN_UP, *CLASSMATES))
TOLD = ("ひよこまめの発疹", "くるみあれるぎいの薬")
"""What the notices say: from the mother by her link, and on the telephone after she fled."""


@dataclass(frozen=True)
class Children:
    """What stands in addresses: the elder child and a classmate, and the links from before."""

    pupil: RosterPerson
    classmate: RosterPerson
    enrolment: Enrolment
    mothers_link: str
    fathers_link: str
    neighbours_link: str
    notice: Notice


def children_at_school(ward: Ward) -> Children:
    """Before they fled. The father is a guardian of a neighbour's child too: his own link goes on opening that one's page."""
    open_schools(ward, pupils_of([HOUSE, NEIGHBOURS], clock.today()))
    ward.staff.update(hire(SCHOOL_ACCOUNTS, since=clock.today()))
    elder, classmate = person("pupil-0-2"), person("pupil-5-1")
    mother, father, neighbour = person("guardian-0-head"), person("guardian-0-spouse"), person("guardian-5-head")
    vault.note_guardian(guardian=father.subject_id, child=classmate.subject_id, by=SYSTEM)
    links = [vault.issue_link(subject=one.subject_id, by=SYSTEM) for one in (mother, father, neighbour)]
    notice = told(ward, elder, TOLD[0], sender=mother)
    enrolment = Enrolment.objects.select_related("school_class__school").get(pupil=elder)
    return Children(elder, classmate, enrolment, *links, notice)


def told(ward: Ward, pupil: RosterPerson, words: str, *, sender: RosterPerson | None = None) -> Notice:
    """A notice for today, from a guardian's link or taken down by the school."""
    today = clock.today().isoformat()
    answers = {"kind": "absent", "days": {"from": today, "to": today}, "reason": "発熱", "words": words}
    places = places_of([pupil.subject_id], clock.today())
    sending = Sending(ward.versions["kesseki-renraku"], answers, f"{pupil.pk}-{words}", sender)
    by = Family(sender, "", places).by if sender else ward.actor("kimura")
    return receive.send_notices(sending=sending, places=places, by=by)[0]


def afterwards(ward: Ward) -> None:
    """After they fled: the school takes a call down, and misses a child at roll call on another day's list."""
    younger = person("pupil-0-3")
    told(ward, younger, TOLD[1])
    elder = Enrolment.objects.get(pupil=person("pupil-0-2"))
    decide.mark_unreported(pupil=elder.pupil, school_class=elder.school_class, by=ward.actor("kimura"))


def works_everywhere(ward: Ward, login: str) -> None:
    """The worst case: the other party has every role that could bring them near."""
    for office, role in ((SCHOOL, "teacher"), (SCHOOL, "manager"), ("koseki", "protector"), ("kodomo-seisaku", "manager"),
                         ("kodomo-seisaku", "reviewer"), ("kuseijoho", "clerk")):  # fmt: skip
        people.grant_role(staff=ward.staff[login], office=office, role=role, by=SYSTEM, valid_from=clock.today())
