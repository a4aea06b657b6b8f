"""The file that the README shows is a procedure that loads, and both READMEs show the same."""

import re
import shutil
from pathlib import Path

import pytest

from madoguchi.declare.loading import check_town

ROOT = Path(__file__).parents[2]
READMES = [ROOT / "README.md", ROOT / "README.ja.md"]


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_the_procedure_in_the_readme_loads(page, tmp_path):
    shutil.copytree(ROOT / "src/madoguchi/demo/midori", tmp_path / "town")
    shown = re.search(r"```yaml\n(.*?)```", page.read_text(), re.S).group(1)
    (tmp_path / "town/procedures/koen-no-koe.yaml").write_text(shown)
    assert check_town(tmp_path / "town") == []


def test_both_readmes_say_the_same_figures_and_pictures():
    english, japanese = (re.findall(r"\]\(([^)]+)\)|(\d[\d,.]+)", page.read_text()) for page in READMES)
    pictures = [[m[0] for m in found if m[0].endswith(".png")] for found in (english, japanese)]
    assert pictures[0] == pictures[1]
