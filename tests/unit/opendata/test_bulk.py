"""Large files: both engines find the same, on whatever dirt there is."""

import csv
import json
import subprocess
import sys
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.opendata.bulk import check_file
from madoguchi.opendata.bulk import checking as bulk_checking
from madoguchi.opendata.bulk.lines import _cells
from madoguchi.opendata.checking import Place, check
from madoguchi.opendata.cli import main
from madoguchi.opendata.commands import check as check_command
from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards.model import Need
from tests.unit.opendata.tables import column, standard_of
from tests.unit.opendata.test_formats import GUESSED, HOPELESS, PROVEN

COLUMNS = {
    "ID": ("ascii_id", "A{at:05}"), "名称": ("", "施設{at}"), "名称_カナ": ("katakana_fullwidth", "シセツ"),
    "全国地方公共団体コード": ("lg_code6", "131199"), "地方公共団体名": ("", "東京都板橋区"), "所在地_連結表記": ("", "東京都板橋区西台{at}"),
    "緯度": ("decimal_degrees", "35.7{at}"), "経度": ("decimal_degrees", "139.7{at}"), "電話番号": ("telephone", "03-1234-5678"),
    "開始時間": ("time_hhmm", "09:00"), "終了時間": ("time_hhmm", "17:00"), "認可等年月日": ("date_iso", "2020-01-0{digit}"),
    "車椅子": ("yes_no_ja", "有"), "男性トイレ総数": ("nonneg_int", "3"), "男性トイレ数（和式）": ("nonneg_int", "1"),
    "男性トイレ数（洋式）": ("nonneg_int", "2"), "法人番号": ("corporate_number13", "8700110005901"), "URL": ("uri", "https://example.lg.jp/{at}"),
    "備考": ("", ""),
}  # fmt: skip
NEEDS = {"名称": Need.REQUIRED, "所在地_連結表記": Need.REQUIRED, "備考": Need.RECOMMENDED, "緯度": Need.RECOMMENDED}
STANDARD = standard_of(
    *[column(name, form, NEEDS.get(name, Need.OPTIONAL), unique=name == "ID") for name, (form, _) in COLUMNS.items()]
)
KEYLESS = standard_of(*[column(name, form, NEEDS.get(name, Need.OPTIONAL)) for name, (form, _) in COLUMNS.items()])
DIRT = [cell for _, cell, *_ in PROVEN + GUESSED + HOPELESS] + [
    "", " ", "　", "-", "A00003", " A00004", "139.7", "35.6", "0.0", "ﾃｽﾄ", "公\u200b園", "\ue000", "131016", "東京都練馬区", "板橋区1", '引用"符', "a,b", "00:00",
    "`", "a ` b", " `", "髙島屋", "㈱みどり", "〃", "\x01", "a\x1fb",
]  # fmt: skip


def rows(count, share, seed, *, everywhere=()):
    """Rows of which a share has a dirty cell; columns of `everywhere` hold one wrong text in every row."""
    random = Random(seed)
    names = list(COLUMNS)
    for at in range(count):
        cells = [form.format(at=at, digit=at % 9 + 1) for _, form in COLUMNS.values()]
        if random.random() < share:
            cells[random.randrange(len(names))] = random.choice(DIRT)
        for name, text in everywhere:
            cells[names.index(name)] = text
        yield cells


def write(path, some, encoding="utf-8-sig", newline="\r\n"):
    with path.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file, lineterminator=newline)
        writer.writerow(COLUMNS)
        writer.writerows(some)
    return path


def firsts(report, most):
    found = {}
    for one in report.findings:
        some = found.setdefault((one.rule, one.column), [])
        if len(some) < most:
            some.append(one)
    return found


def agree(path, standard=STANDARD, place=None, most=100):
    by_row, bulk = (
        check(read(path), standard, place=place),
        check_file(path, lambda _: standard, place=place, most=most),
    )
    assert bulk.rows == by_row.rows
    assert dict(bulk.counts) == dict(by_row.counts)
    assert firsts(bulk, most) == firsts(by_row, most)
    return bulk


@pytest.fixture(autouse=True)
def no_way_back(monkeypatch):
    """The row checker alone must not be what agrees with itself."""

    def never(*_):
        raise AssertionError("fell back")

    monkeypatch.setattr(bulk_checking, "check_rows", never)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [0, 0.01, 0.3])
def test_both_engines_find_the_same(tmp_path, seed, share):
    report = agree(write(tmp_path / "made.csv", rows(3000, share, seed)))
    assert report.unchecked == ()


