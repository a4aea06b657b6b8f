"""A measuring town for the school morning: classes of 31, a guardian with a link for each pupil, a teacher per school signed in.

Writes town.json: by guardian the secret, the pupil and the class; by class the school and the session of its teacher.
"""

import csv
import io
import json
import sys
import zipfile
from datetime import timedelta
from typing import Any

from madoguchi.site.commands import start_django

PUPILS, CLASSES_OF_A_SCHOOL = 31, 14
SENDERS_OF_A_CLASS = 4
"""Guardians who send; the others are on the roster of their class only."""


def main() -> None:
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from madoguchi.protect import keys

    keys.write_demo_keys(settings.MADOGUCHI_KEY_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    classes = int(sys.argv[1])
    (settings.HOME / "town.json").write_text(json.dumps(_town(classes)))


def _town(classes: int) -> dict[str, Any]:
    from django.db import transaction

    from madoguchi.decide.views.boards.classes import SECONDS
    from madoguchi.demo.ward import load, open_ward
    from madoguchi.receive import actions as receive
    from madoguchi.receive.queries.schools import meibo
    from madoguchi.receive.roster.bundle import from_zip
    from madoguchi.receive.roster.reading import read_roster
    from madoguchi.trail.actor import SYSTEM

    ward = open_ward(load(), logins=("mori",))
    version = meibo()
    assert version is not None
    with transaction.atomic():
        receive.import_roster(roster=read_roster(from_zip(_roster(classes))), version=version, by=SYSTEM)
        return {"seconds": SECONDS, "boards": _boards(ward), "guardians": _guardians()}


def _roster(classes: int) -> io.BytesIO:
    from madoguchi.trail import clock

    today = clock.today()
    pupils = [(c, n) for c in range(classes) for n in range(PUPILS)]
    senders = [(c, n) for c, n in pupils if n < SENDERS_OF_A_CLASS]
    schools = range((classes + CLASSES_OF_A_SCHOOL - 1) // CLASSES_OF_A_SCHOOL)
    year = ("y", str(today - timedelta(days=100)), str(today + timedelta(days=100)))
    tables: dict[str, list[tuple[str, ...]]] = {
        "orgs": [("sourcedId", "name", "type", "identifier"), *((f"s{s}", f"計測{s}小学校", "school", f"k{s}") for s in schools)],
        "academicSessions": [("sourcedId", "startDate", "endDate"), year],
        "classes": [("sourcedId", "title", "schoolSourcedId", "termSourcedIds"),
                    *((f"c{c}", f"{c}組", f"s{c // CLASSES_OF_A_SCHOOL}", "y") for c in range(classes))],
        "users": [("sourcedId", "familyName", "givenName", "role", "agentSourcedIds"),
                  *((f"p{c}-{n}", "計測", f"児童{c}の{n}", "student", f"g{c}-{n}" if n < SENDERS_OF_A_CLASS else "") for c, n in pupils),
                  *((f"g{c}-{n}", "計測", f"保護者{c}の{n}", "guardian", "") for c, n in senders)],
        "enrollments": [("sourcedId", "classSourcedId", "userSourcedId", "role", "metadata.jp.shussekiNo"),
                        *((f"e{c}-{n}", f"c{c}", f"p{c}-{n}", "student", str(n + 1)) for c, n in pupils)],
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, table in tables.items():
            text = io.StringIO()
            csv.writer(text).writerows(table)
            out.writestr(f"{name}.csv", text.getvalue())
    stream.seek(0)
    return stream


def _boards(ward: Any) -> list[dict[str, str]]:
    """Every class with the session of a teacher of its school."""
    from madoguchi.receive.models import SchoolClass

    sessions: dict[str, str] = {}
    found = []
    for one in SchoolClass.objects.order_by("pk"):
        if one.school_id not in sessions:
            sessions[one.school_id] = _teacher(one.school_id)
        found.append({"path": f"/staff/schools/{one.school_id}/{one.pk}/", "session": sessions[one.school_id]})
    return found


def _teacher(school_id: str) -> str:
    from django.test import Client

    from madoguchi.people import actions as people
    from madoguchi.trail import clock
    from madoguchi.trail.actor import SYSTEM

    staff = people.add_staff(login=f"t-{school_id}", name="計測 教員", password="only-for-figures-1", by=SYSTEM)
    people.grant_role(staff=staff, office=school_id, role="teacher", by=SYSTEM, valid_from=clock.today())
    client = Client()
    client.force_login(staff)
    session = client.session
    session["since"] = session["used"] = clock.now().timestamp()
    session.save()
    return str(client.cookies["sessionid"].value)


def _guardians() -> list[dict[str, Any]]:
    """A fresh link for each guardian, with the board of their child."""
    from madoguchi.protect import queries
    from madoguchi.protect.actions import issue_link
    from madoguchi.receive.models import Enrolment, RosterPerson
    from madoguchi.trail.actor import SYSTEM

    enrolled = {one.pupil.subject_id: one for one in Enrolment.objects.select_related("pupil", "school_class")}
    found = []
    for one in RosterPerson.objects.filter(kind="guardian").order_by("pk"):
        child = queries.children_of(one.subject_id)[0]
        row = enrolled[child]
        path = f"/staff/schools/{row.school_class.school_id}/{row.school_class_id}/"
        found.append({"secret": issue_link(subject=one.subject_id, by=SYSTEM), "child": row.pupil_id, "board": path})
    return found


if __name__ == "__main__":
    main()
