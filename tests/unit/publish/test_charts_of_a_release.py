"""What charts show of a release is counted when it is built, and says what counting its rows says."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.publish.release.building import build
from madoguchi.publish.release.counting import charted, counts, summed
from madoguchi.publish.release.shape import Shape, folder_of

HEADER = ("ID", "区分", "町", "開設日", "定員", "面積")
DAYS = st.sampled_from(["2024-01-31", "2024-02-01", "2026-11-30", "1999-12-31", ""])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["公園", "学校", "図書館", ""]), st.sampled_from(["本町", "若草町", "東山", ""]), DAYS,
        st.sampled_from(["", "0", "7", "-3", "999999999999999"]), st.sampled_from(["", "0.5", "-1.25", "12"]),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


def built(root, rows) -> tuple[Shape, object]:
    shape = build(HEADER, [[str(at), *row] for at, row in enumerate(rows)], root=root)
    return shape, folder_of(root, shape.hash)


def everything(shape, folder) -> dict:
    of = [None, *(shape.names.index(one.name) for one in summed(shape))]
    columns = [shape.names.index(one.name) for one in charted(shape)]
    return {(at, number): list(counts(folder, shape, at, number)) for at in columns for number in of}


@pytest.mark.full
@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_whatever_the_rows_what_was_counted_at_the_build_is_what_counting_says(tmp_path_factory, rows):
    shape, folder = built(tmp_path_factory.mktemp("r"), rows)
    before = everything(shape, folder)
    assert before == everything(shape, older(folder, tmp_path_factory.mktemp("old")))


def older(folder, place):
    """The same release as one was built before charts were counted with it."""
    (place / "data.sqlite").write_bytes((folder / "data.sqlite").read_bytes())
    with sqlite3.connect(place / "data.sqlite") as base:
        base.execute("drop table sums")
    return place


def test_rows_and_numbers_by_value_the_largest_first_and_months_in_order(tmp_path):
    rows = [
        ("公園", "本町", "2026-03-02", "10", ""),
        ("公園", "東山", "2026-01-05", "5", ""),
        ("学校", "東山", "2026-03-30", "900", ""),
    ]
    shape, folder = built(tmp_path, rows)
    names = shape.names
    assert counts(folder, shape, names.index("区分"), None) == [("公園", 2), ("学校", 1)]
    assert counts(folder, shape, names.index("区分"), names.index("定員")) == [("学校", 900), ("公園", 15)]
    assert counts(folder, shape, names.index("開設日"), None) == [("2026-01", 1), ("2026-03", 2)]


def test_of_more_than_thirty_years_the_last_months_are_shown(tmp_path):
    rows = [("公園", "本町", f"{1980 + at // 12}-{at % 12 + 1:02}-01", "1", "") for at in range(450)]
    shape, folder = built(tmp_path, rows)
    months = counts(folder, shape, shape.names.index("開設日"), None)
    assert (len(months), months[-1]) == (400, ("2017-06", 1))
