"""A table too large to be held goes by row by row, and what is told of it is the same."""

import pytest

from madoguchi.publish import actions
from madoguchi.publish.errors import NotLookedAt
from madoguchi.publish.queries.choices import said
from madoguchi.trail import worker
from tests.unit.publish.sheets import GOOD, MESSY, PEOPLE, brought, cells_of, sheet

LINES = [GOOD, MESSY, GOOD.replace(",集会所{n},", ",,"), GOOD.replace("131199,{n},", "131199,1,"), MESSY] * 9
BY_DUCKDB = {"UTF-8": sheet(LINES), "CP932": sheet(LINES).decode("utf-8-sig").encode("cp932")}
BY_ROW = {
    "a title above": "AEDの一覧\r\n".encode() + sheet(LINES).removeprefix(b"\xef\xbb\xbf"),
    "an uneven row": sheet([*LINES, GOOD + ",x"]),
}


@pytest.mark.parametrize("content", [*BY_DUCKDB.values(), *BY_ROW.values()], ids=[*BY_DUCKDB, *BY_ROW])
def test_a_table_that_goes_by_tells_the_same(clerk, monkeypatch, content):
    """What is held in memory and what goes by must not differ: same groups, same cells after the same words."""
    from madoguchi.publish import judging, passing

    held = brought(content, by=clerk)
    monkeypatch.setattr(judging, "MOST_HELD", 10)
    monkeypatch.setattr(passing, "CHUNK", 7)
    gone_by = actions.check_again(upload=held.upload, by=clerk)
    worker.run_due()
    gone_by.refresh_from_db()
    assert (gone_by.state, gone_by.rows, gone_by.columns) == ("done", held.rows, held.columns)
    counts = [{(g["rule"], g["kind"], g["weight"]): g["count"] for g in check.groups} for check in (held, gone_by)]
    assert counts[0] == counts[1] and len(counts[0]) > 5
    for check in (held, gone_by):
        actions.accept_provable(check=check, by=clerk)
    assert cells_of(held) == cells_of(gone_by)


@pytest.mark.parametrize("name", [*BY_DUCKDB, *BY_ROW])
def test_duckdb_looks_at_what_is_even_and_leaves_the_rest_to_the_row_checker(tmp_path, monkeypatch, name):
    from madoguchi.opendata.checking.judging import Judge
    from madoguchi.opendata.matching import match
    from madoguchi.opendata.reading import streamed
    from madoguchi.opendata.standards import standard
    from madoguchi.publish import passing

    path = tmp_path / "aed.csv"
    path.write_bytes((BY_DUCKDB | BY_ROW)[name])
    with streamed(path) as stream:
        first = stream.closed(list(stream))

    def known():
        return passing.known(path, first, stream.layout, Judge(first.header, match(first.header, standard("v1/aed"))))

    assert (known() is not None) == (name in BY_DUCKDB)
    monkeypatch.setattr(passing, "MOST_KNOWN", 3)
    assert known() is None, "so many findings are not held at once"


def test_duckdb_is_not_asked_where_the_first_rows_tell_of_too_many_findings(tmp_path, monkeypatch):
    from madoguchi.opendata.bulk import Irregular, columns, every_finding
    from madoguchi.opendata.checking.judging import Judge
    from madoguchi.opendata.matching import match
    from madoguchi.opendata.reading import streamed
    from madoguchi.opendata.standards import standard

    path = tmp_path / "aed.csv"
    path.write_bytes(sheet(LINES * 20))
    with streamed(path) as stream:
        rows = list(stream)
        first = stream.closed(rows[:40])
    judge = Judge(first.header, match(first.header, standard("v1/aed")))
    found = sum(len(judge.row(row.line, row.cells)) for row in rows)
    monkeypatch.setattr(columns, "check_columns", lambda *_: pytest.fail("DuckDB was asked"))
    with pytest.raises(Irregular):
        every_finding(path, first, stream.layout, judge, most=found // 2)


def test_the_line_on_which_a_hash_stood_first_is_remembered_as_a_dict_does():
    from random import Random

    from madoguchi.opendata.bulk.rowwise import Firsts

    random, firsts, told = Random(5), Firsts(), {}
    hashes = [
        random.choice([random.getrandbits(63), -random.getrandbits(12), random.getrandbits(8) << 40])
        for _ in range(5_000)
    ]
    for line, hashed in enumerate(hashes, 2):
        assert firsts.line(hashed, line) == told.setdefault(hashed, line)


def test_people_are_found_in_a_table_that_goes_by(clerk, monkeypatch):
    from madoguchi.publish import judging, passing

    monkeypatch.setattr(judging, "MOST_HELD", 1)
    monkeypatch.setattr(passing, "CHUNK", 2)
    check = brought(PEOPLE, by=clerk, name="相談員.csv")
    rules = {group["rule"] for group in check.groups}
    assert "personal:register" in rules and said(check).unseen > 0
    with pytest.raises(NotLookedAt):
        actions.take(check=check, what="clean", by=clerk)
