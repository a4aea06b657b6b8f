"""From files to files: what is released, what is kept, and what is refused."""

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.tables import making
from madoguchi.anonymise.tables.emit import write_release
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.job import open_case
from madoguchi.anonymise.tables.loading import load
from madoguchi.anonymise.tables.making import check, make
from madoguchi.anonymise.tables.reading import Input
from madoguchi.declare.findings import DeclarationErrors
from madoguchi.site.cli import main
from tests.unit.anonymise.tables.papers import COUNTS, SPEC, made, records, released, written


def test_a_small_cell_is_an_x_and_so_are_those_that_would_give_it_away(tmp_path):
    made(tmp_path)
    table = released(tmp_path, "town-sex.csv")
    assert table[("一丁目", "男")] == "X"
    assert table[("三丁目", "女")] == "0"
    assert table[("区全体", "総数")] == "228"
    assert sum(text == "X" for text in table.values()) >= 4


def test_what_is_released_does_not_tell_a_rule_from_a_companion(tmp_path):
    made(tmp_path)
    for path in (tmp_path / "out/release").iterdir():
        assert "further" not in path.read_text(encoding="utf-8").replace(".x.further", ""), path
    assert "further" in (tmp_path / "out/keeper/cells.csv").read_text(encoding="utf-8-sig")


def test_a_cell_that_two_tables_share_has_one_fate(tmp_path):
    made(tmp_path)
    one, other = released(tmp_path, "town-sex.csv"), released(tmp_path, "town-care.csv")
    shared = {town: text for (town, rest), text in one.items() if rest == "総数"}
    assert shared == {town: text for (town, rest), text in other.items() if rest == "総数"}


def test_the_certificate_binds_what_was_read_and_what_was_written(tmp_path):
    result = made(tmp_path)
    paper = json.loads((tmp_path / "out/release/certificate.json").read_text(encoding="utf-8"))
    assert paper == json.loads(json.dumps(result.certificate))
    assert paper["passed"] and set(paper["checks"].values()) == {0}
    assert paper["audit"]["not_proven_safe"] == 0
    assert set(paper["files"]) == {"town-sex.csv", "town-sex-wide.csv", "town-care.csv", "town-care-wide.csv"}
    assert set(paper["bound"]) == {"input", "spec"}


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made(tmp_path / name)
    for path in (tmp_path / "one/out").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "two/out" / path.relative_to(tmp_path / "one/out")).read_bytes()


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert before in text
    path.write_text("\ufeff" + text.replace(before, after, 1), encoding="utf-8", newline="")


@pytest.mark.parametrize(
    ("file", "before", "after", "complaint"),
    [
        ("town-sex.csv", "二丁目,総数,70", "二丁目,総数,71", "cells-that-differ-from-the-input"),
        ("town-sex.csv", "一丁目,男,X", "一丁目,男,3", "cells-with-two-fates"),
        ("town-sex.csv", "二丁目,総数,70", "二丁目,総数,七十", "cells-not-a-number-or-x"),
    ],
)
def test_a_spoiled_release_is_found_out(tmp_path, file, before, after, complaint):
    made(tmp_path)
    spoil(tmp_path / "out/release" / file, before, after)
    result = check(written(tmp_path, records()))
    assert result.certificate["checks"][complaint] == 1 and not result.certificate["passed"]


def test_teeth_cells_hidden_by_rule_alone_are_given_away_and_that_is_found_out(tmp_path):
    """Under-suppression planted in the released files: every rule is kept, and the totals give the cells away."""
    request = written(tmp_path, records())
    case = open_case(load(request.spec), request.source, tmp_path)
    request.out.mkdir()
    write_release(case, case.judged.primary, request.out)
    result = check(request)
    assert set(result.certificate["checks"].values()) == {0}
    assert result.certificate["audit"]["not_proven_safe"] >= 1 and not result.certificate["passed"]


def cells(*rows: str) -> list[list[str]]:
    return [["町", "性別", "数"], *(row.split() for row in rows)]


