"""Rows that a program holds: no small cell is shown, and whoever tries every table that fits cannot find one."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.anonymise.tables.counted import Counted, count_out
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.spec import TableSpec

K = 3
ROWS, COLUMNS = ("a", "b"), ("x", "y")
SPEC = TableSpec.model_validate({
    "table": "t", "title": {"ja": "表"},
    "dimensions": (
        {"id": "row", "column": "row", "values": ROWS, "total": "all"},
        {"id": "column", "column": "column", "values": COLUMNS, "total": "all"},
    ),
    "tables": ({"id": "table", "by": ("row", "column")},),
    "rules": {"minimum": K, "zero": "hidden"},
})  # fmt: skip
Cells = dict[tuple[str, str], str]


def cells(made: Counted) -> Cells:
    lines = made.table.decode("utf-8-sig").split("\r\n")[1:-1]
    return {(row, column): value for row, column, value in (line.split(",") for line in lines)}


def counted(table: tuple[int, int, int, int], *, people: int | None = None) -> Counted:
    rows = [pair for pair, n in zip(product(ROWS, COLUMNS), table, strict=True) for _ in range(n)]
    return count_out(SPEC, rows, [n % people if people else n for n in range(len(rows))])


def every_table_that_fits(shown: Cells, total: int) -> Iterator[tuple[int, ...]]:
    """All tables of four counts that agree with every number that is shown."""
    for table in product(range(total + 1), repeat=4):
        whole = _with_totals(dict(zip(product(ROWS, COLUMNS), table, strict=True)))
        if sum(table) <= total and all(value in ("X", str(whole[at])) for at, value in shown.items()):
            yield table


def _with_totals(leaves: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    whole = dict(leaves)
    for row in ROWS:
        whole[row, "all"] = sum(leaves[row, column] for column in COLUMNS)
    for column in COLUMNS:
        whole["all", column] = sum(leaves[row, column] for row in ROWS)
    whole["all", "all"] = sum(leaves.values())
    return whole


@pytest.mark.full
@settings(max_examples=40)
@given(st.tuples(*[st.integers(0, 6)] * 4))
def test_a_small_number_stays_open_to_whoever_tries_every_table(table):
    truth = _with_totals(dict(zip(product(ROWS, COLUMNS), table, strict=True)))
    shown, total = cells(counted(table)), sum(table)
    assert all(value == "X" or (value == str(truth[at]) and truth[at] >= K) for at, value in shown.items())
    if total < K:
        return
    fits = list(every_table_that_fits(shown, total))
    assert table in fits
    for at, n in enumerate(table):
        if n < K:
            found = {one[at] for one in fits}
            assert max(found) >= K and len(found) >= K, f"cell {at} of {table} is one of {sorted(found)}: {shown}"


@given(st.tuples(*[st.integers(0, 12)] * 4))
@settings(max_examples=20)
def test_the_grand_total_is_shown_unless_it_is_small(table):
    assert cells(counted(table))["all", "all"] == (str(sum(table)) if sum(table) >= K else "X")


def test_many_cases_of_few_people_are_hidden_as_small_ones_are():
    assert cells(counted((20, 20, 20, 20)))["a", "x"] == "20"
    assert set(cells(counted((20, 20, 20, 20), people=2)).values()) == {"X"}


def test_a_period_without_cases_is_all_hidden():
    made = counted((0, 0, 0, 0))
    assert set(cells(made).values()) == {"X"} and made.certificate["passed"]


def test_the_certificate_binds_the_table_and_what_went_in():
    import hashlib

    made, other = counted((9, 9, 9, 9)), counted((9, 9, 9, 8))
    assert made.certificate["files"]["table.csv"] == hashlib.sha256(made.table).hexdigest()
    assert made.certificate["bound"]["input"] != other.certificate["bound"]["input"]
    assert made.certificate["bound"]["spec"] == other.certificate["bound"]["spec"]


def test_the_page_for_everybody_tells_no_hidden_number():
    made = counted((1, 9, 9, 9))
    assert "検査に合格しました" in made.page and ">1<" not in made.page


def test_a_value_that_nobody_declared_is_refused():
    with pytest.raises(TableError, match="does not cover"):
        count_out(SPEC, [("a", "somewhere")], [0])
