"""The queue of an office, narrowed down to what is said about a dataset, or about all that the office keeps."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from madoguchi.decide.models import Case
from madoguchi.decide.queries.about import datasets_in
from madoguchi.publish.models import Dataset
from tests.unit.publish.opened import published
from tests.unit.publish.test_voices import ERROR, answer, say

WISH = {"dataset": "AED設置箇所", "what": "夜間に入れる場所も", "use": "地図に", "asker": "resident"}


@pytest.fixture
def aed(clerk) -> Dataset:
    return published(by=clerk).dataset


def listed(page: str) -> set[str]:
    return set(re.findall(r'/staff/cases/([^/"]+)/', page))


def test_the_keeper_finds_what_is_said_about_a_dataset_and_what_came_because_the_office_keeps_it(ward, aed, client_of):
    error = say(ward, "data-no-ayamari", ERROR)
    elsewhere = say(ward, "data-no-ayamari", {**ERROR, "dataset": "どこにもない表"})
    keeper = client_of("nagai")
    plain = keeper.get("/staff/").content.decode()
    assert "データの担当として届いたもの" in plain and "AED設置箇所" in plain
    for asked in ("about=aed", "about=@kept", "about=aed&sort=received", "about=@kept&procedure=data-no-ayamari"):
        page = keeper.get(f"/staff/?{asked}").content.decode()
        assert listed(page) == {error.number}, asked
    assert not listed(keeper.get("/staff/?about=aed&tab=closed").content.decode())
    assert elsewhere.number not in plain


def test_who_takes_wishes_finds_those_about_the_dataset_though_another_office_keeps_it(ward, aed, client_of):
    wish = say(ward, "data-no-kibo", WISH)
    desk = client_of("kurata")
    assert wish.office != aed.office
    assert listed(desk.get("/staff/?about=aed").content.decode()) == {wish.number}
    assert not listed(desk.get("/staff/?about=@kept").content.decode()), "it came to the procedure's owner"


def test_what_was_answered_stands_under_its_own_tab(ward, aed, client_of):
    case = answer(say(ward, "data-no-ayamari", ERROR), "mended", "nagai")
    keeper = client_of("nagai")
    assert case.state == "decided"
    assert listed(keeper.get("/staff/?about=aed&tab=decided").content.decode()) == {case.number}
    assert not listed(keeper.get("/staff/?about=aed").content.decode())


def test_an_address_that_somebody_bent_asks_nothing(ward, aed, client_of):
    error = say(ward, "data-no-ayamari", ERROR)
    page = client_of("nagai").get("/staff/", {"about": "'; drop table"}).content.decode()
    assert listed(page) == {error.number}


def test_pages_of_cases_about_one_dataset_go_on_where_the_last_ended(ward, aed, client_of):
    told = {say(ward, "data-no-ayamari", ERROR).number for _ in range(3)}
    from madoguchi.decide.queries.filters import Filters
    from madoguchi.decide.queries.queue import page_of

    asked, found = Filters(about="aed"), set()
    first = page_of(asked, offices=[aed.office], staff_id=0)
    after = first.cases[0]
    on = page_of(asked.with_(after=(after.due_on.isoformat(), str(after.pk))), offices=[aed.office], staff_id=0)
    found |= {first.cases[0].number, *(case.number for case in on.cases)}
    assert found == told and Case.objects.count() == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's planner")
def test_what_can_be_asked_for_is_read_off_the_columns_and_not_off_all_cases_of_an_office(ward):
    with CaptureQueriesContext(connection) as captured:
        datasets_in(["kuseijoho", "kocho"])
    (statement,) = [one["sql"] for one in captured.captured_queries if "decide_casecolumn" in one["sql"]]
    with connection.cursor() as cursor:
        steps = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]
    assert steps[0].startswith(
        "SEARCH decide_casecolumn USING COVERING INDEX decide_column_due (procedure=? AND name=?"
    ), steps
    assert not [step for step in steps if "decide_case_office" in step or step.startswith("SCAN decide_case")], steps