COUNTED = SPEC.replace("table: kaigo", "table: kaigo\ninput: cells\nvalue: 数").replace(
    "  - {id: care, column: 要介護度, values: [要支援, 要介護]}\n", ""
).replace("  - {id: town-care, by: [town, care]}\n", "")  # fmt: skip


def test_a_table_that_was_counted_already_is_taken_too(tmp_path):
    made(tmp_path, cells("一丁目 男 3", "一丁目 女 20", "二丁目 男 30", "北 男 33", "区全体 総数 53"), COUNTED)
    assert released(tmp_path, "town-sex.csv")[("一丁目", "男")] == "X"


WRONG = [
    ("missing column", [["町", "性", "要介護度"], ["一丁目", "男", "要支援"]], SPEC, "「性別」という列がありません。「性」のことではありませんか"),
    ("not covered", [*records()[:3], ["五丁目", "男", "要支援"]], SPEC, "input.csv の4行目、列「町」の「五丁目」は"),
    ("a group for a code", [*records()[:3], ["北", "男", "要支援"]], SPEC, "input.csv の4行目、列「町」の「北」は"),
    ("empty cell", [*records()[:2], ["", "男", "要支援"]], SPEC, "input.csv の3行目、列「町」が空です"),
    ("no rows", records()[:1], SPEC, "データが1行もありません"),
    ("not a number", cells("一丁目 男 3", "一丁目 女 多数"), COUNTED, "input.csv の3行目、列「数」の「多数」は、0以上の整数ではありません"),
    ("negative", cells("一丁目 男 -3"), COUNTED, "input.csv の2行目、列「数」の「-3」は"),
    ("twice", cells("一丁目 男 3", "一丁目 女 4", "一丁目 男 3"), COUNTED, "4行目のマス「一丁目・男」は、2行目にもあります"),
    ("totals", cells("一丁目 男 3", "一丁目 女 20", "一丁目 総数 24"), COUNTED, "4行目の合計「一丁目・総数」が合いません。表では 24、内訳の和は 23"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "spec", "words"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_bad_input_is_told_by_row_and_column_and_leaves_nothing(tmp_path, rows, spec, words):
    with pytest.raises(TableError) as error:
        made(tmp_path, rows, spec)
    assert words in error.value.ja and error.value.args[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["input.csv", "table.yaml"]


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("rules: {minimum: 10}", "rules: {}", 10, "no-rule"),
        ("rules: {minimum: 10}", "rules: {minimun: 10}", 10, "unknown-key"),
        ("by: [town, care]", "by: [town, cara]", 9, "unknown-dimension"),
        ("values: [男, 女]", "values: [男, 女], found: true", 5, "one-source"),
        ("by: [town, care]", "by: [town]", 6, "unused-dimension"),
        ("rules: {minimum: 10}", "rules: {p-percent: 10}", 10, "needs-contributor"),
        ("rules: {minimum: 10}", "rules: {tiers: [{under: 2000}]}", 10, "tiers-need-population"),
        ("id: town-care", "id: town-sex", 9, "duplicate-id"),
    ],
)
def test_a_wrong_declaration_is_told_by_line(tmp_path, before, after, line, code):
    assert before in SPEC
    with pytest.raises(DeclarationErrors) as error:
        made(tmp_path, spec=SPEC.replace(before, after))
    assert (line, code) in [(one.line, one.code) for one in error.value.findings]


def test_one_cell_and_everything_small_end_well(tmp_path):
    made(tmp_path, [*records()[:1], ["一丁目", "男", "要支援"]])
    table = released(tmp_path, "town-sex.csv")
    assert {table[("一丁目", "男")], table[("区全体", "総数")]} == {"X"}
    assert table[("四丁目", "女")] == "0"


def test_an_interruption_leaves_nothing_half_made(tmp_path, monkeypatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "write_pages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["input.csv", "table.yaml"]


def test_what_is_there_already_is_kept_unless_replaced(tmp_path):
    made(tmp_path)
    request = written(tmp_path, records({**COUNTS, ("一丁目", "男"): 50}))
    with pytest.raises(TableError):
        make(request)
    assert released(tmp_path, "town-sex.csv")[("一丁目", "男")] == "X"
    make(replace(request, replace=True))
    assert released(tmp_path, "town-sex.csv")[("一丁目", "男")] == "50"


def test_the_command_says_in_japanese_what_it_did_without_django(tmp_path):
    request = written(tmp_path, records())
    words = ["anonymise", "table", request.source.name, "--spec", str(request.spec)]
    program = (
        "import sys; from madoguchi.site.cli import main; code = main({}); sys.exit(code or 'django' in sys.modules)"
    )

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program.format([*words, *more])], capture_output=True, text=True, check=False
        )

    done = run("--out", str(request.out))
    assert done.returncode == 0 and "検査: 合格" in done.stdout and len(done.stdout.splitlines()) == 1
    assert run("--check", str(request.out)).returncode == 0
    refused = run("--out", str(request.out))
    assert refused.returncode == 1 and "もうあります" in refused.stderr and "Traceback" not in refused.stderr
    assert run().returncode == 2


