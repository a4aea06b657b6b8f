"""A table becomes a release: whole or not at all, the same bytes the same release, every form the same rows."""

import csv
import gzip
import hashlib
import json
import sqlite3

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.publish.release.building import build
from madoguchi.publish.release.differing import breaks, differ
from madoguchi.publish.release.paging import BadQuery, Question, joined, page
from madoguchi.publish.release.shape import NotReleasable, folder_of, load

HEADER = ("ID", "名称", "町", "緯度", "経度", "定員", "更新日", "備考")
LINES = [
    [f"{n:03}", f"トイレ{n}", ("本町", "若草町")[n % 2], f"35.{n:04}1", f"139.{n:04}1", str(n * 10), "2026-04-01", ""]
    for n in range(1, 31)
]


@pytest.fixture
def release(tmp_path):
    shape = build(HEADER, LINES, root=tmp_path)
    return folder_of(tmp_path, shape.hash), shape


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_its_name_is_the_hash_of_its_csv_with_bom_and_crlf(release):
    folder, shape = release
    content = (folder / "data.csv").read_bytes()
    assert folder.name == shape.hash == hashlib.sha256(content).hexdigest()
    assert content.startswith(b"\xef\xbb\xbfID,") and content.count(b"\r\n") == 31
    assert gzip.decompress((folder / "data.csv.gz").read_bytes()) == content
    assert load(folder) == shape


def test_every_form_holds_the_same_rows(release):
    folder, _ = release
    assert read(folder / "data.csv")[1:] == LINES
    names = duckdb.sql(f"select \"名称\" from '{folder / 'data.parquet'}'").fetchall()
    assert [name for (name,) in names] == [line[1] for line in LINES]
    features = json.loads((folder / "data.geojson").read_text())["features"]
    assert features[0]["geometry"]["coordinates"] == [139.00011, 35.00011] and len(features) == 30
    assert (folder / "data.xlsx").stat().st_size > 1000
    with sqlite3.connect(folder / "data.sqlite") as base:
        assert base.execute("select min(_id), max(_id), count(*) from cells").fetchone() == (1, 30, 30)


def test_the_figures_of_the_columns_are_counted_once(release):
    _, shape = release
    ids, name, town, lat, _lon, seats, day, note = shape.columns
    assert [one.kind for one in shape.columns] == ["text", "text", "text", "numeric", "numeric", "int", "date", "text"]
    assert town.facets == (("本町", 15), ("若草町", 15)) and name.facets == ()
    assert (seats.least, seats.most, seats.mean) == ("10", "300", 155.0)
    assert (day.least, note.filled, ids.distinct, lat.filled) == ("2026-04-01", 0, 30, 30)
    assert shape.key == "ID"


def test_a_leading_zero_is_no_number_and_is_not_lost(release):
    folder, shape = release
    assert page(folder, shape, Question(limit=1)).rows[0][1] == "001"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.text(alphabet='あ,"\n\r01.-a ', max_size=6), min_size=2, max_size=2), min_size=1, max_size=6)
)
def test_whatever_a_cell_holds_comes_back_as_it_was(tmp_path_factory, lines):
    root = tmp_path_factory.mktemp("r")
    shape = build(("a", "b"), lines, root=root)
    folder = folder_of(root, shape.hash)
    rows = page(folder, shape, Question(limit=100)).rows
    assert read(folder / "data.csv")[1:] == lines
    assert len(rows) == shape.rows == len(lines)
    assert duckdb.sql(f"select count(*) from '{folder / 'data.parquet'}'").fetchall() == [(len(lines),)]


@pytest.mark.parametrize("stage", ["writing", "counting", "packing"])
def test_stopped_at_any_stage_nothing_half_is_left(tmp_path, stage):
    class Enough(Exception):
        pass

    def stop(now, _done, _total):
        if now == stage:
            raise Enough

    with pytest.raises(Enough):
        build(HEADER, LINES, root=tmp_path, progress=stop)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_the_same_table_again_is_the_same_release(tmp_path):
    assert build(HEADER, LINES, root=tmp_path) == build(HEADER, LINES, root=tmp_path)


@pytest.mark.parametrize("header", [("a", ""), ("a", "a")])
def test_a_heading_missing_or_twice_is_refused_in_words(tmp_path, header):
    with pytest.raises(NotReleasable) as caught:
        build(header, [["1", "2"]], root=tmp_path)
    assert "見出し" in caught.value.ja


