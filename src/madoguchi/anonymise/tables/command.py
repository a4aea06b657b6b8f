"""`madoguchi anonymise table INPUT --spec TABLE.yaml --out OUT`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madoguchi.anonymise.commands.words import FAILED, add_input, guarded
from madoguchi.anonymise.errors import Trouble

if TYPE_CHECKING:
    from madoguchi.declare.findings import DeclarationErrors

WORDS = {
    "read": "読んでいます",
    "cover": "追加で隠すマスを選んでいます (まだ足りないマス)",
    "trim": "隠しすぎたマスを戻しています (残り)",
    "audit": "書き出した表を検査しています (計算)",
}


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    parser.add_argument("--spec", required=True, type=Path, metavar="TABLE.yaml", help="集計表の宣言")
    parser.add_argument("--out", type=Path, metavar="OUT", help="作るフォルダー (release と keeper の2つができる)")
    parser.add_argument("--check", type=Path, metavar="OUT", help="作らずに、できているフォルダーを検査する")
    parser.add_argument("--exact", action="store_true", help="隠したマスの幅を、限界まで調べる (時間がかかる)")
    parser.add_argument("--replace", action="store_true", help="このコマンドが前に作ったフォルダーを置きかえる")


def run(args: argparse.Namespace) -> int:
    """0: made and proven (or, with --check, safe). 1: refused, with reasons. 2: misused. 130: interrupted."""
    if bool(args.out) == bool(args.check):
        sys.stderr.write("--out か --check のどちらか1つを指定してください。 / Give either --out or --check.\n")
        return 2
    return guarded(lambda: _work(args), args.lang)


def _work(args: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.status import Status

    from madoguchi.anonymise.tables.making import Request, check, make
    from madoguchi.anonymise.tables.reading import Input
    from madoguchi.declare.findings import DeclarationErrors

    source = Input(args.input, args.table, args.memory)
    request = Request(source, args.spec, args.out or args.check, args.exact, args.replace)
    with Status(WORDS["read"], console=Console(stderr=True)) as status:

        def tick(stage: str, count: int) -> None:
            status.update(WORDS[stage] + (f" {count:,}" if count else ""))

        try:
            made = (make if args.out else check)(request, tick=tick)
        except DeclarationErrors as error:
            raise _in_words(error, args.spec.parent) from error
    sys.stdout.write(summary(made.certificate, args.lang))
    return 0 if made.certificate["passed"] else FAILED


def _in_words(error: "DeclarationErrors", folder: Path) -> Trouble:
    from madoguchi.declare.report import as_text

    ja, en = (as_text(error.findings, str(folder), language).rstrip("\n") for language in ("ja", "en"))
    return Trouble("spec", ja=ja, en=en)


def summary(proven: dict[str, Any], language: str) -> str:
    """What was hidden and what the audit says, in a line; and a line for everything that speaks against the files."""
    cells, hidden, open_ = proven["cells"], proven["hidden"], proven["audit"]["not_proven_safe"]
    verdict = "合格" if proven["passed"] else "不合格"
    lines = {
        "ja": f"{cells:,} マスのうち {hidden:,} マスを隠しました。検査: {verdict} (安全と示せなかったマス {open_:,})",
        "en": f"{hidden:,} of {cells:,} cells are hidden. Audit: {'passed' if proven['passed'] else 'FAILED'}"
        f" (cells not proven safe: {open_:,})",
    }
    against = [f"  {name}: {found:,}" for name, found in proven["checks"].items() if found]
    return "\n".join([lines[language], *against]) + "\n"
