"""No small number of people is told, nor found by subtracting one page from another."""

from hypothesis import given
from hypothesis import strategies as some

from madoguchi.declare.base import Text
from madoguchi.declare.indicator import Counted, Indicator, Tally
from madoguchi.learn.cells import WHOLE, hidden, is_small, told
from madoguchi.learn.hiding import Table, hide

CELLS = some.dictionaries(
    some.sampled_from(["a", "b", "c", "d", "e"]),
    some.tuples(some.integers(0, 60), some.integers(0, 60)),
    min_size=1,
)


def whole(parts: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return parts | {WHOLE: (sum(of for of, _ in parts.values()), sum(rest for _, rest in parts.values()))}


@given(CELLS)
def test_no_visible_cell_has_a_small_part(parts):
    cells = whole(parts)
    for scope in cells.keys() - hidden(cells):
        assert not any(map(is_small, cells[scope]))


@given(CELLS)
def test_the_total_less_what_is_visible_is_no_small_number_and_no_single_part(parts):
    cells = whole(parts)
    gone = hidden(cells)
    if WHOLE in gone or not gone:
        return
    assert len(gone) > 1
    for side in (0, 1):
        rest = cells[WHOLE][side] - sum(cells[scope][side] for scope in parts if scope not in gone)
        assert not is_small(rest)


@given(CELLS, some.sets(some.sampled_from(["a", "b"])))
def test_what_another_page_hides_is_hidden_here_too(parts, forced):
    assert forced & parts.keys() <= hidden(whole(parts), forced)


def counting(slug: str, *procedures: str) -> Indicator:
    from datetime import date

    words = Text(ja=slug)
    return Indicator(
        indicator=slug, title=words, words=words, owner="kaikaku", origin="measured", unit="count", better="up",
        period="month", by="procedure", count=Counted(number=Tally(cases="received", procedures=procedures)),
        review_on=date(2027, 4, 1), max_age_days=3,
    )  # fmt: skip


@given(CELLS, some.integers(0, 60))
def test_two_counts_of_the_same_people_never_differ_by_a_few(parts, more):
    other = {scope: (of + more % 12, 0) for scope, (of, _) in parts.items()}
    tables = [
        Table(counting("one"), whole({s: (of, 0) for s, (of, _) in parts.items()})),
        Table(counting("two"), whole(other)),
    ]
    gone = hide(tables)
    for scope in tables[0].cells:
        if ("one", scope) not in gone and ("two", scope) not in gone:
            assert not is_small(abs(tables[0].cells[scope][0] - tables[1].cells[scope][0]))


def test_what_is_hidden_beside_a_small_number_is_hidden_on_the_page_of_its_own_procedure():
    by_procedure = Table(counting("received"), whole({"iken": (15, 0), "henko": (3, 0), "nintei": (80, 0)}))
    alone = Table(counting("opinions", "iken"), {WHOLE: (15, 0)})
    assert hide([by_procedure, alone]) >= {("received", "henko"), ("received", "iken"), ("opinions", WHOLE)}


@given(some.integers(0, 1000))
def test_an_open_period_tells_whole_tens_so_that_two_days_tell_nobody(n):
    assert not is_small(told(n + 1, final=False) - told(n, final=False))
    assert told(n, final=True) == n


def test_a_number_that_was_brought_is_told_with_its_day_and_never_computed():
    from datetime import date

    from madoguchi.declare.indicator import Brought
    from madoguchi.learn.definitions import Defined, hash_of
    from madoguchi.learn.queries.readings import _shown

    words = Text(ja="調査の数")
    survey = Indicator(
        indicator="survey", title=words, words=words, owner="kocho", origin="imported", unit="percent", better="up",
        period="year", brought=(Brought(on=date(2026, 3, 1), value=61, source=Text(ja="区民意識調査")),),
        review_on=date(2027, 4, 1), max_age_days=400,
    )  # fmt: skip
    shown = _shown(Defined(survey, hash_of(survey)), {})
    assert shown.latest is not None and (shown.latest.value, shown.latest.begins) == (61, date(2026, 3, 1))
