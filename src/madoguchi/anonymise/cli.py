"""`madoguchi anonymise …`: a door that knows which module serves a word, and imports only that one.

A module that serves a command has `fill(parser)`, which names the arguments, and `run(args)`, which returns the exit
status. What follows `anonymise` is either one of `COMMANDS` or a file to anonymise (`make`).
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "make": ("madoguchi.anonymise.commands.make", "INPUT を匿名にして OUT に書く / anonymise a file"),
    "verify": ("madoguchi.anonymise.commands.verify", "つくったファイルを数え直す / count a release again"),
    "risk": ("madoguchi.anonymise.commands.risk", "見分けられる危険を数える / how easily rows are told apart"),
    "table": ("madoguchi.anonymise.tables.command", "集計表の小さいマスを守る / protect the cells of tables"),
    "schema": (
        "madoguchi.anonymise.commands.schema",
        "レシピか表の宣言の JSON Schema を出す / print a JSON Schema",
    ),
    "example": ("madoguchi.anonymise.commands.example", "試すための架空の表とレシピを作る / write a table to try"),
    "recipe": ("madoguchi.anonymise.commands.recipe", "はじめのレシピを提案する / propose a first recipe"),
}
"""Word → module and what it does."""


def main(words: Sequence[str]) -> int:
    """Run what follows `madoguchi anonymise`; returns the exit status."""
    if not words or words[0] in ("-h", "--help"):
        sys.stdout.write(_overview())
        return 0 if words else 2
    name, rest = (words[0], words[1:]) if words[0] in COMMANDS else ("make", words)
    module_name, what = COMMANDS[name]
    module = import_module(module_name)
    shown = "" if name == "make" else f" {name}"
    parser = argparse.ArgumentParser(prog=f"madoguchi anonymise{shown}", description=what)
    module.fill(parser)
    status: int = module.run(parser.parse_args(rest))
    return status


def _overview() -> str:
    lines = ["madoguchi anonymise: 匿名加工と検査 / anonymise and verify", ""]
    lines += [f"  {name:8} {what}" for name, (_, what) in COMMANDS.items()]
    return "\n".join(lines) + "\n\n"
