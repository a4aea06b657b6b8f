"""`madoguchi anonymise verify OUT --recipe R.yaml --input INPUT`."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.anonymise.commands.words import FAILED, add_manners, guarded

if TYPE_CHECKING:
    from madoguchi.anonymise.verify.certificate import Certificate, Check
    from madoguchi.anonymise.verify.verifying import Case

NAMES = {"input": ("入力", "the input"), "recipe": ("レシピ", "the recipe"), "output": ("出力", "the output")}


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("out", type=Path, metavar="OUT", help="検査するファイル")
    parser.add_argument("--recipe", required=True, type=Path, metavar="R.yaml", help="レシピ")
    parser.add_argument("--input", required=True, metavar="INPUT", help="もとのデータ")
    parser.add_argument("--table", metavar="NAME", help="データベースの表の名前")
    parser.add_argument(
        "--with", dest="beside", action="append", type=Path, default=[], metavar="OLD", help="同じ元データの前の公開"
    )
    parser.add_argument("--certificate", type=Path, metavar="JSON", help="証明を書くファイル")
    add_manners(parser)


def run(args: argparse.Namespace) -> int:
    """0 when every check passes, else 1."""
    return guarded(lambda: _verify(args), args.lang)


def _verify(args: argparse.Namespace) -> int:
    from madoguchi.anonymise.columns import compare_columns
    from madoguchi.anonymise.outputs import refuse_places, write_whole
    from madoguchi.anonymise.recipe.loading import hash_of, load_recipe
    from madoguchi.anonymise.sources import open_source, scratch, session
    from madoguchi.anonymise.verify.certificate import Bound, write_certificate
    from madoguchi.anonymise.verify.together import read_other
    from madoguchi.anonymise.verify.verifying import Case, verify

    recipe = load_recipe(args.recipe)
    if args.certificate:
        refuse_places([args.certificate], [args.out, args.recipe, Path(args.input), *args.beside])
    others = [read_other(path) for path in args.beside]
    with session(scratch(), args.memory) as connection, open_source(connection, args.input, args.table) as source:
        compare_columns(recipe, source)
        bound = Bound(args.recipe.name, hash_of(args.recipe))
        case = Case(connection, source, recipe, bound, args.out, args.recipe.parent, others)
        certificate = verify(_retracing(case) if others else case)
    checks = [*certificate.checks, *_beside(certificate, args)]
    for one in checks:
        mark = {True: "合格 ok  ", False: "不合格 NO"}[one.passed]
        words = f"{one.ja}: {one.found_ja}" if args.lang == "ja" else f"{one.en}: {one.found_en}"
        sys.stdout.write(f"{mark}  {words}\n")
    if args.certificate:
        write_whole(args.certificate, lambda path: write_certificate(certificate, path))
    return 0 if all(one.passed for one in checks) else FAILED


def _retracing(case: "Case") -> "Case":
    """What needs the search is loaded only here: one release by itself is checked without it, and sooner."""
    from madoguchi.anonymise.engine.duck import DuckEngine
    from madoguchi.anonymise.retracing import retracer

    return replace(case, retrace=retracer(DuckEngine(case.connection, case.input), case.folder))


def _beside(found: "Certificate", args: argparse.Namespace) -> "Iterator[Check]":
    """Where a certificate stands beside the file (and is not written anew): are these the files that it binds?"""
    from madoguchi.anonymise.verify.certificate import beside, differing, read_certificate
    from madoguchi.anonymise.verify.words import Says, say

    path = beside(args.out)
    if not path.is_file() or (args.certificate and args.certificate.resolve() == path.resolve()):
        return
    others = [one for one in differing(read_certificate(path), found) if one != "input" or not args.table]
    ja, en = ("、".join(NAMES[one][place] for one in others) or "0" for place in (0, 1))
    yield say(Says.BOUND, not others, certificate=path.name, differing_ja=ja, differing_en=en)
