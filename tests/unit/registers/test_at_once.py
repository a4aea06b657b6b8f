"""People who write at the same moment: every new row has a number of its own, and of two changes of one row one holds."""

import pytest
from django.db import connection

from madoguchi.registers import actions
from madoguchi.registers.errors import Overtaken
from madoguchi.registers.models import Row, RowVersion
from tests.unit.decide.test_concurrency import at_once
from tests.unit.registers.world import QUESTION

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by(transactional_db, ward):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share no in-memory database")
    return ward.actor("kurata")


def test_rows_that_are_added_at_once_have_numbers_of_their_own(by):
    acts = [lambda: actions.append_row(register="shokai", answers=dict(QUESTION), by=by) for _ in range(6)]
    assert [one for one in at_once(*acts) if not isinstance(one, Row)] == []
    assert sorted(Row.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_of_two_who_change_a_row_at_once_one_wins_and_the_other_is_told(by):
    actions.append_row(register="shokai", answers=dict(QUESTION), by=by)

    def change(words: str):
        row, after = Row.objects.get(), QUESTION | {"answer": words}
        return lambda: actions.supersede_row(row=row, answers=after, why="同時", seen=1, by=by, before=QUESTION)

    results = at_once(change("先"), change("後"))
    assert sorted(type(one).__name__ for one in results) == ["Overtaken", "Row"], results
    assert isinstance(next(one for one in results if not isinstance(one, Row)), Overtaken)
    won = next(one for one in results if isinstance(one, Row))
    assert Row.objects.get().plain == won.plain
    assert list(RowVersion.objects.values_list("revision", flat=True)) == [1, 2]