@pytest.mark.parametrize("seed", range(3))
def test_columns_that_are_wrong_throughout_are_judged_by_value(tmp_path, seed):
    everywhere = [
        ("開始時間", "9:00"),
        ("電話番号", "０３－１２３４－５６７８"),
        ("備考", " "),
        ("地方公共団体名", "東京都練馬区"),
    ]
    report = agree(write(tmp_path / "made.csv", rows(3000, 0.05, seed, everywhere=everywhere)), most=7)
    assert report.counts["format:time_hhmm", "開始時間"] > 2900
    assert len([one for one in report.findings if one.column == "開始時間"]) == 7


def test_keys_that_are_untidy_throughout_are_compared_as_they_will_be(tmp_path):
    some = [[f" {cells[0]}", *cells[1:]] for cells in rows(2500, 0.02, 1)]
    agree(write(tmp_path / "made.csv", [*some, *some[:150]]), most=100)


def test_a_sign_that_stands_alone_in_a_column_judged_by_value_is_a_cell_like_others(tmp_path):
    """What DuckDB takes for no cell at all must be something that no file holds."""
    some = [list(cells) for cells in rows(300, 0, 3, everywhere=[("名称", "ｼｾﾂ")])]
    some[200][1] = "\x01"
    report = agree(write(tmp_path / "odd.csv", some))
    assert report.counts["control", "名称"] == 1 and report.counts["kana-width", "名称"] == 299


@pytest.mark.parametrize("seed", range(2))
def test_rows_that_stand_twice_are_found_without_a_key(tmp_path, seed):
    some = list(rows(2500, 0.02, seed))
    late = [*some[5:9], [f" {some[9][0]}", *some[9][1:]]]
    report = agree(write(tmp_path / "made.csv", [*some, *late]), KEYLESS)
    assert report.counts["duplicate:row", ""] == 5


def test_lines_are_counted_where_cells_hold_line_ends(tmp_path):
    some = [[*cells[:-1], "二行\r\n三行" if at % 7 == 0 else ""] for at, cells in enumerate(rows(2500, 0.05, 3))]
    agree(write(tmp_path / "made.csv", some))


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_other_encodings_are_made_utf8_on_the_way(tmp_path, encoding):
    agree(write(tmp_path / "made.csv", rows(2500, 0.05, 4), encoding, "\n"))


def test_points_are_held_against_the_box_of_a_place(tmp_path):
    agree(write(tmp_path / "made.csv", rows(2500, 0.05, 5)), place=Place((35.71, 139.6, 35.79, 139.8)))


def test_a_polygon_is_named_as_not_checked(tmp_path):
    ring = ((139.0, 35.0), (140.0, 35.0), (140.0, 36.0), (139.0, 36.0))
    place = Place((35.0, 139.0, 36.0, 140.0), ((ring,),))
    report = check_file(write(tmp_path / "made.csv", rows(2500, 0, 6)), lambda _: STANDARD, place=place)
    assert report.unchecked == ("coordinates:outside",)


def test_a_group_row_in_the_middle_is_set_aside_by_both(tmp_path):
    some = list(rows(2600, 0.05, 7))
    some.insert(2300, ["【西台】", *[""] * (len(COLUMNS) - 1)])
    agree(write(tmp_path / "made.csv", some))


@pytest.mark.parametrize("dirt", ["ragged", "title"])
def test_an_irregular_file_goes_through_the_row_checker(tmp_path, monkeypatch, dirt):
    monkeypatch.undo()
    path = write(tmp_path / "made.csv", rows(2500, 0.05, 8))
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    lines.insert(0 if dirt == "title" else 2400, "公衆トイレ一覧\r\n" if dirt == "title" else "A9,x,y\r\n")
    path.write_text("".join(lines), encoding="utf-8-sig", newline="")
    agree(path)


def test_a_file_is_large_from_a_size_on_and_read_as_it_is_told(tmp_path, monkeypatch, capsys):
    path = write(tmp_path / "made.csv", rows(2500, 0.05, 9, everywhere=[("開始時間", "9:00")]), "cp932")
    words = ["check", str(path), "--json", "--as", "v3/aed", "--encoding", "cp932"]
    main(words)
    by_row = json.loads(capsys.readouterr().out)
    monkeypatch.setattr(check_command, "LARGE", 1000)
    main(words)
    bulk = json.loads(capsys.readouterr().out)
    assert bulk["per_rule"] == by_row["per_rule"]
    assert len(bulk["findings"]) < len(by_row["findings"])


