"""`madoguchi anonymise risk INPUT --recipe R.yaml`."""

import argparse
import sys
from pathlib import Path

from madoguchi.anonymise.commands.words import add_input, guarded


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    parser.add_argument("--recipe", required=True, type=Path, metavar="R.yaml", help="レシピ (手がかりの列を決める)")


def run(args: argparse.Namespace) -> int:
    """Print the figures."""
    return guarded(lambda: _risk(args), args.lang)


def _risk(args: argparse.Namespace) -> int:
    from madoguchi.anonymise.reidentifying import risk

    found = risk(args.input, args.recipe, table=args.table, memory=args.memory)
    ja = args.lang == "ja"
    rows = [
        ("行 / rows", f"{found.rows:,}"),
        ("組 / classes", f"{found.classes:,}"),
        ("いちばん小さい組 / smallest class", f"{found.smallest:,}"),
        ("1行だけの組 / unique rows", f"{found.unique:,} ({found.unique / found.rows:.1%})"),
        (f"{found.k}行より小さい組の行 / rows below k", f"{found.below_k:,} ({found.below_k / found.rows:.1%})"),
        ("見分けられる危険 (最大) / highest risk", f"{found.highest:.1%}"),
        ("見分けられる危険 (平均) / average risk", f"{found.average:.2%}"),
    ]
    rows += [(f"  {words} 行の組 / classes of size", f"{often:,} ({held:,})") for words, often, held in found.bands()]
    for name, value in rows:
        sys.stdout.write(f"{name.split(' / ')[0 if ja else 1]}: {value}\n")
    return 0
