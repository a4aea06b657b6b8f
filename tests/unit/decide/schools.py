"""A school for the tests of this room: the small roster, its staff, and a guardian who sends."""

from typing import Any

from madoguchi.demo.ward import Ward
from madoguchi.people import actions as people
from madoguchi.people.models import Staff
from madoguchi.people.session import actor_of_staff
from madoguchi.receive import actions as receive
from madoguchi.receive.actions.notices import Sending
from madoguchi.receive.models import Notice, RosterPerson, School, SchoolClass
from madoguchi.receive.queries.schools import places_of
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, SYSTEM, Actor
from tests.unit.receive.rosters import take_over


def open_school() -> School:
    take_over()
    return School.objects.select_related("office").get()


def at_work(login: str, role: str, school: School) -> Staff:
    staff = people.add_staff(login=login, name=f"{login} 先生", password="a-password-of-tests", by=SYSTEM)
    people.grant_role(staff=staff, office=school.pk, role=role, by=SYSTEM, valid_from=clock.today())
    return staff


def pupil(source_id: str) -> RosterPerson:
    return RosterPerson.objects.get(source_id=source_id)


def third() -> SchoolClass:
    return SchoolClass.objects.get(source_id="c3")


def send(ward: Ward, child: str, *, sender: str | None = "g1", by: Actor = RESIDENT, **changes: Any) -> Notice:
    today = clock.today().isoformat()
    answers = {
        "kind": "absent",
        "days": {"from": today, "to": today},
        "reason": "発熱",
        "words": "昨夜から38.2度です。",
    } | changes
    sending = Sending(
        ward.versions["kesseki-renraku"], answers, f"{child}-{answers}", pupil(sender) if sender else None
    )
    places = places_of([pupil(child).subject_id], clock.today())
    return receive.send_notices(sending=sending, places=places, by=by)[0]


def actor(staff: Staff) -> Actor:
    return actor_of_staff(staff)


def address(school, *tail: object) -> str:
    return "/".join(["/staff/schools", school.pk, *map(str, tail), ""])
