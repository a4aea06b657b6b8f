"""Laws of repair: what is accepted is gone, what is not is untouched, twice is once."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.opendata.checking import check
from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.repairing import apply, chosen, log_as_csv, log_as_json, proposals
from tests.unit.opendata.tables import column, standard_of, table_of
from tests.unit.opendata.test_formats import GUESSED, HOPELESS, PROVEN

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STANDARD = standard_of(
    *[column(name, name) for name in FORMATS],
    column("文"),
    column("緯度", "decimal_degrees"),
    column("経度", "decimal_degrees"),
)
HEADER = STANDARD.names
SEEN = (
    [cell for _, cell, *_ in PROVEN + GUESSED + HOPELESS]
    + [form.example for form in FORMATS.values()]
    + ["139.7", "35.6", "", "-"]
)
SPACES = st.sampled_from(["", "", "", " ", "　", "\u00a0", "\u200b", "\n"])
WILD = st.text(st.sampled_from("0129０９:：/.-ー－年月日時東京アあｱﾞ有無○ 　\n\u200b\ue000@~"), max_size=12)
CELL = st.builds(lambda a, b, c: a + b + c, SPACES, st.one_of(st.sampled_from(SEEN), WILD, st.text(max_size=8)), SPACES)
ROW = st.dictionaries(st.sampled_from(HEADER), CELL, max_size=5).map(lambda row: [row.get(name, "") for name in HEADER])
ROWS = st.lists(ROW, min_size=1, max_size=3)


def repaired(table, *words):
    return apply(table, chosen(check(table, STANDARD), words), by="keeper", when=NOW)[0]


def cells(table):
    return [list(row.cells) for row in table.rows]


@given(ROWS)
@settings(max_examples=150, deadline=None)
def test_after_all_provable_repairs_none_is_left_and_no_finding_is_new(rows):
    before = check(table_of(HEADER, *rows), STANDARD)
    table = repaired(table_of(HEADER, *rows), "provable")
    after = check(table, STANDARD)
    assert [one for one in proposals(after) if one.repair.provable] == []
    assert {(one.line, one.column, one.rule) for one in after.findings} <= {
        (one.line, one.column, one.rule) for one in before.findings
    }
    assert cells(repaired(table, "provable")) == cells(table)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_a_cell_without_an_accepted_repair_is_never_touched(rows):
    table = table_of(HEADER, *rows)
    accepted = chosen(check(table, STANDARD), ["trim", "time"])
    touched = {(one.line, one.column) for one in accepted}
    after, log = apply(table, accepted, by="keeper", when=NOW)
    for old, new in zip(table.rows, after.rows, strict=True):
        for name, was, now in zip(HEADER, old.cells, new.cells, strict=True):
            assert was == now or (old.line, name) in touched
    assert {(entry.line, entry.column) for entry in log} <= touched
    assert {entry.kind for entry in log} <= {"trim", "time"}


@given(ROWS)
@settings(max_examples=40, deadline=None)
def test_the_log_leads_back_to_the_file_as_it_was(rows):
    table = table_of(HEADER, *rows)
    after, log = apply(table, chosen(check(table, STANDARD), ["all"]), by="keeper", when=NOW)
    back = {row.line: dict(zip(HEADER, row.cells, strict=True)) for row in after.rows}
    for entry in reversed(log):
        assert back[entry.line][entry.column] == entry.after
        back[entry.line][entry.column] = entry.before
    assert [list(row.values()) for row in back.values()] == cells(table)


def test_a_repair_that_follows_one_not_accepted_changes_nothing():
    table = table_of(["時"], [" 9:00"])
    report = check(table, standard_of(column("時", "time_hhmm")))
    after, log = apply(table, chosen(report, ["time"]), by="keeper", when=NOW)
    assert (cells(after), log) == ([[" 9:00"]], ())
    after, log = apply(table, chosen(report, ["time", "trim"]), by="keeper", when=NOW)
    assert (cells(after), [entry.kind for entry in log]) == ([["09:00"]], ["trim", "time"])


def test_a_single_proposal_is_accepted_by_itself():
    table = table_of(["時"], ["9:00"], ["24:00"])
    report = check(table, standard_of(column("時", "time_hhmm")))
    after, _ = apply(table, [proposals(report)[1]], by="keeper", when=NOW)
    assert cells(after) == [["9:00"], ["23:59"]]


def test_the_log_is_written_for_people_and_for_machines():
    table = table_of(["時"], ["9:00"])
    _, log = apply(table, proposals(check(table, standard_of(column("時", "time_hhmm")))), by="山田", when=NOW)
    (row,) = csv.DictReader(io.StringIO(log_as_csv(log)))
    assert row == {
        "line": "2", "column": "時", "before": "9:00", "after": "09:00", "rule": "format:time_hhmm",
        "kind": "time", "provable": "True", "by": "山田", "when": "2026-11-02T09:00:00+00:00",
    }  # fmt: skip
    assert json.loads(log_as_json(log))[0]["provable"] is True
    assert json.loads(log_as_json(())) == []


@pytest.mark.parametrize("words", [["all"], ["provable"]])
def test_a_finding_without_a_repair_is_no_proposal(words):
    table = table_of(["時"], ["日没"])
    report = check(table, standard_of(column("時", "time_hhmm")))
    assert isinstance(report.findings[0], Finding)
    assert chosen(report, words) == []
