"""`madoguchi dataset …`: a door that knows which module serves a word, and imports only that one.

A command is one file in `commands/` (`import-standard` → `import_standard`) with `fill(parser)`, which names the
arguments, and `run(args)`, which returns the exit status; and one line here.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "check": "標準データセットの規則で調べる / hold a file against a standard",
    "repair": "直し方を選び、直した表と記録を書く / accept repairs, write the mended table and a log",
    "standards": "標準データセットの一覧、根拠、次に見る日 / the standard datasets and how well they are known",
    "import-standard": "定義書 (XLSX) から新しい版を作る / make an edition from a definition workbook",
    "init": "標準の見出しの空のファイルを作る / an empty file with a standard's headings",
    "convert": "標準の見出しに変える。値は失わない / bring under a standard's headings, losing nothing",
    "profile": "列ごとの中身をまとめる / what each column holds",
}
"""Word → what it does."""


def main(words: Sequence[str]) -> int:
    """Run what follows `madoguchi dataset`; returns the exit status."""
    if not words or words[0] in ("-h", "--help"):
        sys.stdout.write(_overview())
        return 0 if words else 2
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        sys.stderr.write(f"「{name}」という命令はありません。 / There is no command `{name}`.\n\n{_overview()}")
        return 2
    module = import_module(f"madoguchi.opendata.commands.{name.replace('-', '_')}")
    parser = argparse.ArgumentParser(
        prog=f"madoguchi dataset {name}", description=COMMANDS[name], formatter_class=_OfOneWidth
    )
    module.fill(parser)
    status: int = module.run(parser.parse_args(rest))
    return status


class _OfOneWidth(argparse.HelpFormatter):
    """Asking how wide the terminal is takes three milliseconds of every command, for a help that hardly anybody asks."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)


def _overview() -> str:
    lines = ["madoguchi dataset: データを読み、調べ、直し、変える / read, check, repair and convert data", ""]
    lines += [f"  {name:16} {what}" for name, what in COMMANDS.items()]
    return "\n".join(lines) + "\n\n"
