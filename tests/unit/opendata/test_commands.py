"""`madoguchi dataset`: quick to open, clear when something is wrong, and it overwrites nothing of anybody's."""

import json
import subprocess
import sys

import pytest

from madoguchi.opendata.cli import COMMANDS, main
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards import standard
from tests.unit.opendata.test_reading import cells
from tests.unit.opendata.test_real_files import REAL


def said(capsys, *words, status=0):
    assert main([str(word) for word in words]) == status
    shown = capsys.readouterr()
    return shown.out if status == 0 else shown.err


def test_it_opens_without_django_and_a_list_of_standards_without_yaml():
    heavy = "django", "yaml", "openpyxl", "rich", "pydantic", "duckdb"
    code = (
        "import sys; from madoguchi.site.cli import main; main(['dataset', 'standards'])\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_profiling_and_converting_a_csv_load_nothing_heavy(tmp_path):
    heavy = "django", "yaml", "openpyxl", "rich", "pydantic", "duckdb"
    words = ["dataset", "convert", str(REAL / "222127_aed.csv"), "--out", str(tmp_path / "a.csv")]
    code = f"import sys; from madoguchi.site.cli import main; main({words})\nprint([name for name in {heavy} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_without_a_word_it_shows_what_there_is(capsys):
    assert main([]) == 2
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)
    assert main(["no-such"]) == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"madoguchi dataset {name}" in capsys.readouterr().out


def test_the_standards_are_listed_with_their_evidence_and_days(capsys):
    shown = said(capsys, "standards")
    assert "v3/public_toilet           13 公衆トイレ一覧  39 列  公式" in shown
    assert "次に見る日 2027-05-01" in shown
    assert "official" in said(capsys, "standards", "--lang", "en")


def test_an_edition_whose_check_is_due_is_marked(capsys, monkeypatch):
    monkeypatch.setattr("madoguchi.opendata.commands.standards.time.strftime", lambda _: "2027-06-01")
    shown = said(capsys, "standards")
    assert shown.count("●") == 1


def test_the_columns_of_a_standard_are_listed(capsys):
    shown = said(capsys, "standards", "v3/public_toilet")
    assert "  ◎ 所在地_連結表記" in shown
    assert "有/無" in shown


def test_a_file_is_profiled_column_by_column(capsys):
    shown = said(capsys, "profile", REAL / "taito_public_toilet.csv")
    assert "69 行 × 8 列" in shown
    assert "X座標: 記入 69、空 0、値 69 種類、number 69 [139.766 … 139.807]" in shown
    found = json.loads(said(capsys, "profile", REAL / "taito_public_toilet.csv", "--json"))
    assert found["source"]["encoding"] == "cp932"
    assert found["columns"][4]["distinct"] == 2


def test_a_file_is_converted_to_the_newest_edition_of_its_own_standard(capsys, tmp_path):
    shown = said(capsys, "convert", REAL / "132098_public_toilet.csv", "--out", tmp_path / "a.csv")
    assert "v3/public_toilet 公衆トイレ一覧 に 84 行" in shown
    made = read(tmp_path / "a.csv")
    assert made.header == standard("v3/public_toilet").names
    assert made.source.encoding == "utf-8-sig"


def test_what_has_no_place_is_written_beside_the_result(capsys, tmp_path):
    source = REAL / "011002publicfacility.csv"
    shown = said(capsys, "convert", source, "--to", "v3/public_facility", "--out", tmp_path / "a.xlsx")
    assert "a.remainder.csv" in shown
    assert len(read(tmp_path / "a.remainder.csv").rows) == len(read(tmp_path / "a.xlsx").rows) == 674


def test_rows_that_were_set_aside_are_told(capsys, tmp_path):
    words = ("convert", REAL / "kyotenbyoinlist20220101.csv", "--to", "v1/hospital", "--out", tmp_path / "a.csv")
    assert "合計の行を、データから外しました: 90 行目" in said(capsys, *words)
    assert "Set aside as total: line 90" in said(capsys, *words, "--lang", "en")


def test_what_cannot_be_read_or_recognised_is_said_in_words(capsys, tmp_path):
    (tmp_path / "a.csv").write_text("りんご,みかん\n1,2\n", encoding="utf-8")
    assert "--to" in said(capsys, "convert", tmp_path / "a.csv", "--out", tmp_path / "b.csv", status=1)
    assert "No such file" in said(capsys, "profile", tmp_path / "none.csv", status=1)
    assert not (tmp_path / "b.csv").exists()


def test_a_learned_heading_is_used(capsys, tmp_path):
    (tmp_path / "a.csv").write_text("便所の呼び名,設置位置\n駅前,北口\n", encoding="utf-8")
    (tmp_path / "l.json").write_text('{"v3/public_toilet": {"便所の呼び名": "名称"}}', encoding="utf-8")
    words = ("convert", tmp_path / "a.csv", "--to", "v3/public_toilet", "--out", tmp_path / "b.csv")
    said(capsys, *words, "--learned", tmp_path / "l.json")
    assert read(tmp_path / "b.csv").rows[0].cells[3] == "駅前"


def test_a_new_dataset_begins_with_the_headings_of_its_standard(capsys, tmp_path):
    words = ("init", "v3/public_toilet", "--out", tmp_path / "new", "--code", "222127")
    said(capsys, *words)
    assert read(tmp_path / "new/222127_public_toilet.csv").header == standard("v3/public_toilet").names
    assert "standard: v3/public_toilet" in (tmp_path / "new/dataset.yaml").read_text(encoding="utf-8")
    assert "もうあります" in said(capsys, *words, status=1)
    assert "コードではありません" in said(
        capsys, "init", "v3/aed", "--out", tmp_path / "x", "--code", "222126", status=1
    )


def test_a_small_file_shows_no_progress(capsys, tmp_path):
    assert main(["convert", str(REAL / "222127_aed.csv"), "--out", str(tmp_path / "a.csv")]) == 0
    assert capsys.readouterr().err == ""
    assert cells(read(tmp_path / "a.csv"))[0][3] == "市役所本館"


def test_cells_beyond_the_header_are_kept_by_the_command_too(capsys, tmp_path):
    (tmp_path / "a.csv").write_text("名称,設置位置\n駅前,北口\n港,桟橋,忘れもの\n", encoding="utf-8")
    shown = said(capsys, "convert", tmp_path / "a.csv", "--to", "v3/public_toilet", "--out", tmp_path / "b.csv")
    assert "この行は 3 列あります" in shown
    assert [row[-1] for row in cells(read(tmp_path / "b.csv"))] == ["", "忘れもの"]
