"""The trail: what may stand in it, and that nobody changes it."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from madoguchi.trail import clock
from madoguchi.trail.actions import NoTransaction, PersonalDataInTrail, record
from madoguchi.trail.actor import RESIDENT, SYSTEM, Actor
from madoguchi.trail.append_only import AppendOnly, append_only
from madoguchi.trail.models import Event

pytestmark = pytest.mark.django_db


def an_event(**data: object) -> Event:
    with transaction.atomic():
        return record("receive.submitted", by=RESIDENT, about=("application", "MD-1234-5678"), **data)


def test_an_event_tells_who_did_what_to_what_and_when():
    with clock.at(datetime(2026, 4, 1, tzinfo=UTC)):
        event = an_event(procedure="jido-teate-nintei")
    stored = Event.objects.get(pk=event.pk)
    assert stored.actor == RESIDENT
    assert stored.about == ("application", "MD-1234-5678")
    assert stored.at == datetime(2026, 4, 1, tzinfo=UTC)
    assert stored.data == {"procedure": "jido-teate-nintei"}
    assert str(stored) == "receive.submitted application:MD-1234-5678"


def test_an_event_needs_the_transaction_of_the_change_it_tells_of(transactional_db):
    with pytest.raises(NoTransaction):
        record("receive.submitted", by=SYSTEM, about=("application", "MD-1"))


def test_an_event_goes_when_its_change_is_rolled_back():
    def change_that_fails() -> None:
        an_event()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change_that_fails()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "code",
    [
        "child-allowance", "MD-7K2A-9QX4", "sha256:" + "0" * 64, "2026-11-23", "children[0].name", "NGINX",
        7, True, ["granted", "refused"], ("a", 1), UUID(int=7),
    ],
)  # fmt: skip
def test_ids_and_codes_may_stand_in_the_trail(code):
    assert "it" in an_event(it=code).data


@pytest.mark.parametrize(
    "value",
    [
        "山田", "ﾔﾏﾀﾞ", "Hanako Yamada", "a@example.jp", "", "09012345678", "0312345678", "123456789012", "x" * 129,
        None, 1.5, {"a": 1}, b"x", datetime(2026, 1, 1, tzinfo=UTC), ["granted", "山田"], [["a"]],
    ],
)  # fmt: skip
def test_anything_that_could_be_personal_is_refused(value):
    with pytest.raises(PersonalDataInTrail) as refused:
        an_event(it=value)
    assert "山田" not in str(refused.value)


@pytest.mark.parametrize("verb", ["submitted", "Receive.submitted", "receive.", "受付.完了"])
def test_a_verb_names_its_room(verb):
    with pytest.raises(ValueError, match="not a verb"), transaction.atomic():
        record(verb, by=SYSTEM, about=("application", "MD-1"))


def test_the_digest_can_be_recomputed_from_what_is_stored():
    event = an_event(procedure="iken", files=3, results=["b", "a"], late=False)
    stored = Event.objects.get(pk=event.pk)
    assert stored.digest == stored.own_digest() == event.digest
    assert len(stored.digest) == 64


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verb", "receive.withdrawn"), ("at", datetime(2020, 1, 1, tzinfo=UTC)), ("actor_kind", "staff"),
        ("actor_id", "2"), ("actor_label", "x"), ("about_kind", "case"), ("about_id", "MD-2"), ("purpose", "other"),
        ("data", {"procedure": "other"}),
    ],
)  # fmt: skip
def test_the_digest_covers_every_column(field, value):
    event = an_event(procedure="iken")
    setattr(event, field, value)
    assert event.own_digest() != event.digest


def test_the_model_refuses_to_change_an_event():
    event = an_event()
    for attempt in (
        event.save, event.delete, Event.objects.all().delete,
        lambda: Event.objects.update(verb="x.y"), lambda: Event.objects.bulk_update([event], ["verb"]),
    ):  # fmt: skip
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.parametrize("sql", ["UPDATE trail_event SET verb = 'x.y'", "DELETE FROM trail_event"])
def test_the_database_refuses_too(sql):
    an_event()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.count() == 1


def test_migrating_backwards_takes_the_triggers_away():
    """In the test's own transaction, so they are back afterwards."""
    operation, editor = append_only(["trail_event"]), SimpleNamespace(connection=connection)
    an_event()
    operation.reverse_code(None, editor)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM trail_event")
    operation.code(None, editor)
    assert not Event.objects.exists()


def test_an_actor_of_staff_is_kind_id_and_label():
    clerk = Actor("staff", "7", "子ども政策課 佐藤")
    with transaction.atomic():
        event = record("decide.decided", by=clerk, about=("case", "MD-1"))
    assert Event.objects.get(pk=event.pk).actor == clerk
