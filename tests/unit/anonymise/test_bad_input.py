"""Whatever is wrong with the input: a clear error with its place, or a correct result; never a partial release."""

import subprocess
import sys
from collections import Counter
from random import Random

import pytest

from madoguchi.site.cli import main
from tests.unit.anonymise.worlds import HEADER, TREE, people, town_hall

LEFT = ["in.csv", "machi.csv", "recipe.yaml"]


def tell(folder, capsys, *more, lang="ja"):
    words = [
        "anonymise",
        str(folder / "in.csv"),
        "--recipe",
        str(folder / "recipe.yaml"),
        "--out",
        str(folder / "out.csv"),
    ]
    status = main([*words, "--lang", lang, *more])
    told = capsys.readouterr()
    if status:
        assert sorted(path.name for path in folder.iterdir()) == LEFT
    return status, told.err


def test_a_column_of_the_recipe_is_missing(tmp_path, capsys):
    status, told = tell(town_hall(tmp_path, people().replace("年齢", "年令", 1)), capsys)
    assert status == 1
    assert "「年齢」" in told and "年令" in told


def test_a_column_of_the_input_has_no_role(tmp_path, capsys):
    status, told = tell(
        town_hall(
            tmp_path,
            people()
            .replace("相談\n", "相談,電話\n", 1)
            .replace("保育\n", "保育,03\n")
            .replace("発達\n", "発達,03\n")
            .replace("お金\n", "お金,03\n"),
        ),
        capsys,
    )
    assert status == 1
    assert "{column: 電話, role: drop}" in told


def test_mixed_types_are_told_by_row_and_column(tmp_path, capsys):
    lines = people().splitlines()
    lines[43] = "みどり,二十一,若葉町,保育"
    status, told = tell(town_hall(tmp_path, "\n".join(lines) + "\n"), capsys)
    assert status == 1
    assert "43行目" in told and "「年齢」" in told and "二十一" in told


def test_a_value_that_its_hierarchy_does_not_cover(tmp_path, capsys):
    lines = people().splitlines()
    lines[7] = "みどり,21,月の町,保育"
    status, told = tell(town_hall(tmp_path, "\n".join(lines) + "\n"), capsys)
    assert status == 1
    assert "7行目" in told and "月の町" in told and "machi.csv" in told


def test_a_column_of_which_all_values_are_unique(tmp_path, capsys):
    rows = "".join(f"n{n},{n},若葉町,保育\n" for n in range(100))
    folder = town_hall(tmp_path, HEADER + rows, suppress="0%")
    assert tell(folder, capsys)[0] == 0
    ages = [line.split(",")[0] for line in (folder / "out.csv").read_text().splitlines()[1:]]
    assert len(ages) == 100
    assert min(Counter(ages).values()) >= 5


@pytest.mark.parametrize("text", ["", HEADER], ids=["no byte", "a header only"])
def test_an_empty_table(tmp_path, capsys, text):
    status, told = tell(town_hall(tmp_path, text), capsys)
    assert status == 1
    assert "行がありません" in told


def test_one_row(tmp_path, capsys):
    status, told = tell(town_hall(tmp_path, HEADER + "a,21,港町,保育\n"), capsys)
    assert status == 1
    assert "行 1" in told and "k=5" in told


def test_k_larger_than_the_table(tmp_path, capsys):
    status, told = tell(town_hall(tmp_path, k=500), capsys)
    assert status == 1
    assert "k=500" in told


def test_a_line_with_another_number_of_cells_is_told_by_its_line(tmp_path, capsys):
    lines = people().splitlines()
    lines[12] = "みどり,21,若葉町"
    status, told = tell(town_hall(tmp_path, "\n".join(lines) + "\n"), capsys)
    assert status == 1
    assert "13" in told


def test_a_quotation_mark_that_is_never_closed(tmp_path, capsys):
    status, told = tell(town_hall(tmp_path, people().replace("みどり100", '"みどり100')), capsys)
    assert status == 1
    assert "読めません" in told


