"""What the database itself refuses, whoever asks: raw SQL, past every action and model. On both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from madoguchi.decide import actions
from madoguchi.decide.models import Case, Decision
from tests.unit.decide.world import arrive


def refused(sql: str, *values: object) -> bool:
    """True when the database does not take it; everything stays as it was."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            connection.check_constraints()
    except DatabaseError:
        return True
    return False


@pytest.fixture
def in_review(ward) -> Case:
    case = arrive(ward)
    return actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))


@pytest.fixture
def decided(ward, in_review) -> Decision:
    return actions.decide(case=in_review, result="granted", reason="", seen=in_review.revision, by=ward.actor("mori"))


INSERT = (
    "INSERT INTO decide_decision (case_id, result, decided_by_id, decided_by_name, decided_by_title, role, office,"
    " decided_at) VALUES (%s, %s, %s, %s, '', 'reviewer', 'kodomo-seisaku', '2026-11-24 00:00:00')"
)
DECIDE = (
    "UPDATE decide_case SET state = 'decided', open = %s, result = 'granted', decided_on = '2026-11-24' WHERE id = %s"
)


def test_a_decision_without_a_person(ward, in_review):
    assert refused(INSERT, in_review.pk, "granted", None, "森 あかね")


def test_a_decision_by_a_person_who_is_not_there(ward, in_review):
    assert refused(INSERT, in_review.pk, "granted", 999_999, "森 あかね")


def test_a_decision_by_a_person_without_a_name(ward, in_review):
    assert refused(INSERT, in_review.pk, "granted", ward.staff["mori"].pk, "")


def test_a_decision_without_a_result(ward, in_review):
    assert refused(INSERT, in_review.pk, "", ward.staff["mori"].pk, "森 あかね")


def test_a_decision_with_everything_is_taken(ward, in_review):
    assert not refused(INSERT, in_review.pk, "granted", ward.staff["mori"].pk, "森 あかね")


def test_a_decided_case_without_its_decision(in_review):
    assert refused(DECIDE, False, in_review.pk)


def test_a_decided_case_with_another_result_than_its_decision(in_review, decided):
    assert refused("UPDATE decide_case SET result = 'refused' WHERE id = %s", in_review.pk)


def test_a_second_decision(ward, in_review, decided):
    assert refused(INSERT, in_review.pk, "refused", ward.staff["mori"].pk, "森 あかね")


def test_a_changed_or_removed_decision(decided):
    assert refused("UPDATE decide_decision SET result = 'refused' WHERE id = %s", decided.pk)
    assert refused("UPDATE decide_decision SET decided_by_name = 'だれか' WHERE id = %s", decided.pk)
    assert refused("DELETE FROM decide_decision WHERE id = %s", decided.pk)


def test_a_decided_case_that_goes_back(in_review, decided):
    back = "UPDATE decide_case SET state = 'in_review', open = %s, result = '', decided_on = NULL WHERE id = %s"
    assert refused(back, True, in_review.pk)


def test_a_case_that_is_born_decided(in_review):
    columns = [field.column for field in Case._meta.concrete_fields if field.column != "id"]
    changed = {"number": "'MD-0000-0001'", "state": "'decided'", "result": "'granted'", "decided_on": "received_on"}
    changed |= {"open": "CAST(0 AS boolean)" if connection.vendor == "postgresql" else "0"}
    values = ", ".join(changed.get(column, column) for column in columns)
    assert refused(f"INSERT INTO decide_case ({', '.join(columns)}) SELECT {values} FROM decide_case WHERE id = %s", in_review.pk)  # fmt: skip


def test_a_decision_of_a_notification(ward):
    case = arrive(ward, "todoke")
    assert refused(INSERT, case.pk, "granted", ward.staff["mori"].pk, "森 あかね")
    assert refused("UPDATE decide_case SET state = 'decided' WHERE id = %s", case.pk)


def test_a_case_in_an_unknown_state(in_review):
    assert refused("UPDATE decide_case SET state = 'returned' WHERE id = %s", in_review.pk)


def test_a_case_that_waits_for_a_correction_while_its_clock_runs(in_review):
    assert refused("UPDATE decide_case SET state = 'correction' WHERE id = %s", in_review.pk)


def test_an_open_flag_that_contradicts_the_state(in_review):
    assert refused("UPDATE decide_case SET open = %s WHERE id = %s", False, in_review.pk)