@pytest.mark.parametrize("name", ["a folder of somebody's", "a file", "a release with something beside it"])
def test_replacing_never_takes_away_what_this_command_did_not_make(tmp_path, name):
    request = written(tmp_path, records())
    if name == "a file":
        request = replace(request, out=tmp_path / "input.csv")
    elif name == "a folder of somebody's":
        request = replace(request, out=tmp_path)
    else:
        make(request)
        (request.out / "notes.txt").write_text("大事なメモ", encoding="utf-8")
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    with pytest.raises(TableError, match="was not made by this command"):
        make(replace(request, replace=True))
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before


def test_an_office_file_in_shift_jis_is_read_too(tmp_path):
    request = written(tmp_path, records())
    path = tmp_path / "input.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp932"))
    make(request)
    assert released(tmp_path, "town-sex.csv")[("一丁目", "男")] == "X"


def test_a_table_of_a_database_gives_the_same_release_as_its_csv(tmp_path):
    made(tmp_path)
    base = sqlite3.connect(tmp_path / "town.sqlite")
    base.execute("CREATE TABLE people (町 TEXT, 性別 TEXT, 要介護度 TEXT)")
    base.executemany("INSERT INTO people VALUES (?, ?, ?)", records()[1:])
    base.commit()
    base.close()
    again = replace(
        written(tmp_path, records()), source=Input(str(tmp_path / "town.sqlite"), "people"), out=tmp_path / "b"
    )
    make(again)
    for name in ("town-sex.csv", "town-care-wide.csv"):
        assert (tmp_path / "b/release" / name).read_bytes() == (tmp_path / "out/release" / name).read_bytes()


def test_a_line_with_too_few_cells_is_told_by_its_line_and_not_repeated(tmp_path):
    rows = records()
    rows[4] = ["見本太郎", "男"]
    with pytest.raises(Trouble) as error:
        made(tmp_path, rows)
    assert "5行目" in error.value.ja and "見本太郎" not in error.value.ja + error.value.en


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--out", "{folder}/input.csv/x"], "作れません"),
        (["--out", "{folder}/out", "--memory", "lots"], "「lots」"),
        (["--check", "{folder}/nothing"], "town-sex.csv を読めません"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_trace(tmp_path, capsys, more, words):
    request = written(tmp_path, records())
    options = [one.format(folder=tmp_path) for one in more]
    assert main(["anonymise", "table", request.source.name, "--spec", str(request.spec), *options]) == 1
    assert words in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["input.csv", "table.yaml"]


def test_files_that_are_not_there_are_said(tmp_path, capsys):
    request = written(tmp_path, records())
    for source, spec in (("nothing.csv", str(request.spec)), (request.source.name, "nothing.yaml")):
        assert main(["anonymise", "table", source, "--spec", spec, "--out", str(tmp_path / "out")]) == 1
        assert "nothing" in capsys.readouterr().err