def test_bytes_of_no_encoding_are_told_by_line(tmp_path, capsys):
    folder = town_hall(tmp_path)
    raw = (folder / "in.csv").read_bytes().split(b"\n")
    raw[9] = b"x,21,\xff\xfe\x80,y"
    (folder / "in.csv").write_bytes(b"\n".join(raw))
    status, told = tell(folder, capsys)
    assert status == 1
    assert "in.csv:10" in told


def test_a_heading_that_stands_twice(tmp_path, capsys):
    status, told = tell(town_hall(tmp_path, people().replace("氏名,年齢", "年齢,年齢", 1)), capsys)
    assert status == 1
    assert "in.csv:1" in told


def test_missing_values_are_a_group_of_their_own(tmp_path, capsys):
    lines = people().splitlines()
    lines[1:11] = [f"x{n},,港町,保育" for n in range(10)]
    folder = town_hall(tmp_path, "\n".join(lines) + "\n", suppress="0%")
    assert tell(folder, capsys)[0] == 0


def test_commas_quotes_and_line_breaks_in_values_survive(tmp_path, capsys):
    text = people().replace("お金", '"お金, ""税"""').replace("発達", '"発\n達"')
    folder = town_hall(tmp_path, text)
    assert tell(folder, capsys)[0] == 0
    assert '"お金, ""税"""' in (folder / "out.csv").read_text()


