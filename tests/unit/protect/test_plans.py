"""The statements of every submission find their rows by an index, however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from madoguchi.protect import rows
from madoguchi.protect.actions.finding import find
from madoguchi.protect.models import SubjectToken
from madoguchi.trail import queries
from madoguchi.trail.models import Handover

from .conftest import PURPOSE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's planner"),
]


def scans(work) -> list[str]:
    """Tables that are read from end to end."""
    with CaptureQueriesContext(connection) as captured:
        work()
    found = []
    for query in captured.captured_queries:
        if query["sql"].lstrip().upper().startswith(("SELECT", "UPDATE")):
            with connection.cursor() as cursor:
                found += [row[3] for row in cursor.execute("EXPLAIN QUERY PLAN " + query["sql"]).fetchall()]
    assert found
    return [step for step in found if step.startswith("SCAN")]


@pytest.mark.parametrize(
    "work",
    [
        lambda: list(rows.known_people(["a" * 32, "b" * 32])),
        lambda: queries.due_handovers(10),
        lambda: list(queries.dead_letters()[:100]),
        lambda: queries.waiting_count(),
        lambda: list(SubjectToken.objects.filter(kana="a" * 32)),
    ],
    ids=["known people", "due hand-overs", "dead letters", "waiting", "tokens"],
)
def test_it_is_found_by_an_index(work):
    assert scans(work) == []


def test_the_search_has_teeth():
    assert scans(lambda: list(Handover.objects.filter(error="x"))) != []


def test_finding_people_reads_no_large_table_from_end_to_end(clerk):
    large = ("protect_subjecttoken", "protect_recordsubject", "protect_record")
    steps = scans(lambda: find(kana="タカハシ", purpose=PURPOSE, by=clerk))
    assert [step for step in steps if step.split()[1] in large] == []
