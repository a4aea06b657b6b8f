"""Whatever is wrong with the input: a clear error with its place, or a correct result; never a partial release."""

from collections import Counter

import pytest

from madoguchi.site.cli import main
from tests.unit.anonymise.worlds import HEADER, people, town_hall

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


def test_a_full_disk_leaves_nothing_behind(tmp_path, capsys, monkeypatch):
    folder = town_hall(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("madoguchi.anonymise.engine.duck.write", full)
    status, told = tell(folder, capsys)
    assert status == 1
    assert "空きがない" in told


def test_words_of_errors_are_there_in_english_too(tmp_path, capsys):
    assert "Ask for a smaller k" in tell(town_hall(tmp_path, k=500), capsys, lang="en")[1]
