"""The file that the README shows is a procedure that loads, and both READMEs show the same."""

import re
import shutil
from pathlib import Path

import pytest

from madoguchi.declare.loading import check_town

ROOT = Path(__file__).parents[2]
READMES = [ROOT / "README.md", ROOT / "README.ja.md"]
HEADINGS = ["## Figures\n", "## 数字\n"]


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_the_procedure_in_the_readme_loads(page, tmp_path):
    shutil.copytree(ROOT / "src/madoguchi/demo/midori", tmp_path / "town")
    shown = re.search(r"```yaml\n(.*?)```", page.read_text(), re.S).group(1)
    (tmp_path / "town/procedures/koen-no-koe.yaml").write_text(shown)
    assert check_town(tmp_path / "town") == []


def test_both_readmes_show_the_same_pictures():
    english, japanese = (re.findall(r"\]\(([^)]+\.png)\)", page.read_text()) for page in READMES)
    assert english == japanese


SAID_IN_WORDS = {"10", "99", "100", "10,000"}
"""p99 is 100回に1回 in Japanese, 10,000 is 1万, and ten fields are 10項目."""


def test_both_readmes_say_the_same_figures():
    chapters = [
        page.read_text().split(heading)[1].split("\n## ")[0] for page, heading in zip(READMES, HEADINGS, strict=True)
    ]
    english, japanese = (set(re.findall(r"\d[\d,.]*\d", chapter)) for chapter in chapters)
    assert english ^ japanese <= SAID_IN_WORDS
