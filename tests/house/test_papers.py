"""What the papers say is what the program does."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def runtime_dependencies() -> set[str]:
    return {re.split(r"[\[>=<]", line)[0] for line in PROJECT["dependencies"]}


def test_there_are_at_most_25_direct_dependencies():
    assert len(runtime_dependencies()) <= 25


def test_every_direct_dependency_has_its_reason():
    page = (ROOT / "docs/explanation/dependencies.md").read_text().split("## 開発")[0]
    assert set(re.findall(r"^\| ([a-z][a-z0-9-]*) \| ", page, re.M)) - {"package"} == runtime_dependencies()


def test_every_environment_variable_is_documented_and_nothing_else_is():
    read = set()
    for path in (ROOT / "src").rglob("*.py"):
        read |= set(re.findall(r'environ(?:\.get)?[\[(]\s*"([A-Z_]+)"', path.read_text()))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text(), re.M))
    assert read - {"DJANGO_SETTINGS_MODULE"} == documented


def test_the_first_heading_of_the_changelog_is_the_version():
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.M).group(1)
    assert first == PROJECT["version"]
    assert f"softwareVersion: {first}" in (ROOT / "publiccode.yml").read_text()


def test_make_has_at_most_twelve_targets_and_explains_each():
    lines = (ROOT / "Makefile").read_text().splitlines()
    targets = [line for line in lines if re.match(r"^[a-z][a-z-]*:", line)]
    assert len(targets) <= 12
    assert [line for line in targets if "##" not in line] == []
    assert {"demo", "test", "ci", "bench", "shots", "docs"} <= {line.split(":")[0] for line in targets}


def test_links_between_papers_lead_somewhere():
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert broken == []
