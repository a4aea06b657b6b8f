"""What editors and readers are told is what the program does."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from madoguchi.anonymise import reference
from madoguchi.anonymise.commands.example import RECIPE, write
from madoguchi.anonymise.recipe import read_recipe
from madoguchi.anonymise.recipe.loading import RecipeErrors
from madoguchi.anonymise.recipe.schema import DIALECT, FILE, schema, schema_text
from madoguchi.declare.source import read_source
from madoguchi.site.cli import main

ROOT = Path(__file__).parents[3]
TUTORIAL = (ROOT / "docs/tutorials/first-anonymisation.md").read_text(encoding="utf-8")


def test_the_committed_schema_is_fresh_and_valid():
    assert FILE.read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text())["$schema"] == DIALECT
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_manual_is_fresh():
    assert (ROOT / reference.PAGE).read_text(encoding="utf-8") == reference.page()


def test_the_schema_takes_what_the_loader_takes():
    assert read_recipe(RECIPE.encode()).k == 5
    jsonschema.validate(read_source(RECIPE.encode(), "recipe.yaml").value, schema())


WRONG = {
    "k: 5": ["k: 0", "k: five", "kk: 5"],
    "output: statistics": ["output: stats", ""],
    "suppress: 5%": ["suppress: 5", "suppress: 150%"],
    "role: identifier": ["role: identifyer", "rolle: identifier"],
    "kind: age": ["kind: ages"],
}


@pytest.mark.parametrize(("right", "wrong"), [(right, one) for right, many in WRONG.items() for one in many])
def test_schema_and_loader_refuse_the_same(right, wrong):
    text = RECIPE.replace(right, wrong, 1).encode()
    with pytest.raises(RecipeErrors):
        read_recipe(text)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read_source(text, "recipe.yaml").value, schema())


BEYOND_SHAPE = {
    "widths: [5, 10, 20]": ("widths: [5, 12]", "not-nested"),
    "top: 60": ("top: 60, bottom: 70", "bottom-over-top"),
    "kind: tree, file: machi.csv": ("kind: tree", "kind-lacks-key"),
    "role: identifier}": ("role: identifier, weight: 2}", "key-of-another-role"),
    "levels: [month": ("keep: [3], levels: [month", "key-of-another-kind"),
    "column: 宛名番号": ("column: 氏名", "column-twice"),
    "k: 5": ("preset: nursing-care\nk: 5", "weaker-than-preset"),
    "k: 5\n": ("preset: nursing\nk: 5\n", "unknown-preset"),
    "k: 5\nl": ("l", "no-k"),
}


@pytest.mark.parametrize(("right", "wrong", "code"), [(a, *b) for a, b in BEYOND_SHAPE.items()])
def test_what_no_schema_can_say_is_told_with_its_place(right, wrong, code):
    assert right in RECIPE
    with pytest.raises(RecipeErrors) as caught:
        read_recipe(RECIPE.replace(right, wrong, 1).encode())
    assert code in {one.code for one in caught.value.findings}
    assert re.search(r"recipe.yaml:\d+:\d+: ", caught.value.ja)


def test_a_preset_fills_in_what_the_recipe_leaves_out():
    text = RECIPE.replace("k: 5", "preset: nursing-care").replace(", widths: [5, 10, 20], top: 60", "")
    recipe = read_recipe(text.encode())
    age = recipe.of("quasi")[0].hierarchy
    assert recipe.k == 10
    assert (age.widths, age.bottom, age.top, age.finest) == ((5, 10, 20), 64, 95, 1)


def test_the_tutorial_says_what_is_printed(tmp_path, capsys, monkeypatch):
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    for line in re.findall(r"^madoguchi (anonymise (?!example).*)$", TUTORIAL, re.M):
        assert main(line.split()) == 0
    release = tmp_path / "koukai.csv"
    head, *rows = release.read_text().splitlines()
    classes = [row.rsplit(",", 1)[0] for row in rows]
    rows.pop(classes.index(max(classes, key=classes.count)))
    release.write_text("\n".join([head, *rows]) + "\n")
    assert main(line.split()) == 1  # the last command of the tutorial, once more
    told = capsys.readouterr().out
    for block in re.findall(r"```text\n(.*?)```", TUTORIAL, re.S):
        assert block in told
    assert (tmp_path / "houkoku.html").exists()
