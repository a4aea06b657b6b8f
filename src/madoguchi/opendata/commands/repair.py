"""`madoguchi dataset repair FILE`: list the proposals; with --accept, write a mended copy and the log of what changed."""

import argparse
import getpass
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.opendata.commands.choosing import add_standard, choose_standard, learned_headings
from madoguchi.opendata.commands.words import add_input, guarded, read_input
from madoguchi.opendata.errors import Language, Trouble

if TYPE_CHECKING:
    from madoguchi.opendata.checking import Report
    from madoguchi.opendata.finding import Finding
    from madoguchi.opendata.repairing import Entry
    from madoguchi.opendata.table import Table


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    add_standard(parser)
    parser.add_argument(
        "--accept",
        nargs="+",
        metavar="KIND",
        help="受け入れる直し方 (trim width time …)、provable (証明できるものすべて)、all (推測も)",
    )
    parser.add_argument("--line", nargs="+", type=int, metavar="LINE", help="この行だけを直す")
    parser.add_argument("--out", type=Path, metavar="OUT", help="直した表を書くファイル (もとのファイルは変えない)")
    parser.add_argument("--log", type=Path, metavar="LOG", help="直した記録 (.csv か .json。なければ OUT.repairs.csv)")
    parser.add_argument("--by", metavar="NAME", help="受け入れる人 (なければログインの名前)")


def run(args: argparse.Namespace) -> int:
    """0 when the proposals were listed or the copy was written."""
    return guarded(lambda: _repair(args), args.lang)


def _repair(args: argparse.Namespace) -> int:
    from madoguchi.opendata.checking import check

    if args.accept and args.out is None:
        raise _no_out()
    if args.out and args.out.resolve() == args.input.resolve():
        raise _same_file()
    table = read_input(args)
    report = check(table, choose_standard(args, table), learned=learned_headings(args))
    if not args.accept:
        sys.stdout.write(_listed(report, args.lang))
        return 0
    return _write(args, table, report)


def _write(args: argparse.Namespace, table: "Table", report: "Report") -> int:
    from madoguchi.opendata.repairing import apply
    from madoguchi.opendata.writing import write

    when = datetime.now(UTC).astimezone()  # noqa: TID251 - a command of a pure library: no demo's clock reaches it
    mended, log = apply(table, _accepted(args, report), by=args.by or getpass.getuser(), when=when)
    write(mended.header, mended.rows, args.out)
    place = args.log or args.out.with_name(args.out.name + ".repairs.csv")
    _write_log(place, log)
    sys.stdout.write(_done(args.out, place, log, table, args.lang))
    return 0


def _accepted(args: argparse.Namespace, report: "Report") -> "list[Finding]":
    from madoguchi.opendata.repairing import chosen, proposals

    there = {finding.repair.kind for finding in proposals(report) if finding.repair}
    unknown = sorted(set(args.accept) - there - {"provable", "all"})
    if unknown:
        raise _unknown_kind(unknown, sorted(there))
    some = chosen(report, args.accept)
    return [finding for finding in some if args.line is None or finding.line in args.line]


def _write_log(path: Path, log: "Sequence[Entry]") -> None:
    from madoguchi.opendata.repairing import log_as_csv, log_as_json

    if path.suffix == ".json":
        path.write_text(log_as_json(log), encoding="utf-8")
    else:
        path.write_text(log_as_csv(log), encoding="utf-8-sig", newline="")


def _listed(report: "Report", language: Language) -> str:
    from madoguchi.opendata.commands.telling import example, headline
    from madoguchi.opendata.repairing import proposals

    found = proposals(report)
    lines = [headline(report, language)]
    if not found:
        return lines[0] + ("\n直し方の提案はありません。\n" if language == "ja" else "\nThere is nothing to propose.\n")
    for finding in found:
        kind = finding.repair.kind if finding.repair else ""
        lines.append(f"{kind:16} {' '.join(finding.column.split())}  {example(finding, language)}")
    kinds = Counter(finding.repair.kind for finding in found if finding.repair)
    listed = "、".join(f"{kind} {count:,}" for kind, count in kinds.most_common())
    lines.append(
        f"\n{len(found):,} 件の提案: {listed}。受け入れるには --accept 種類 (または provable) と --out を指定します。"
        if language == "ja"
        else f"\n{len(found):,} proposals: {listed}. Accept with --accept KIND (or provable) and --out."
    )
    return "\n".join(lines) + "\n"


def _done(out: Path, place: Path, log: "Sequence[Entry]", table: "Table", language: Language) -> str:
    aside = [one for one in table.asides if one.kind != "blank"]
    if language == "en":
        told = f"{len(log):,} cells changed. Table: {out}, log: {place}\n"
        return told + (f"{len(aside)} rows that are no data were left out.\n" if aside else "")
    told = f"{len(log):,} か所を直しました。表: {out}、記録: {place}\n"
    return told + (f"データでない行 (表題、注など) {len(aside)} 行は書いていません。\n" if aside else "")


def _no_out() -> Trouble:
    return Trouble(
        "no-out",
        ja="直した表をどこに書くか、指定がありません。",
        en="It is not said where to write the mended table.",
        mend_ja="--out でファイルを指定してください。もとのファイルは変えません。",
        mend_en="Name a file with --out; the original is never changed.",
    )


def _same_file() -> Trouble:
    return Trouble(
        "same-file",
        ja="もとのファイルには書きません。",
        en="The original is never overwritten.",
        mend_ja="--out に、別の名前を指定してください。",
        mend_en="Name another file with --out.",
    )


def _unknown_kind(unknown: Sequence[str], there: Sequence[str]) -> Trouble:
    return Trouble(
        "unknown-kind",
        ja=f"「{'、'.join(unknown)}」という直し方の提案はありません。",
        en=f"Nothing of the kind {', '.join(unknown)} is proposed.",
        mend_ja=f"このファイルにあるもの: {'、'.join(there) or 'なし'}。provable と all も使えます。",
        mend_en=f"This file has: {', '.join(there) or 'none'}; provable and all work as well.",
    )
