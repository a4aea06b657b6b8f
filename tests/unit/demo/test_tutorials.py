"""The tutorial says what is true: its files are written down here as a reader would, and checked."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from madoguchi.declare.loading import check_town, load_town
from madoguchi.declare.versions import close
from madoguchi.demo import staff
from madoguchi.site.cli import _parser

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs/tutorials/first-procedure.md").read_text("utf-8")
PURPOSE, PROCEDURE = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The reader's folder after step 3."""
    folder = tmp_path / "my-town"
    shutil.copytree(ROOT / "src/madoguchi/demo/midori", folder)
    with (folder / "purposes.yaml").open("a", encoding="utf-8") as purposes:
        purposes.write("\n" + PURPOSE)
    (folder / "procedures/hanadan.yaml").write_text(PROCEDURE, "utf-8")
    return folder


def test_the_first_procedure_has_no_mistakes(town: Path) -> None:
    assert check_town(town) == []
    assert close(load_town(town), "hanadan").procedure.title.ja == "公園の花だんの手伝い"


def test_the_mistakes_made_on_purpose_read_as_printed(town: Path) -> None:
    spoiled = PROCEDURE.replace("owner: kocho", "owner: koucho")
    spoiled = spoiled.replace("label: {ja: 電話番号}, class: identifier, ", "label: {ja: 電話番号}, ")
    (town / "procedures/hanadan.yaml").write_text(spoiled, "utf-8")
    told = [f"my-town/{one.file}:{one.line}:{one.column}: {one.ja}" for one in check_town(town)]
    printed = re.findall(r"^my-town/.*?(?= \[)", TEXT, re.MULTILINE)
    assert len(told) == len(printed) == 2
    assert all(line.startswith(words) for line, words in zip(told, printed, strict=True))


def test_the_indicator_of_a_developer_has_no_mistakes(town: Path) -> None:
    text = (ROOT / "docs/tutorials/for-a-developer.md").read_text("utf-8")
    (declared,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (town / "indicators/withdrawn.yaml").write_text(declared, "utf-8")
    assert check_town(town) == []
    (town / "indicators/withdrawn.yaml").write_text(declared.replace("unit: percent", "unit: percents"), "utf-8")
    assert [one.line for one in check_town(town)] == [declared.splitlines().index("unit: percent") + 1]


@pytest.mark.parametrize("page", sorted((ROOT / "docs/tutorials").glob("*.md")), ids=lambda page: page.stem)
def test_people_named_in_a_tutorial_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"「(\S+ \S+?) として入る」|(\S+ \S+) として入り直す", text))
    known = {account.name for account in staff.SHOWN}
    assert {name for pair in named for name in pair if name} <= known
    assert "倉田 紀子" in known


def test_the_commands_of_an_operator_are_there() -> None:
    text = (ROOT / "docs/tutorials/for-an-operator.md").read_text("utf-8")
    for line in re.findall(r"^madoguchi (.+)$", text, re.MULTILINE):
        assert _parser().parse_args(shlex.split(line)).run


def test_pages_linked_from_a_tutorial_are_there() -> None:
    for page in [*(ROOT / "docs/tutorials").glob("*.md"), *(ROOT / "docs/how-to").glob("*.md")]:
        for target in re.findall(r"\]\((?!http)([^)#]+\.md)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
