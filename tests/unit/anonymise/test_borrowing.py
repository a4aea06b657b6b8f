"""Loans between children of one split: no child is left failing, and nobody borrows in vain."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.anonymise.search.borrowing import Shares, borrow, short
from madoguchi.anonymise.search.question import Question

K, CARD, WANTED = 5, 4, 2


def question(wanted: int = 0) -> Question:
    return Question((), (), 100, K, 0, "loss", (wanted,) if wanted else (), (CARD,) if wanted else ())


def shares(rows: list[tuple[int, int, int, int]], wanted: int = 0) -> Shares:
    """Combinations as (class, child within it, rows, mark); a child that fails stays."""
    part, within, count, mark = (np.array(one, dtype=np.int64) for one in zip(*rows, strict=True))
    child = np.unique(part * 10 + within, return_inverse=True)[1]
    sizes = np.bincount(child, count)
    variety = np.array([len(set(mark[child == one])) for one in range(len(sizes))])
    stays = ((sizes < K) | (variety < wanted))[child]
    order = np.argsort(child, kind="stable")
    starts, marks = np.searchsorted(child[order], np.arange(len(sizes))), [mark] if wanted else []
    return Shares(part, child, order, starts, count.astype(float), marks, stays, sizes, int(part.max()) + 1)


def borrowed(given_: Shares, wanted: int = 0) -> np.ndarray:
    asked = question(wanted)
    return np.flatnonzero(borrow(asked, given_, short(asked, given_)) & ~given_.stays)


def test_three_rows_that_stay_borrow_two_and_no_whole_child_stays():
    some = shares([(0, 0, 3, 0), *[(0, 1, 1, 0)] * 8, *[(0, 2, 1, 0)] * 5])
    lent = borrowed(some)
    assert len(lent) == 2
    assert set(some.child[lent]) == {1}  # the child of five has none to spare


def test_nothing_is_lent_where_it_would_not_be_enough():
    assert not len(borrowed(shares([(0, 0, 1, 0), *[(0, 1, 1, 0)] * 7])))


def test_a_remainder_of_one_value_borrows_another_value():
    some = shares([*[(0, 0, 1, 0)] * 6, *[(0, 1, 1, 0)] * 4, (0, 1, 1, 2), (0, 1, 1, 3), (0, 1, 1, 3)], wanted=2)
    lent = borrowed(some, wanted=2)
    assert len(lent) == 1
    assert some.marks[0][lent[0]] in (2, 3)


combinations = st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(1, 4), st.integers(0, CARD - 1))


@settings(max_examples=200, deadline=None)
@given(st.lists(combinations, min_size=1, max_size=60), st.sampled_from([0, WANTED]))
def test_every_child_and_every_mended_remainder_holds(rows, wanted):
    before = shares(rows, wanted)
    asked = question(wanted)
    weak = short(asked, before)
    stays = borrow(asked, before, weak)
    left = ~stays
    for child in np.unique(before.child[left]):
        members = left & (before.child == child)
        assert before.count[members].sum() >= K
        assert not wanted or len(set(before.marks[0][members])) >= wanted
    for one in range(before.classes):
        mine = before.part == one
        if (stays & mine & ~before.stays).any():
            assert weak[one]
            assert before.count[stays & mine].sum() >= K
            assert not wanted or len(set(before.marks[0][stays & mine])) >= wanted
