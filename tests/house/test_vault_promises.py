"""What the page docs/explanation/security-of-the-vault.md promises: no switch, no way around, and fresh tables."""

import ast
import re
from pathlib import Path

import pytest

from madoguchi.protect import Channel, reference

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "madoguchi"
VAULT = sorted(p for p in (SOURCE / "protect").rglob("*.py") if "migrations" not in p.parts)
READS_A_SETTING = {
    "keys.py": {"MADOGUCHI_KEY_FILE", "MADOGUCHI_DEMO"},  # where the keys lie; the demo's own key is for the demo alone
    "store.py": {"HOME"},  # where the sealed files lie
    "access.py": {"MADOGUCHI_TOWN"},  # which declarations the page of one's own access tells of
}
"""Every setting that the vault looks at. None of them is a switch."""


def settings_read(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    named = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)]
    return {n.attr for n in named if n.value.id == "settings"}


@pytest.mark.parametrize("path", VAULT, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_setting_can_switch_sealing_readings_or_the_gate_off(path):
    text = path.read_text()
    assert settings_read(path) <= READS_A_SETTING.get(path.name, set())
    assert "os.environ" not in text and "getenv" not in text and "getattr(settings" not in text


def test_the_demo_switch_only_decides_which_key_may_be_used():
    """MADOGUCHI_DEMO is looked at where keys are loaded, and nowhere else in the vault."""
    assert [p.name for p in VAULT if "MADOGUCHI_DEMO" in p.read_text()] == ["keys.py"]


def test_only_the_gate_opens_records():
    """Row.answers() is the only opening, and it is called behind the gate, by the proof and by the draft's own search."""
    callers = {p.name for p in VAULT if re.search(r"\.answers\(\)", p.read_text())}
    assert callers == {"gate.py", "proof.py", "shields.py"}


def test_every_opening_of_a_record_outside_the_vault_names_its_channel():
    """read, show, show_all and open_attachment are called with channel=, outside and inside."""
    names = {"read", "show", "show_all", "open_attachment"}
    wrong = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
            if called and ast.unparse(node.func.value) == "protect":
                keywords = {one.arg for one in node.keywords}
                wrong += [] if "channel" in keywords or None in keywords else [f"{path.name}:{node.lineno}"]
    assert wrong == []


def test_the_policy_in_the_manual_is_fresh():
    assert (ROOT / reference.FILE).read_text() == reference.written(), "python -m madoguchi.protect.reference"


def test_every_way_out_stands_in_the_manual():
    text = (ROOT / reference.FILE).read_text()
    assert [channel for channel in Channel if f"| {channel.value} |" not in text] == []


PAGE = ROOT / "docs" / "explanation" / "security-of-the-vault.md"


def test_every_promise_names_modules_and_tests_that_are_there():
    named = re.findall(r"`((?:src|tests|protect|docs)/[\w/.-]+)`", PAGE.read_text())
    assert len(named) > 30
    there = [one for one in named if (ROOT / one).exists() or (SOURCE / one).exists()]
    assert sorted(set(named) - set(there)) == []
