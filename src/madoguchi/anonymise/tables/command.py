"""`madoguchi anonymise table INPUT --spec TABLE.yaml --out OUT`."""

import argparse
import sys
from pathlib import Path

WORDS = {
    "read": "読んでいます",
    "cover": "追加で隠すマスを選んでいます (まだ足りないマス)",
    "trim": "隠しすぎたマスを戻しています (残り)",
    "audit": "書き出した表を検査しています (計算)",
}


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("input", metavar="INPUT", type=Path, help="明細か、数えた後の表 (CSV、Parquet)")
    parser.add_argument("--spec", required=True, type=Path, metavar="TABLE.yaml", help="集計表の宣言")
    parser.add_argument("--out", type=Path, metavar="OUT", help="作るフォルダー (release と keeper の2つができる)")
    parser.add_argument("--check", type=Path, metavar="OUT", help="作らずに、できているフォルダーを検査する")
    parser.add_argument("--exact", action="store_true", help="隠したマスの幅を、限界まで調べる (時間がかかる)")
    parser.add_argument("--replace", action="store_true", help="同じ名前のフォルダーを置きかえる")


def run(args: argparse.Namespace) -> int:
    """0: made and proven (or, with --check, safe). 1: refused, with reasons. 2: misused. 130: interrupted."""
    from madoguchi.anonymise.tables.errors import TableError
    from madoguchi.declare.findings import DeclarationErrors
    from madoguchi.declare.report import as_text

    if bool(args.out) == bool(args.check):
        return _say("--out か --check のどちらか1つを指定してください。 / Give either --out or --check.", status=2)
    for path in (args.input, args.spec):
        if not path.is_file():
            return _say(f"{path} がありません。 / {path} is not there.", status=2)
    try:
        return _work(args)
    except DeclarationErrors as error:
        return _say(as_text(error.findings, str(args.spec.parent), "ja").rstrip("\n"), status=1)
    except TableError as error:
        return _say(f"{error.ja}\n{error.en}", status=1)
    except KeyboardInterrupt:
        return _say(
            "中断しました。できかけのファイルは残していません。 / Interrupted; nothing half-made is left.", status=130
        )


def _work(args: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.status import Status

    from madoguchi.anonymise.tables.making import Request, check, make

    request = Request(args.input, args.spec, args.out or args.check, args.exact, args.replace)
    console = Console(stderr=True)
    with Status("読んでいます", console=console) as status:

        def tick(stage: str, count: int) -> None:
            status.update(WORDS[stage] + (f" {count:,}" if count else ""))

        made = (make if args.out else check)(request, tick=tick)
    proven = made.certificate
    sys.stdout.write(
        f"{proven['cells']:,} マスのうち {proven['hidden']:,} マスを隠しました。"
        f"検査: {'合格' if proven['passed'] else '不合格'} (安全と示せなかったマス {proven['audit']['not_proven_safe']:,})\n"
    )
    for name, found in proven["checks"].items():
        if found:
            sys.stdout.write(f"  {name}: {found:,}\n")
    return 0 if proven["passed"] else 1


def _say(words: str, *, status: int) -> int:
    sys.stderr.write(words + "\n")
    return status
