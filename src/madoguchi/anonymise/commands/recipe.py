"""`madoguchi anonymise recipe INPUT`: a first recipe, to be corrected by a person."""

import argparse
import sys
from pathlib import Path

from madoguchi.anonymise.commands.words import add_input, guarded


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    parser.add_argument("--out", type=Path, metavar="R.yaml", help="書くファイル (なければ画面)")


def run(args: argparse.Namespace) -> int:
    """Print or write the recipe; an existing file is never overwritten."""
    return guarded(lambda: _propose(args), args.lang)


def _propose(args: argparse.Namespace) -> int:
    from madoguchi.anonymise.recipe.propose import propose
    from madoguchi.anonymise.sources import open_source, session

    with session(Path.cwd(), args.memory) as connection, open_source(connection, args.input, args.table) as source:
        text = propose(connection, source)
    if args.out is None:
        sys.stdout.write(text)
    else:
        with args.out.open("x", encoding="utf-8") as file:
            file.write(text)
    return 0
