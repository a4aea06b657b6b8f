"""`madoguchi dataset check` and `repair` as a keeper of data uses them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from madoguchi.opendata.checking import check
from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.checking.reference import _ALWAYS_GUESSED, _KINDS, page
from madoguchi.opendata.cli import main
from madoguchi.opendata.commands.tables import show
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards import standard
from tests.unit.opendata.test_formats import GUESSED, PROVEN, found
from tests.unit.opendata.test_real_files import REAL

ROOT = Path(__file__).parents[3]
TOILETS = str(REAL / "222127_public_toilet.csv")
HYDRANTS = str(REAL / "222127_fire_hydrant.csv")


def test_errors_end_with_one_and_none_with_zero(capsys):
    assert main(["check", TOILETS]) == 1
    assert "誤り 5、注意 0、参考 6" in capsys.readouterr().out
    assert main(["check", HYDRANTS]) == 0


def test_the_report_for_machines_is_the_same_each_time(capsys):
    main(["check", TOILETS, "--json"])
    first = capsys.readouterr().out
    main(["check", TOILETS, "--json"])
    assert capsys.readouterr().out == first
    told = json.loads(first)
    assert (told["standard"], told["rows"], told["cells"]) == ("v3/public_toilet", 112, 112 * 39)
    assert told["counts"] == {"error": 5, "warning": 0, "note": 6}
    assert told["findings"][-1]["repair"]["after"] == "階数"


def test_the_report_speaks_english(capsys):
    main(["check", TOILETS, "--lang", "en"])
    out = capsys.readouterr().out
    assert "error  vocabulary  高度の種別  5 on line 14, 15, 17, 19, 20" in out
    assert "“階” → “階数” (a guess)" in out


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["--as", "public_toilet"], "v3/public_toilet"),
        (["--as", "v1/public_toilet"], "v1/public_toilet"),
        (["--as", "public_toilet", "--edition", "v1"], "v1/public_toilet"),
        (["--edition", "v1"], "v1/public_toilet"),
        (["--as", "aed"], "v3/aed"),
    ],
)
def test_the_standard_is_named_or_found(capsys, words, key):
    main(["check", TOILETS, "--json", *words])
    assert json.loads(capsys.readouterr().out)["standard"] == key


def test_headings_that_somebody_chose_before_are_used(capsys, tmp_path):
    learned = tmp_path / "learned.json"
    learned.write_text('{"v3/public_toilet": {"情報": "備考"}}', encoding="utf-8")
    words = ["check", str(REAL / "taito_public_toilet.csv"), "--as", "v3/public_toilet", "--json"]
    main([*words, "--learned", str(learned)])
    told = json.loads(capsys.readouterr().out)["findings"]
    assert ("header:name", "情報") in {(one["rule"], one["column"]) for one in told}


def test_an_unknown_standard_is_refused_with_those_that_there_are(capsys):
    assert main(["check", TOILETS, "--as", "toilets"]) == 1
    assert "public_toilet" in capsys.readouterr().err


def test_a_table_like_no_standard_is_checked_for_what_holds_everywhere(capsys):
    assert main(["check", str(REAL / "taito_public_toilet.csv")]) == 0
    told = capsys.readouterr()
    assert "見分けられません" in told.out
    assert "--as v1/public_toilet" in told.err


def test_a_place_outside_is_told(capsys):
    main(["check", HYDRANTS, "--place", "35.0,138.0,35.1,138.1", "--json"])
    assert json.loads(capsys.readouterr().out)["per_rule"]["coordinates:outside"] == 193


def test_without_accept_nothing_is_written(capsys, tmp_path):
    assert main(["repair", HYDRANTS, "--out", str(tmp_path / "out.csv")]) == 0
    assert "11 件の提案: trim 11" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_accepted_repairs_are_written_with_their_log(capsys, tmp_path):
    out = tmp_path / "out.csv"
    assert main(["repair", HYDRANTS, "--accept", "provable", "--out", str(out), "--by", "消防課"]) == 0
    assert check(read(out), standard("v3/fire_hydrant")).findings == ()
    log = list(csv.DictReader(io.StringIO((tmp_path / "out.csv.repairs.csv").read_text(encoding="utf-8-sig"))))
    assert (len(log), {row["by"] for row in log}, log[0]["line"]) == (11, {"消防課"}, "102")
    before, after = read(REAL / "222127_fire_hydrant.csv"), read(out)
    assert sum(a.cells != b.cells for a, b in zip(before.rows, after.rows, strict=True)) == 6


def test_some_lines_alone_are_mended_and_the_log_may_be_json(tmp_path):
    out, log = tmp_path / "out.csv", tmp_path / "log.json"
    main(["repair", TOILETS, "--accept", "word", "--line", "14", "--out", str(out), "--log", str(log)])
    (entry,) = json.loads(log.read_text())
    assert (entry["line"], entry["after"], entry["provable"]) == (14, "階数", False)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--accept", "trim"], "--out"),
        (["--accept", "trim", "--out", HYDRANTS], "もとのファイルには書きません"),
        (["--accept", "magic", "--out", "x.csv"], "magic"),
    ],
)
def test_what_cannot_be_repaired_so_is_told(capsys, words, told):
    assert main(["repair", HYDRANTS, *words]) == 1
    assert told in capsys.readouterr().err


def test_a_terminal_gets_a_table():
    text = io.StringIO()
    report = check(read(Path(TOILETS)), standard("v3/public_toilet"))
    show(report, "ja", console=Console(file=text, width=160))
    assert re.search(r"誤り\s+vocabulary\s+高度の種別\s+5 件", text.getvalue())


def test_the_reference_page_is_what_the_declarations_say():
    told = (ROOT / "docs/reference/dataset-rules.md").read_text(encoding="utf-8")
    assert told == page(), "run python -m madoguchi.opendata.checking.reference docs/reference/dataset-rules.md"


def test_every_kind_of_repair_is_on_the_reference_page():
    sources = (ROOT / "src/madoguchi/opendata/checking").rglob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    kinds = set(re.findall(r'(?:Advice|Repair)\(\s*"([a-z-]+)"', text)) | {"trim", "control", "width", "kana-width"}
    assert kinds | {"leading-zero", "check-digit"} == set(_KINDS)
    proven = {one.repair.kind for form, cell, _ in PROVEN for one in found(form, cell)}
    assert not proven & _ALWAYS_GUESSED
    assert FORMATS
    assert GUESSED


PEOPLE = """氏名,携帯,備考,緯度
佐藤 一郎,090-1234-5678,担当：田中 花子,139.767125310547
鈴木 二郎,,123456789018,35.681236
高橋 三郎,080-1234-5678,,35.6
"""


def _people(capsys, path, *words):
    main(["check", str(path), "--json", *words])
    told = json.loads(capsys.readouterr().out)
    return [one for one in told["findings"] if one["rule"].startswith("personal:")], told["unchecked"]


@pytest.mark.parametrize("chunk", [1, 2, 5_000])
def test_a_large_file_is_looked_through_for_people_as_a_small_one_is(capsys, tmp_path, monkeypatch, chunk):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    small = _people(capsys, path)
    monkeypatch.setattr("madoguchi.opendata.commands.check.LARGE", 0)
    monkeypatch.setattr("madoguchi.opendata.bulk.people.CHUNK", chunk)
    assert _people(capsys, path) == small
    assert {one["rule"] for one in small[0]} == {
        "personal:register",
        "personal:name",
        "personal:contact",
        "personal:my-number",
    }
    assert [one["line"] for one in small[0] if one["rule"] == "personal:my-number"] == [3]
    assert _people(capsys, path, "--no-people") == ([], ["個人情報 (personal:…)"])
