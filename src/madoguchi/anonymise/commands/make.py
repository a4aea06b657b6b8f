"""`madoguchi anonymise INPUT --recipe R.yaml --out OUT`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.anonymise.commands.words import add_input, guarded
from madoguchi.anonymise.errors import Trouble

if TYPE_CHECKING:
    from madoguchi.anonymise.making import Release

SHORTEST_KEY = 32


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    parser.add_argument("--recipe", required=True, type=Path, metavar="R.yaml", help="レシピ")
    parser.add_argument("--out", required=True, type=Path, metavar="OUT", help="つくるファイル (.csv か .parquet)")
    parser.add_argument("--report", type=Path, metavar="HTML", help="報告のページ")
    parser.add_argument("--seconds", type=float, metavar="S", help="探す時間の上限。残る差も報告する")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="仮名をつくる秘密の鍵")
    parser.add_argument(
        "--with", dest="beside", action="append", type=Path, default=[], metavar="OLD", help="同じ元データの前の公開"
    )
    parser.add_argument("--threads", type=int, metavar="N", help="使う CPU の数")
    parser.add_argument("--quiet", action="store_true", help="進み具合を出さない")


def run(args: argparse.Namespace) -> int:
    """0 when a release was made and verified, 1 with a trouble, 130 when interrupted."""
    return guarded(lambda: _make(args), args.lang)


def _make(args: argparse.Namespace) -> int:
    from madoguchi.anonymise.making import Job, anonymise
    from madoguchi.anonymise.progress import watched

    with watched(quiet=args.quiet) as tells:
        release = anonymise(
            Job(
                args.input,
                args.recipe,
                args.out,
                table=args.table,
                report=args.report,
                memory=args.memory,
                threads=args.threads,
                seconds=args.seconds,
                key=_key(args.key_file),
                beside=args.beside,
                tells=tells,
            )
        )
    sys.stdout.write(summary(release, args.lang))
    return 0


def _key(path: Path | None) -> bytes | None:
    if path is None:
        return None
    key = path.read_bytes().strip()
    if len(key) < SHORTEST_KEY:
        raise Trouble(
            "key",
            ja=f"鍵のファイル「{path.name}」が短すぎます ({SHORTEST_KEY}バイト以上)。",
            en=f"The key in `{path.name}` is too short ({SHORTEST_KEY} bytes or more).",
            mend_ja="openssl rand -hex 32 などで作ってください。",
            mend_en="Make one with `openssl rand -hex 32`.",
        )
    return key


def summary(release: "Release", language: str) -> str:
    """What was made, in a few lines."""
    certificate, optimum = release.certificate, release.optimum
    local = release.plan.recipe.recoding == "local"
    bound = optimum.bound if not local else None
    lines = {
        "ja": [
            f"{certificate.output.name}: {certificate.output.rows:,} 行、{certificate.classes:,} 組、いちばん小さい組 {certificate.smallest} 行、消した行 {certificate.left_out:,}",
            f"失った細かさ {release.assigned.loss:.4f}" + _proof_ja(optimum.proven, bound),
            f"検査 {len(certificate.checks)} 件すべて合格。証明: {certificate.output.name}.certificate.json",
        ],
        "en": [
            f"{certificate.output.name}: {certificate.output.rows:,} rows, {certificate.classes:,} classes, smallest {certificate.smallest}, left out {certificate.left_out:,}",
            f"loss {release.assigned.loss:.4f}" + _proof_en(optimum.proven, bound),
            f"all {len(certificate.checks)} checks passed; certificate: {certificate.output.name}.certificate.json",
        ],
    }
    return "\n".join(lines[language]) + "\n"


def _proof_ja(proven: bool, bound: float | None) -> str:
    if bound is None:
        return " (組ごとの粗さ)"
    return " (これより小さいものはないことを証明)" if proven else f" (時間切れ。最小でも {bound:.4f})"


def _proof_en(proven: bool, bound: float | None) -> str:
    if bound is None:
        return " (local recoding)"
    return " (proven: none is smaller)" if proven else f" (time is over; none is below {bound:.4f})"
