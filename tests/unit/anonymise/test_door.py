"""`madoguchi anonymise` opens without Django and says what it can do."""

import subprocess
import sys

import pytest

from madoguchi.anonymise.recipe.schema import schema_text as recipe_schema
from madoguchi.anonymise.tables.loading import schema_text as table_schema
from madoguchi.site.cli import main

LIGHT = "import sys; from madoguchi.site.cli import main; main({words}); print('django' in sys.modules)"


def run(words: list[str]) -> list[str]:
    code = LIGHT.format(words=words)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split("\n")


def test_it_opens_without_django():
    assert "False" in run(["anonymise"])


def test_the_help_of_the_house_names_it():
    assert any(line.strip().startswith("anonymise") for line in run([]))


@pytest.mark.parametrize("words", [["anonymise", "schema"], ["schema", "recipe"]])
def test_the_schema_of_a_recipe(words, capsys):
    assert main(words) == 0
    assert capsys.readouterr().out == recipe_schema()


@pytest.mark.parametrize("words", [["anonymise", "schema", "table"], ["schema", "table"]])
def test_the_schema_of_a_table(words, capsys):
    assert main(words) == 0
    assert capsys.readouterr().out == table_schema()
