"""The search finds what counting everything finds, and knows when it has found it."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.anonymise.search.assignment import whole_columns
from madoguchi.anonymise.search.local import class_by_class
from madoguchi.anonymise.search.looks import Looker
from madoguchi.anonymise.search.optimum import find
from madoguchi.anonymise.search.question import Question
from tests.unit.anonymise.worlds import by_hand, cells_of, fails, ladder

MANY, FEW = 600, 60
SHAPES = (((6, (2,)), (4, (2,)), (3, ())), ((8, (2, 2)), (5, (3,))), ((9, (3,)), (2, ()), (2, ()), (4, (2,))))


@st.composite
def tables(draw):
    """Rows, ladders and a question, all small enough to count by hand."""
    shape = draw(st.sampled_from(SHAPES))
    ladders = tuple(ladder(f"c{place}", cards, steps) for place, (cards, steps) in enumerate(shape))
    several = draw(st.sampled_from([0, 2, 3]))
    codes = [st.integers(0, cards - 1) for cards, _ in shape] + ([st.integers(0, 2)] if several else [])
    rows = draw(st.lists(st.tuples(*codes), min_size=1, max_size=60))
    rows = [row for row in rows for _ in range(draw(st.integers(1, 3)))]
    limit = draw(st.sampled_from([0.0, 0.03, 0.1, 0.3, 0.9]))
    question = Question(
        ladders,
        tuple(draw(st.integers(1, 4)) for _ in shape),
        len(rows),
        draw(st.integers(2, 6)),
        int(limit * len(rows)),
        draw(st.sampled_from(["loss", "precision"])),
        (several,) if several else (),
        (3,) if several else (),
    )
    return rows, question, cells_of(rows, ladders, 3 if several else 0)


@settings(max_examples=FEW, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_it_is_the_optimum_of_exhaustive_counting(drawn):
    compare(*drawn)


@pytest.mark.full
@settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_it_is_the_optimum_on_hundreds_of_tables(drawn):
    compare(*drawn)


def compare(rows, question, cells):
    allowed = [loss for left_out, loss in by_hand(rows, question).values() if left_out <= question.may_leave_out]
    found = find(question, cells)
    if not allowed:
        assert found is None
        return
    assert found is not None
    assert found.loss == pytest.approx(min(allowed), abs=1e-9)
    assert found.proven
    assert by_hand(rows, question)[found.node] == pytest.approx((found.left_out, found.loss))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_the_facts_that_carry_the_proof_hold(drawn):
    rows, question, _ = drawn
    counted = by_hand(rows, question)
    nothing_left_out = by_hand(rows, Question(question.ladders, question.weights, len(rows), 1, 0, question.measure))
    for node, (left_out, loss) in counted.items():
        for place, level in enumerate(node):
            if level == 0:
                continue
            finer = (*node[:place], level - 1, *node[place + 1 :])
            assert counted[finer][0] >= left_out
            assert nothing_left_out[finer][1] <= nothing_left_out[node][1] + 1e-12
            excess = loss - nothing_left_out[node][1]
            assert counted[finer][1] >= nothing_left_out[finer][1] + excess - 1e-9


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_a_look_says_what_counting_by_hand_says(drawn):
    rows, question, cells = drawn
    looker = Looker(question, cells)
    counted = by_hand(rows, question)
    looker.prepare(counted)
    for node, (left_out, _) in counted.items():
        looked = looker.look(node)
        if left_out <= question.may_leave_out:
            assert looked.left_out == left_out
        else:
            assert looked.left_out > question.may_leave_out


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_class_by_class_no_class_fails_and_no_row_is_lost(drawn):
    rows, question, cells = drawn
    if find(question, cells) is None or fails(rows, question):
        return
    assigned = class_by_class(question, cells)
    assert assigned.sizes.sum() == len(rows)
    assert (assigned.class_of >= 0).all()
    assert assigned.sizes.min() >= question.k
    if question.distinct:
        for group in range(len(assigned.sizes)):
            assert len(set(cells.marks[0][assigned.class_of == group].tolist())) >= question.distinct[0]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_splitting_neighbours_once_more_never_loses_more(drawn):
    rows, question, cells = drawn
    if not fails(rows, question):
        assert class_by_class(question, cells).loss <= not_once_more(question, cells).loss + 1e-12


def test_splitting_neighbours_once_more_keeps_more_detail_and_comes_out_the_same_every_time():
    ladders = tuple(ladder(f"c{place}", cards, steps) for place, (cards, steps) in enumerate(SHAPES[2]))
    chance = Random(7)
    rows = [tuple(chance.randrange(cards) for cards, _ in SHAPES[2]) for _ in range(80)]
    question, cells = Question(ladders, (1, 1, 1, 1), len(rows), 5, 0), cells_of(rows, ladders)
    again = class_by_class(question, cells)
    assert again.loss < not_once_more(question, cells).loss
    assert again.class_of.tolist() == class_by_class(question, cells).class_of.tolist()


def not_once_more(question, cells):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("madoguchi.anonymise.search.regrouping.ROUNDS", 0)
        return class_by_class(question, cells)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_the_classes_of_the_optimum_are_those_that_were_counted(drawn):
    _, question, cells = drawn
    found = find(question, cells)
    if found is None:
        return
    assigned = whole_columns(question, cells, found.node)
    assert assigned.left_out == found.left_out
    assert assigned.loss == pytest.approx(found.loss)
    assert len(assigned.sizes) == found.classes


def test_with_no_time_it_says_how_much_better_another_could_be():
    rows = [(a, b, c) for a in range(6) for b in range(4) for c in range(3) for _ in range((a * b + c) % 4)]
    ladders = tuple(ladder(f"c{place}", cards, steps) for place, (cards, steps) in enumerate(SHAPES[0]))
    question = Question(ladders, (1, 1, 1), len(rows), 5, 2)
    stopped = find(question, cells_of(rows, ladders), seconds=0)
    finished = find(question, cells_of(rows, ladders))
    assert stopped is not None
    assert finished is not None
    assert finished.gap == 0
    assert stopped.gap > 0
    assert stopped.bound <= finished.loss <= stopped.loss
