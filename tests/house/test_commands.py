"""Every command stands in the operator's reference, and nothing stands there that is none."""

import argparse
import re
from pathlib import Path

from madoguchi.site.cli import _parser

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def test_the_reference_of_commands_knows_every_command_and_every_switch() -> None:
    parser = _parser()
    commands = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction)).choices
    rows = dict(re.findall(r"^\| `([a-z-]+)([^`]*)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(rows) == set(commands)
    for name, command in commands.items():
        switches = {text for one in command._actions for text in one.option_strings if text.startswith("--")}
        assert set(re.findall(r"--[a-z-]+", rows[name])) == switches - {"--help"}, name
