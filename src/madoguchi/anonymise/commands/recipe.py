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
    from madoguchi.anonymise.outputs import refuse_existing, refuse_places, write_whole
    from madoguchi.anonymise.recipe.propose import propose
    from madoguchi.anonymise.sources import open_source, scratch, session

    if args.out is not None:
        refuse_existing(args.out)
        refuse_places([args.out], [])
    with session(scratch(), args.memory) as connection, open_source(connection, args.input, args.table) as source:
        text = propose(connection, source)
    if args.out is None:
        sys.stdout.write(text)
    else:
        write_whole(args.out, lambda path: _written(path, text))
    return 0


def _written(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
