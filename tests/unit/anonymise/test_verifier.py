"""The verifier has teeth: every planted corruption is caught, and it trusts nothing that made the release."""

import ast
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import madoguchi.anonymise.verify
from madoguchi.anonymise import Job, Trouble, anonymise
from madoguchi.site.cli import main
from tests.unit.anonymise.worlds import town_hall


@pytest.fixture
def released(tmp_path):
    folder = town_hall(tmp_path, more="l: 2\n")
    anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "out.csv"))
    return folder


def verdict(folder, capsys):
    words = ["anonymise", "verify", str(folder / "out.csv"), "--recipe", str(folder / "recipe.yaml")]
    status = main([*words, "--input", str(folder / "in.csv"), "--lang", "en"])
    return status, [line.split("  ", 1)[1] for line in capsys.readouterr().out.splitlines() if "NO" in line[:8]]


def corrupt(folder, change):
    """Without its certificate, so that only counting can find it."""
    (folder / "out.csv.certificate.json").unlink()
    path = folder / "out.csv"
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head, *change(rows)]) + "\n")


def smaller_class(rows):
    first = [row for row in rows if row.rsplit(",", 1)[0] == rows[0].rsplit(",", 1)[0]]
    return first[:4] + rows[len(first) :]


def one_value(rows):
    clues = rows[0].rsplit(",", 1)[0]
    return sorted(f"{clues},保育" if row.startswith(clues + ",") else row for row in rows)


def input_order(rows):
    return [*rows[1:], rows[0]]


def a_value_from_nowhere(rows):
    return sorted([*rows[:-1], rows[-1].rsplit(",", 1)[0] + ",宇宙"])


def a_finer_label(rows):
    return sorted(["17-18,*,保育"] * 6 + rows)


def more_rows_than_there_were(rows):
    return sorted(rows * 2)


def too_few_rows(rows):
    return [row for row in rows if row.rsplit(",", 1)[0] == rows[0].rsplit(",", 1)[0]]


PLANTED = [
    smaller_class,
    one_value,
    input_order,
    a_value_from_nowhere,
    a_finer_label,
    more_rows_than_there_were,
    too_few_rows,
]


def test_it_passes_what_was_released(released, capsys):
    assert verdict(released, capsys) == (0, [])


@pytest.mark.parametrize("change", PLANTED, ids=lambda one: one.__name__)
def test_it_catches(released, capsys, change):
    corrupt(released, change)
    status, wrong = verdict(released, capsys)
    assert status == 1
    assert wrong


def test_it_catches_a_forbidden_column(released, capsys):
    path = released / "out.csv"
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head + ",氏名", *(row + ",みどり1" for row in rows)]) + "\n")
    (released / "out.csv.certificate.json").unlink()
    assert verdict(released, capsys)[0] == 1


def one_row_of_the_largest_class_is_gone(folder):
    head, *rows = (folder / "out.csv").read_text().splitlines()
    often = Counter(row.rsplit(",", 1)[0] for row in rows)
    rows.remove(next(row for row in rows if row.startswith(often.most_common(1)[0][0] + ",")))
    (folder / "out.csv").write_text("\n".join([head, *rows]) + "\n")


def another_title_in_the_recipe(folder):
    path = folder / "recipe.yaml"
    path.write_text(path.read_text().replace("子育ての相談", "ほかの相談"))


def two_rows_of_the_input_change_places(folder):
    head, first, second, *rows = (folder / "in.csv").read_text().splitlines()
    (folder / "in.csv").write_text("\n".join([head, second, first, *rows]) + "\n")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (one_row_of_the_largest_class_is_gone, "the output"),
        (another_title_in_the_recipe, "the recipe"),
        (two_rows_of_the_input_change_places, "the input"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_counting_lets_pass_the_certificate_beside_does_not(released, capsys, change, part):
    change(released)
    status, wrong = verdict(released, capsys)
    assert status == 1
    assert [line.split(": ")[-1] for line in wrong] == [part]


def test_a_certificate_written_anew_is_not_compared_with_the_old_one(released, capsys):
    another_title_in_the_recipe(released)
    words = ["anonymise", "verify", str(released / "out.csv"), "--recipe", str(released / "recipe.yaml")]
    words += ["--input", str(released / "in.csv"), "--certificate", str(released / "out.csv.certificate.json")]
    assert main(words) == 0
    assert verdict(released, capsys) == (0, [])


def test_it_catches_a_kept_value_from_nowhere(tmp_path, capsys):
    folder = town_hall(tmp_path)
    (folder / "recipe.yaml").write_text(
        (folder / "recipe.yaml").read_text().replace("role: sensitive", "role: keep, because: 試験")
    )
    anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "out.csv"))
    corrupt(folder, a_value_from_nowhere)
    assert "No value that input and recipe could not give" in verdict(folder, capsys)[1][0]


