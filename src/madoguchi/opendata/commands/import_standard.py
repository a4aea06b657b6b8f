"""`madoguchi dataset import-standard BOOK.xlsx --sheet … --edition … --out DIR`."""

import argparse
import sys
import time
from pathlib import Path

from madoguchi.opendata.commands.words import add_manners, guarded


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("book", type=Path, metavar="BOOK.xlsx", help="定義書")
    parser.add_argument("--sheet", required=True, metavar="NAME", help="定義のシート")
    parser.add_argument("--edition", required=True, metavar="KEY", help="版の名前 (v4 など)")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="版を置くフォルダー")
    parser.add_argument("--id", default="", metavar="NAME", help="データセットの英語の名前 (public_toilet など)")
    add_manners(parser)


def run(args: argparse.Namespace) -> int:
    """0 when the dataset was written."""
    return guarded(lambda: _import(args), args.lang)


def _import(args: argparse.Namespace) -> int:
    from madoguchi.opendata.standards.importer import import_standard

    made = import_standard(
        args.book,
        sheet=args.sheet,
        edition=args.edition,
        out=args.out,
        today=time.strftime("%Y-%m-%d"),
        dataset=args.id,
    )
    names = "、".join(map(str, made.files))
    told = {
        "ja": f"{made.key} ({made.columns} 列) を {names} に書きました。\n--standards {args.out} を付けると使えます。形式と語彙は、説明から読み取ったものです。見直してください。\n",
        "en": f"{made.key} ({made.columns} columns) written to {names}.\nUse it with --standards {args.out}. Formats and words are told from the descriptions: look them over.\n",
    }
    sys.stdout.write(told[args.lang])
    return 0
