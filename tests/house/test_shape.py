"""The house keeps its shape: small files, names that tell the room, actions as the only writers."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "madoguchi"
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
PYTHON = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
EVERY_PYTHON = PYTHON + sorted(p for d in ("tests", "benchmarks", "scripts") for p in (ROOT / d).rglob("*.py"))
TEMPLATES = sorted(SOURCE.rglob("*.html"))
STAGES = ("trail", "people", "protect", "registers", "receive", "decide", "publish", "learn")
WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
}  # fmt: skip


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", EVERY_PYTHON + TEMPLATES, ids=where)
def test_no_file_is_longer_than_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300


def test_no_file_name_hides_its_room():
    vague = re.compile(r"(^|/)(utils?|helpers?|common|misc|services?|managers?|handlers?)(\.py|/)")
    assert [where(p) for p in PYTHON if vague.search(where(p))] == []


def test_half_of_all_functions_are_under_ten_lines():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] < 10


def writes_in(code: str) -> list[str]:
    """Calls that change rows: `Model.objects.create(…)`, `row.save()`, `queryset.update(…)`."""
    always = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    rows = ("objects", "filter(", "exclude(", "_set", "queryset")
    calls = [
        n
        for n in ast.walk(ast.parse(code))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in WRITES
    ]
    return [
        f"line {n.lineno}: {ast.unparse(n.func)}"
        for n in calls
        if ast.unparse(n.func.value) != "super()"  # an append-only model refuses to be saved twice
        and (n.func.attr in always or any(word in ast.unparse(n.func.value) for word in rows))
    ]


def readers() -> list[Path]:
    names = ("views", "queries", "api", "urls", "forms", "models", "admin", "apps", "templatetags")
    return [
        p
        for p in PYTHON
        if p.relative_to(SOURCE).parts[0] in STAGES and p.relative_to(SOURCE).parts[1].split(".")[0] in names
    ]


@pytest.mark.parametrize("path", readers(), ids=where)
def test_only_actions_change_the_world(path):
    assert writes_in(path.read_text()) == []


def test_the_write_finder_finds_writes_and_lets_dictionaries_be():
    assert len(writes_in("Draft.objects.filter(a=1).update(b=2)\nrow.save()\nCase.objects.create()")) == 3
    assert writes_in("answers.update(more)\nhashed.update(b'x')") == []


@pytest.mark.parametrize("path", TEMPLATES, ids=where)
def test_a_page_brings_no_inline_style_or_script_and_nothing_from_outside(path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)
    assert "|safe" not in text


def test_nothing_in_the_tree_names_this_machine():
    home = str(Path.home()) + "/"
    place = str(ROOT.parent) + "/"
    guilty = []
    for name in filter(None, TRACKED):
        path = ROOT / name
        if path.suffix in {".png", ".mo", ".lock", ".gz"} or not path.is_file():
            continue
        text = path.read_text(errors="ignore")
        if (len(place) > 2 and place in text) or (home != "/" and home in text):
            guilty.append(name)
    assert guilty == []


def test_the_lock_file_names_the_public_index_only():
    hosts = set(re.findall(r"https?://([a-z0-9.-]+)", (ROOT / "uv.lock").read_text()))
    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def test_what_a_browser_test_says_of_a_page_waits_for_the_page() -> None:
    """`locator.is_visible()` asks once, while the next page is on its way: `expect(locator)` asks until it is so."""
    asks_once = re.compile(
        r"^\s+assert .*\.(is_visible|is_hidden|is_checked)\(\)|^\s+assert [^#]*\.count\(\) == \d+$", re.M
    )
    tests = (ROOT / "tests" / "browser").glob("*.py")
    assert [
        f"{path.name}: {found.group().strip()}"
        for path in tests
        for found in asks_once.finditer(path.read_text("utf-8"))
    ] == []
