"""A million cases of a fictional ward, poured straight into the tables: for the queue's figures only.

Everything that the queue looks at is as the actions would have left it, the sealed names included. What it does not
look at is left out (trail, attachments, decisions), so the database's own refusals step aside while this pours.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, connections, transaction

from madoguchi.decide import triggers
from madoguchi.decide.due import NEVER
from madoguchi.declare.versions import Version
from madoguchi.demo.ward import Ward, load, open_ward
from madoguchi.people.models import Staff
from madoguchi.protect import envelope, keys
from madoguchi.trail import clock

CHUNK = 20_000
SHARES = (("jido-teate-nintei", 7), ("iken", 3))
STATES = (("received", 10), ("in_review", 16), ("correction", 4), ("decided", 8), ("closed", 58), ("withdrawn", 4))
OPEN = ("received", "in_review", "correction")
COLUMNS = {
    "jido-teate-nintei": {
        "reason": (("born", 60), ("moved-in", 35), ("began-care", 4), ("other", 1)),
        "pay-to": (("account", 80), ("registered", 20)),
    },
    "iken": {"topic": (("children", 40), ("waste", 40), ("town", 20)), "reply": (("yes", 70), ("no", 30))},
}
SURNAMES = ["大川", "片山", "平野", "三浦", "杉田", "竹内", "細川", "山根", "若葉", "久保田", "小野寺", "水島"]
GIVEN = ["しずか", "ゆうと", "かずき", "ともこ", "あやの", "まこと", "えみ", "たくま", "はるか", "りん"]


def fill(cases: int) -> Staff:
    """Pour the cases; returns the member of staff whose queue it is, who works for both offices."""
    ward = open_ward(load(), logins=("mori", "nagai", "kubota", "arakawa", "hoshino"))
    staff = ward.staff["mori"]
    from madoguchi.people.actions import grant_role
    from madoguchi.trail.actor import SYSTEM

    grant_role(staff=staff, office="kocho", role="clerk", by=SYSTEM, valid_from=clock.today() - timedelta(days=1))
    _refusals(triggers.removals)
    _hurry(True)
    for first in range(0, cases, CHUNK):
        with transaction.atomic():
            _pour(list(_some(ward, first, min(CHUNK, cases - first))))
    _hurry(False)
    _refusals(triggers.statements)
    _settle()
    return staff


def _refusals(of: Any) -> None:
    with connection.cursor() as cursor:
        for sql in of(connection.vendor):
            cursor.execute(sql)


def _hurry(is_pouring: bool) -> None:
    """SQLite pours with more memory and without waiting for the disk; it is measured as it runs in a ward."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous = {'OFF' if is_pouring else 'FULL'}")
            cursor.execute(f"PRAGMA secure_delete = {'OFF' if is_pouring else 'ON'}")
            cursor.execute(f"PRAGMA cache_size = {-800_000 if is_pouring else -16_000}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what was poured lies in the file, not in its journal


def _settle() -> None:
    """PostgreSQL looks at its tables by itself, sooner or later; here it does so at once. SQLite is left as it is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


Row = dict[str, dict[str, Any]]


def _some(ward: Ward, first: int, n: int) -> Iterator[Row]:
    rng, today = random.Random(first), clock.today()
    people = [one.pk for one in ward.staff.values()]
    names = [name for name, weight in SHARES for _ in range(weight)]
    for number in range(first, first + n):
        procedure = names[number % len(names)]
        yield _one(rng, ward.versions[procedure], people, number + 1, today)


def _one(rng: random.Random, version: Version, people: list[int], number: int, today: date) -> Row:
    """One case in every table. `number` is its id."""
    state = rng.choices(*zip(*STATES, strict=True))[0]
    is_open, procedure = state in OPEN, version.procedure
    ago = rng.randint(0, 40) if is_open else rng.randint(30, 1800)
    received = datetime.combine(today - timedelta(days=ago), datetime.min.time(), clock.TOKYO) + timedelta(hours=10)
    due = received.date() + timedelta(days=30)
    code, record = f"{number:08d}", uuid.uuid4()
    result = rng.choice(procedure.case.results).id if state in ("decided", "closed") else ""
    case = {
        "id": number, "application_id": f"MD-{code[:4]}-{code[4:]}", "number": f"MD-{code[:4]}-{code[4:]}",
        "record_id": record, "procedure": procedure.procedure, "version_hash": version.hash, "office": procedure.owner,
        "kind": "application", "state": state, "open": is_open, "via": "online", "received_at": received,
        "received_on": received.date(), "due_on": due, "stopped_days": 0, "extended": is_open and rng.random() < 0.02,
        "paused_on": today - timedelta(days=rng.randint(0, min(9, ago))) if state == "correction" else None,
        "assigned_to_id": rng.choice(people) if rng.random() < 0.6 else None, "applicant_staff_id": None,
        "proposal": rng.choices(("granted", "refused", ""), (70, 5, 25))[0], "proposed_at": received,
        "result": result, "decided_on": due if result else None, "closed_at": None, "revision": 1,
    }  # fmt: skip
    return {"case": case, "columns": _columns(rng, case), **_papers(rng, case, version)}


def _columns(rng: random.Random, case: dict[str, Any]) -> Any:
    declared = COLUMNS[case["procedure"]]
    return [
        {
            "case_id": case["id"], "procedure": case["procedure"], "name": name, "open": case["open"],
            "value": rng.choices(*zip(*values, strict=True))[0], "due_on": case["due_on"] or NEVER,
        }
        for name, values in declared.items()
    ]  # fmt: skip


def _papers(rng: random.Random, case: dict[str, Any], version: Version) -> dict[str, Any]:
    """The application, and the record with its own data key: a name really has to be opened."""
    at, record, data_key = case["received_at"], case["record_id"], envelope.new_key()
    name = {"family": rng.choice(SURNAMES), "given": rng.choice(GIVEN), "family_kana": "カナ", "given_kana": "カナ"}
    answers = {"name": name, "birth": "1990-04-05", "telephone": "0300001234", "words": "本文" * 60}
    sealed = envelope.close(answers, data_key=data_key, owner=record, bound=version.hash, part=envelope.ANSWERS)
    return {
        "application": {
            "number": case["number"], "procedure": case["procedure"], "version_id": version.hash, "record_id": record,
            "office": case["office"], "secret_hash": f"{case['id']:064x}", "idempotency_key": f"{case['id']:064x}",
            "content_digest": "", "received_at": at, "via": "online", "language": "ja", "staff_id": None,
            "status": "received", "status_at": at, "due_on": case["due_on"],
        },
        "record": {
            "id": record, "of_id": None, "state": "filed", "ciphertext": sealed, "version_hash": version.hash,
            "procedure": case["procedure"], "office": case["office"], "purpose": version.purpose.purpose,
            "roles": " ".join(version.purpose.roles), "link_hash": "", "created_at": at, "filed_at": at,
            "erased_at": None,
        },
        "key": {
            "owner": record, "key_id": keys.ring().active, "algorithm": "AES-256-GCM",
            "wrapped": envelope.wrap(data_key, owner=record),
        },
    }  # fmt: skip


def _pour(rows: list[Row]) -> None:
    _insert("protect.Record", [row["record"] for row in rows])
    _insert("protect.RecordKey", [row["key"] for row in rows])
    _insert("receive.Application", [row["application"] for row in rows])
    _insert("decide.Case", [row["case"] for row in rows])
    _insert("decide.CaseColumn", [column for row in rows for column in row["columns"]])


def _insert(model: str, rows: list[dict[str, Any]]) -> None:
    """As Django would write them, without making a million objects; what a row does not say has the field's default."""
    table = apps.get_model(model)
    fields = [field for field in table._meta.concrete_fields if field.attname in rows[0] or not field.primary_key]
    names = ", ".join(field.column for field in fields)
    steps = [_step(field, field.attname in rows[0]) for field in fields]
    ready = ([step(row) for step in steps] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table._meta.db_table} ({names}) FROM STDIN") as copy:
                for values in ready:
                    copy.write_row(values)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table._meta.db_table} ({names}) VALUES ({marks})", list(ready))


def _step(field: Any, given: bool) -> Callable[[dict[str, Any]], Any]:
    """How one column's value comes from a row. Only days, moments and UUIDs look different in a database."""
    database, name = connections["default"], field.attname
    if not given:
        default = field.get_db_prep_save(field.get_default(), database)
        return lambda row: default
    if field.get_internal_type() in ("DateField", "DateTimeField", "UUIDField", "ForeignKey"):
        return lambda row: field.get_db_prep_save(row[name], database)
    return lambda row: row[name]