def test_it_imports_nothing_of_the_search_or_the_engines():
    folder = Path(madoguchi.anonymise.verify.__file__).parent
    seen = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                seen.add(node.module)
    allowed = ("verify", "sources", "recipe", "hierarchies", "errors")
    ours = {name.split(".")[2] for name in seen if name and name.startswith("madoguchi.anonymise.")}
    assert ours <= set(allowed)


def test_a_release_that_does_not_pass_is_not_released(tmp_path, monkeypatch):
    """Even if the search were wrong: here it is made to ask for nothing."""
    folder = town_hall(tmp_path, suppress="0%")
    from madoguchi.anonymise import planning

    asked = planning._question
    monkeypatch.setattr(planning, "_question", lambda *given: replace(asked(*given), k=1))
    with pytest.raises(Trouble, match="not-verified"):
        anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "out.csv"))
    assert sorted(path.name for path in folder.iterdir()) == ["in.csv", "machi.csv", "recipe.yaml"]


def test_two_releases_that_differ_by_few_rows_are_refused_together(tmp_path):
    """By town with 15 people, by age with 15; whoever holds both knows the two who share a town and an age."""
    rows = [f"a{n},21,港町,保育" for n in range(13)] + [f"b{n},47,浜町,お金" for n in range(13)]
    rows += [f"c{n},47,港町,発達" for n in range(2)] + [f"d{n},21,浜町,発達" for n in range(2)]
    folder = town_hall(tmp_path, "氏名,年齢,町,相談\n" + "\n".join(rows) + "\n", suppress="0%")
    by_town = (
        (folder / "recipe.yaml")
        .read_text()
        .replace("column: 年齢, role: quasi, hierarchy: {kind: age, widths: [5, 10]}", "column: 年齢, role: drop")
    )
    by_age = (
        (folder / "recipe.yaml")
        .read_text()
        .replace("column: 町, role: quasi, hierarchy: {kind: tree, file: machi.csv}", "column: 町, role: drop")
    )
    (folder / "town.yaml").write_text(by_town)
    (folder / "age.yaml").write_text(by_age)
    anonymise(Job(str(folder / "in.csv"), folder / "town.yaml", folder / "town.csv"))
    anonymise(Job(str(folder / "in.csv"), folder / "age.yaml", folder / "alone.csv"))
    with pytest.raises(Trouble, match="subtracting"):
        anonymise(Job(str(folder / "in.csv"), folder / "age.yaml", folder / "both.csv", beside=[folder / "town.csv"]))
    again = Job(str(folder / "in.csv"), folder / "town.yaml", folder / "again.csv", beside=[folder / "town.csv"])
    assert anonymise(again).certificate.checks[-1].id == "together"


def one_person_went(lines):
    return lines[:-1]


def one_answer_changed(lines):
    matter = lines[-1].rsplit(",", 1)[1]
    return [*lines[:-1], lines[-1].rsplit(",", 1)[0] + (",お金" if matter != "お金" else ",保育")]


@pytest.mark.parametrize("change", [one_person_went, one_answer_changed], ids=lambda one: one.__name__)
def test_a_release_of_a_source_that_has_changed_since_is_not_called_safe(tmp_path, change):
    """Both have the same classes of five and more, and their difference is one person."""
    folder = town_hall(tmp_path, suppress="0%")
    anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "old.csv"))
    text = (folder / "in.csv").read_text().splitlines()
    (folder / "in.csv").write_text("\n".join([text[0], *change(text[1:])]) + "\n")
    with pytest.raises(Trouble, match="does not come from this input"):
        anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "new.csv", beside=[folder / "old.csv"]))
    assert not (folder / "new.csv").exists()


def test_the_same_rows_in_another_order_are_the_same_source(tmp_path):
    folder = town_hall(tmp_path)
    anonymise(Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "old.csv"))
    text = (folder / "in.csv").read_text().splitlines()
    (folder / "in.csv").write_text("\n".join([text[0], *reversed(text[1:])]) + "\n")
    job = Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "new.csv", beside=[folder / "old.csv"])
    assert anonymise(job).certificate.passed
