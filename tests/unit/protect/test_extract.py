"""Out of the vault into a statistic: coarse values under a purpose of their own, nothing of a shielded person, logged."""

from datetime import date

import pytest

from madoguchi.declare.coarse import Coarse
from madoguchi.protect import actions
from madoguchi.protect.actions import Extracted, Wanted
from madoguchi.protect.models import Reading
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import RESIDENT, SYSTEM

from .conftest import some_answers
from .shields import file, shielded

DAY = date(2026, 11, 24)
TOWN = Coarse("home", ("若草町",), lambda value, _day: "若草町" if value else None)
NOTHING = Coarse("partner", ("x",), lambda value, _day: None)


def extracted(*records, dimensions=(TOWN,), by=SYSTEM):
    return actions.extract({one: Wanted(DAY, dimensions) for one in records}, by=by)


def test_only_the_value_of_a_declared_dimension_comes_out(filed):
    assert extracted(filed, dimensions=(TOWN, NOTHING)) == {filed: Extracted(0, ("若草町", None), False)}


def test_it_is_on_the_access_log_under_its_own_purpose(filed):
    extracted(filed)
    reading = Reading.objects.get(channel="statistics")
    assert (reading.purpose, reading.fields, reading.actor_kind) == ("statistics", ["home"], "system")
    assert [item.record_id for item in reading.items.all()] == [filed]


def test_two_records_of_one_person_are_one_person(filed, version):
    second = file(version)
    other = some_answers() | {"birth": "1971-01-01"}
    third = file(version, other)
    people = {one.person for one in extracted(filed, second, third).values()}
    assert len(people) == 2


def test_of_a_shielded_person_nothing_comes_out_but_that_there_is_one(db, version):
    shielded()
    record = file(version)
    assert extracted(record) == {record: Extracted(0, (None,), True)}


def test_what_was_erased_counts_and_tells_nothing(filed):
    actions.erase(filed, reason="retention", by=SYSTEM)
    assert extracted(filed) == {filed: Extracted(0, (None,), True)}


@pytest.mark.parametrize("who", ["staff", "resident"])
def test_nobody_extracts_but_the_job(filed, clerk, who):
    with pytest.raises(Refused):
        extracted(filed, by={"staff": clerk, "resident": RESIDENT}[who])
    assert not Reading.objects.filter(channel="statistics").exists()