def test_a_recipe_tells_every_mistake_with_line_and_column(tmp_path, capsys):
    folder = town_hall(tmp_path)
    text = (folder / "recipe.yaml").read_text().replace("kind: age", "kind: agee").replace("k: 5", "k: 1")
    (folder / "recipe.yaml").write_text(text)
    status, told = tell(folder, capsys)
    assert status == 1
    assert "recipe.yaml:4:4" in told and "recipe.yaml:8:" in told and "「age」のことではありませんか" in told


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from madoguchi.site.cli import main
sys.exit(main({words!r}))
"""


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("memo", ["drop", 'keep, because: "自由記述ではない"'], ids=["from counts", "from the input"])
def test_a_disk_that_is_too_small_leaves_nothing_behind(tmp_path, kind, memo):
    """The system itself refuses to make a file larger than 20 kB, as it would where no room is left."""
    head, *rows = people(20_000 if kind == "csv" else 60_000).splitlines()
    chance = Random(5)
    lines = [f"{head},メモ", *(f"{row},{chance.random()}" for row in rows)]
    folder = town_hall(tmp_path, "\n".join(lines) + "\n")
    recipe = (folder / "recipe.yaml").read_text() + f"  - {{column: メモ, role: {memo}}}\n"
    (folder / "recipe.yaml").write_text(recipe)
    words = ["anonymise", str(folder / "in.csv"), "--recipe", str(folder / "recipe.yaml")]
    words += ["--out", str(folder / f"out.{kind}")]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.format(words=words)], capture_output=True, text=True, check=False
    )
    if kind == "parquet" and memo == "drop":  # a few hundred different rows: it fits into a few kB
        assert done.returncode == 0
    else:
        assert done.returncode == 1 and "空きがない" in done.stderr and "Traceback" not in done.stderr
        assert sorted(path.name for path in folder.iterdir()) == LEFT


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--memory", "lots"], "「lots」"),
        (["--threads", "-3"], "「-3」"),
        (["--seconds", "nan"], "「nan」"),
        (["--seconds", "-1"], "「-1」"),
        (["--key-file", "no-key"], "「no-key」がありません"),
        (["--report", "no-folder/r.html"], "「no-folder/r.html」に書けません"),
    ],
)
def test_an_option_that_cannot_be(tmp_path, capsys, more, words):
    status, told = tell(town_hall(tmp_path), capsys, *more)
    assert status == 1 and words in told


@pytest.mark.parametrize("what", ["in.csv", "recipe.yaml", "machi.csv", "out.csv"])
def test_a_report_never_takes_the_place_of_another_file(tmp_path, capsys, what):
    folder = town_hall(tmp_path)
    status, told = tell(folder, capsys, "--report", str(folder / what))
    assert status == 1 and "上書きします" in told
    assert (folder / "in.csv").read_text(encoding="utf-8") == people()


def test_an_output_never_takes_the_place_of_a_tree(tmp_path, capsys):
    folder = town_hall(tmp_path)
    words = ["anonymise", str(folder / "in.csv"), "--recipe", str(folder / "recipe.yaml")]
    assert main([*words, "--out", str(folder / "machi.csv")]) == 1
    assert (folder / "machi.csv").read_text(encoding="utf-8") == TREE


def test_signs_in_a_name_that_mean_something_in_patterns(tmp_path, capsys):
    folder = town_hall(tmp_path, k=500)
    words = ["anonymise", str(folder / "in.csv"), "--recipe", str(folder / "recipe.yaml")]
    assert main([*words, "--out", str(folder / "out[1].csv")]) == 1
    assert sorted(path.name for path in folder.iterdir()) == LEFT
    (folder / "recipe.yaml").write_text((folder / "recipe.yaml").read_text().replace("k: 500", "k: 5"))
    assert main([*words, "--out", str(folder / "out[1].csv")]) == 0


RAGGED = HEADER + "見本太郎,21,港町,保育\n見本花子,21\n"


@pytest.mark.parametrize("command", ["make", "risk", "recipe", "verify", "verify its input"])
def test_every_command_tells_a_ragged_line_by_its_number_and_never_repeats_it(tmp_path, capsys, command):
    folder = town_hall(tmp_path, RAGGED)
    (folder / "good.csv").write_text(people(), encoding="utf-8")
    given, good, recipe = str(folder / "in.csv"), str(folder / "good.csv"), ["--recipe", str(folder / "recipe.yaml")]
    words = {
        "make": ["make", given, *recipe, "--out", str(folder / "out.csv")],
        "risk": ["risk", given, *recipe],
        "recipe": ["recipe", given],
        "verify": ["verify", given, *recipe, "--input", good],
        "verify its input": ["verify", good, *recipe, "--input", given],
    }[command]
    assert main(["anonymise", *words]) == 1
    told = capsys.readouterr()
    assert "3行目" in told.err and "見本花子" not in told.err + told.out
    assert sorted(path.name for path in folder.iterdir()) == sorted([*LEFT, "good.csv"])


def test_a_release_without_its_columns_fails_its_verification(tmp_path, capsys):
    folder = town_hall(tmp_path)
    words = ["anonymise", "verify", str(folder / "machi.csv"), "--recipe", str(folder / "recipe.yaml")]
    assert main([*words, "--input", str(folder / "in.csv")]) == 1
    assert "不合格" in capsys.readouterr().out


def test_a_certificate_never_takes_the_place_of_what_was_verified(tmp_path, capsys):
    folder = town_hall(tmp_path)
    words = ["anonymise", "verify", str(folder / "in.csv"), "--recipe", str(folder / "recipe.yaml")]
    assert main([*words, "--input", str(folder / "in.csv"), "--certificate", str(folder / "in.csv")]) == 1
    assert (folder / "in.csv").read_text(encoding="utf-8") == people()


def test_a_first_recipe_never_takes_the_place_of_one_that_is_there(tmp_path, capsys):
    folder = town_hall(tmp_path)
    before = (folder / "recipe.yaml").read_text()
    assert main(["anonymise", "recipe", str(folder / "in.csv"), "--out", str(folder / "recipe.yaml")]) == 1
    assert "もうあります" in capsys.readouterr().err
    assert (folder / "recipe.yaml").read_text() == before


def test_an_example_in_a_place_that_is_taken(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    for place in ("file", "file/below"):
        assert main(["anonymise", "example", str(tmp_path / place)]) == 1
        assert "Traceback" not in capsys.readouterr().err


def test_a_server_that_is_not_there_and_no_password_in_what_is_said(tmp_path, capsys):
    folder = town_hall(tmp_path)
    words = ["anonymise", "postgresql://town:himitsu@127.0.0.1:1/town", "--table", "juumin", "--lang", "en"]
    assert main([*words, "--recipe", str(folder / "recipe.yaml"), "--out", str(folder / "out.csv")]) == 1
    told = capsys.readouterr().err
    assert "cannot be reached" in told
    assert "himitsu" not in told
    assert not (folder / "out.csv").exists()


def test_words_of_errors_are_there_in_english_too(tmp_path, capsys):
    assert "Ask for a smaller k" in tell(town_hall(tmp_path, k=500), capsys, lang="en")[1]
