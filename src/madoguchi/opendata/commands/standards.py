"""`madoguchi dataset standards [KEY]`: the standard datasets, how well each is known, and when to look again."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from madoguchi.opendata.commands.words import add_manners, guarded
from madoguchi.opendata.standards.model import Edition, Evidence, Standard

EVIDENCE = {
    Evidence.OFFICIAL: ("公式", "official"),
    Evidence.HEADERS: ("見出し", "headers"),
    Evidence.INFERRED: ("推定", "inferred"),
}
_NEEDS = {"required": "◎", "recommended": "○", "optional": " ", "unknown": "?"}


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("key", nargs="?", metavar="KEY", help="v3/public_toilet など。列を並べる")
    parser.add_argument("--standards", type=Path, metavar="DIR", help="自分の版のフォルダー")
    add_manners(parser)


def run(args: argparse.Namespace) -> int:
    """Print the list, or the columns of one."""
    return guarded(lambda: _show(args), args.lang)


def _show(args: argparse.Namespace) -> int:
    from madoguchi.opendata.standards import editions, standard, standards

    if args.key:
        sys.stdout.write(columns(standard(args.key, args.standards), args.lang))
        return 0
    today = date.fromisoformat(time.strftime("%Y-%m-%d"))
    there = standards(args.standards)
    for edition in editions(args.standards):
        sys.stdout.write(_edition(edition, today, args.lang))
        for key in edition.datasets:
            sys.stdout.write(_line(there[key], args.lang))
    return 0


def _edition(edition: Edition, today: date, language: str) -> str:
    if language == "ja":
        due = "● 新しい版が出ていないか見る時期です" if edition.amber(today) else "次に見る日"
        return f"{edition.key}  {edition.name} ({edition.issuer}、{edition.licence})\n    見た日 {edition.last_checked}、{due} {edition.next_check}\n"
    due = "● look for a newer edition: due" if edition.amber(today) else "next check"
    return f"{edition.key}  {edition.name} ({edition.issuer}, {edition.licence})\n    checked {edition.last_checked}, {due} {edition.next_check}\n"


def _line(one: Standard, language: str) -> str:
    evidence = EVIDENCE[one.evidence][language == "en"]
    width = "列" if language == "ja" else "columns"
    return f"  {one.key:26} {one.number} {one.name}  {len(one.columns)} {width}  {evidence}\n"


def columns(one: Standard, language: str = "ja") -> str:
    """The columns of a standard, one a line: 区分, name, format, words, example."""
    lines = [f"{one.key} {one.name}: {EVIDENCE[one.evidence][language == 'en']} ({one.completeness})"]
    for column in one.columns:
        details = [column.format or column.type, "/".join(column.words), column.example]
        lines.append(f"  {_NEEDS[column.need]} {column.name}  {'  '.join(filter(None, details))}")
    return "\n".join(lines) + "\n"