def test_an_empty_table_is_refused(tmp_path):
    with pytest.raises(NotReleasable):
        build(("a",), [], root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_filters_ranges_words_and_sorting(release):
    folder, shape = release

    def ids(**asked):
        return [row[0] for row in page(folder, shape, Question(**asked)).rows]

    assert ids(filters={"町": "本町", "定員": {"gt": 100, "lte": "140"}}) == [12, 14]
    assert ids(filters={"ID": ["003", "007"]}) == [3, 7]
    assert ids(filters={"定員": 50}) == [5]
    assert ids(sort="町 desc, 定員 desc", limit=2) == [29, 27]
    assert ids(words="トイレ17") == [17]
    assert ids(offset=28) == [29, 30] and ids(after=28) == [29, 30]
    assert page(folder, shape, Question(filters={"町": "本町"}, limit=1)).total == 15


@pytest.mark.parametrize(
    "asked", [{"filters": {"無い": 1}}, {"sort": "無い"}, {"filters": {"定員": {"like": 1}}}, {"sort": "町; drop"}]
)
def test_what_is_no_column_is_refused(release, asked):
    with pytest.raises(BadQuery):
        page(*release, Question(**asked))


def test_rows_in_order_are_ready_as_json(release):
    found = joined(*release, Question(offset=10, limit=5))
    rows = json.loads(b"[" + found.rows + b"]")
    assert [row["_id"] for row in rows] == [11, 12, 13, 14, 15] and (found.last, found.total) == (15, 30)
    assert rows[0]["定員"] == 110 and rows[0]["備考"] is None


@given(
    limit=st.integers(0, 40),
    offset=st.integers(0, 40),
    sort=st.sampled_from(["", "定員 desc", "町, 名称 desc"]),
    filters=st.sampled_from([{}, {"町": "本町"}, {"定員": {"gt": 100}}]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_joined_rows_are_the_rows_of_the_page_in_its_order(release, limit, offset, sort, filters):
    asked = Question(filters, sort=sort, limit=limit, offset=offset)
    found, rows = joined(*release, asked), page(*release, asked)
    names = ("_id", *HEADER)
    assert json.loads(b"[" + found.rows + b"]") == [dict(zip(names, row, strict=True)) for row in rows.rows]
    assert found.total == rows.total and found.last == max((row[0] for row in rows.rows), default=None)


def test_a_row_is_encoded_letter_by_letter_as_json_dumps_does(tmp_path):
    header = ("100%", 'a "b"', "\\")
    lines = [["%s", 'い\n"ろ"\u2028', "-0.50"], ["", "\\t", "1"]]
    shape = build(header, lines, root=tmp_path)
    asked = joined(folder_of(tmp_path, shape.hash), shape, Question())
    wanted = [{"_id": at, **dict(zip(header, row, strict=True))} for at, row in enumerate(lines, 1)]
    wanted[0]["\\"], wanted[1]["\\"], wanted[1]["100%"] = -0.5, 1.0, None
    assert asked.rows.decode() == ",".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in wanted)


def test_a_column_in_which_nothing_stood_is_not_changed_by_its_first_value(tmp_path):
    old = build(("ID", "件数"), [["1", ""], ["2", ""]], root=tmp_path)
    new = build(("ID", "件数"), [["1", ""], ["2", "7"]], root=tmp_path)
    assert differ(folder_of(tmp_path, old.hash), old, folder_of(tmp_path, new.hash), new)["changed_columns"] == []


def test_the_difference_names_columns_and_counts_rows_by_their_id(tmp_path):
    old = build(HEADER, LINES, root=tmp_path)
    changed = [[*line[:5], "不明" if line[0] == "003" else line[5], line[6]] for line in LINES[1:]]
    new = build(HEADER[:7], [*changed, ["031", "新", "本町", "35.1", "139.1", "1", "2026-05-01"]], root=tmp_path)
    told = differ(folder_of(tmp_path, old.hash), old, folder_of(tmp_path, new.hash), new)
    assert told["removed_columns"] == ["備考"] and told["changed_columns"] == [["定員", "int", "text"]]
    assert (told["key"], told["added"], told["removed"], breaks(told)) == ("ID", 1, 1, True)