def test_neither_duckdb_nor_numpy_is_imported_for_a_small_file(tmp_path):
    path = write(tmp_path / "made.csv", rows(5, 0, 1))
    code = f"import sys; from madoguchi.opendata.cli import main; main(['check', {str(path)!r}]); print(sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"duckdb", "numpy", "yaml", "rich", "openpyxl", "pydantic", "django", "phonenumbers", "statistics"}
    assert not heavy & set(eval(told.splitlines()[-1]))  # noqa: S307 - our own list


@pytest.mark.parametrize("broken", [b"\x00", b"\xff\xfe"])
def test_a_byte_that_is_no_text_is_told_as_the_reading_tells_it(tmp_path, monkeypatch, broken):
    monkeypatch.undo()
    path = write(tmp_path / "made.csv", rows(30_000, 0, 10), "utf-8")
    whole = path.read_bytes()
    at = whole.index(b"A20003")
    path.write_bytes(whole[:at] + broken + whole[at:])
    with pytest.raises(Trouble) as found:
        check_file(path, lambda _: STANDARD)
    assert found.value.code in ("nul", "encoding")


def test_another_encoding_that_begins_late_is_found(tmp_path):
    plain = [[cell if cell.isascii() else "" for cell in cells] for cells in rows(30_000, 0, 11)]
    plain[25_000][1] = "公園"
    agree(write(tmp_path / "made.csv", plain, "cp932"))


def test_the_source_is_told_as_the_reading_tells_it_but_for_the_hash_of_the_whole_file(tmp_path):
    path = write(tmp_path / "made.csv", rows(2500, 0, 12))
    assert check_file(path, lambda _: STANDARD).source == read(path).source._replace(digest="")


_CELLS = st.one_of(
    st.sampled_from(DIRT),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=12),
    st.sampled_from(["東京都板橋区西台1", "西台1", "神奈川県川崎市", "A00001", "2024-02-29", "2023-02-29", "35.7", "139.7", "24:00", '"', "合計", "※"]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    placed=st.lists(st.tuples(st.integers(0, 119), st.integers(0, len(COLUMNS) - 1), _CELLS), min_size=1, max_size=30),
    again=st.lists(st.integers(0, 119), max_size=5),
    keyed=st.booleans(),
)
def test_whatever_stands_in_the_cells_both_engines_find_the_same(tmp_path_factory, placed, again, keyed):
    some = [list(cells) for cells in rows(120, 0, 1)]
    for row, at, cell in placed:
        some[row][at] = cell
    path = write(tmp_path_factory.mktemp("made") / "made.csv", [*some, *(some[at] for at in again)])
    try:
        bulk = check_file(path, lambda _: STANDARD if keyed else KEYLESS)
    except AssertionError:
        return  # it goes through the row checker alone, and says so: `no_way_back`
    by_row = check(read(path), STANDARD if keyed else KEYLESS)
    assert (bulk.rows, dict(bulk.counts), firsts(bulk, 100)) == (
        by_row.rows,
        dict(by_row.counts),
        firsts(by_row, 100),
    )


@given(
    st.lists(st.sampled_from(["a", "施設", "", " ", '"', '""', ";", "\t", "'"]), max_size=8),
    st.sampled_from(["\r", ""]),
)
def test_a_line_is_taken_apart_as_csv_does_it(pieces, end):
    line = ",".join(pieces) + end
    assert _cells(line, ",") == next(csv.reader([line]))


WORDS = ["名称", "所在地", "説明"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.tuples(
            st.integers(0, 59),
            st.lists(
                st.sampled_from(
                    ["", "合計", "小計", "※注", "【西台】", "■西台", "名称", "所在地", "東部計", "1", "施設"]
                ),
                min_size=3,
                max_size=3,
            ),
        ),
        max_size=6,
    ),
    width=st.integers(1, 3),
)
def test_what_is_no_data_is_set_aside_by_both_where_any_text_is_right(tmp_path_factory, lines, width):
    some = [[f"施設{at}", f"西台{at}", f"説明{at}"] for at in range(60)]
    for at, cells in sorted(lines, reverse=True):
        some.insert(at, cells)
    path = tmp_path_factory.mktemp("made") / "made.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row[:width] for row in [WORDS, *some])
    try:
        bulk = check_file(path, lambda _: None)
    except AssertionError:
        return  # as above
    by_row = check(read(path), None)
    assert (bulk.rows, dict(bulk.counts)) == (by_row.rows, dict(by_row.counts))
