"""`madoguchi dataset check FILE`: what a standard asks, and where a file does not answer."""

import argparse
import gc
import json
import sys
from typing import TYPE_CHECKING

from madoguchi.opendata.collecting import uncollected
from madoguchi.opendata.commands.choosing import add_standard, choose_standard, learned_headings
from madoguchi.opendata.commands.words import FAILED, add_input, guarded

if TYPE_CHECKING:
    from madoguchi.opendata.checking import Place, Report
    from madoguchi.opendata.table import Table

LARGE = 60_000_000
"""Bytes of a text (about 200,000 rows) from which DuckDB looks at the rows first."""

UNCHECKED = {"ja": "個人情報 (personal:…)", "en": "personal data (personal:…)"}
"""Of a large file with `--no-people`."""


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    add_standard(parser)
    parser.add_argument("--place", metavar="PLACE", help="市区町村の範囲: 南,西,北,東 か GeoJSON ファイル")
    parser.add_argument(
        "--no-people", action="store_true", help="60 MB を超えるファイルで、個人情報を探さずに早く終える"
    )
    parser.add_argument("--json", action="store_true", help="JSON で出す")
    parser.add_argument("--all", action="store_true", help="見つかったものをすべて並べる")


def run(args: argparse.Namespace) -> int:
    """0 without errors, 1 with errors or where the file cannot be read."""
    with uncollected():  # a small file is done before collecting would pay
        return guarded(lambda: _check(args), args.lang)


def _check(args: argparse.Namespace) -> int:
    report = checked(args)
    sys.stdout.write(_json(report) if args.json else _told(args, report))
    return FAILED if report.has_errors else 0


def checked(args: argparse.Namespace) -> "Report":
    """The report on the file that the arguments name."""
    from madoguchi.opendata.checking import read_place
    from madoguchi.opendata.commands.words import read_input, stream_input

    place = read_place(args.place) if args.place else None
    if args.input.stat().st_size > LARGE:
        from madoguchi.opendata.bulk import check_file

        gc.enable()
        report = check_file(
            args.input,
            lambda table: choose_standard(args, table),
            place=place,
            learned=learned_headings(args),
            people=not args.no_people,
            opening=(lambda: stream_input(args)) if args.sheet or args.encoding or args.delimiter else None,
        )
        left_out = (UNCHECKED[args.lang],) if args.no_people else ()
        return report._replace(unchecked=(*report.unchecked, *left_out))
    return _checked_whole(args, read_input(args), place)


def _checked_whole(args: argparse.Namespace, table: "Table", place: "Place | None") -> "Report":
    """By the standard, and for what may be personal data in its cells."""
    from madoguchi.opendata.checking.checking import beside_findings, check_matched
    from madoguchi.opendata.matching import match
    from madoguchi.opendata.personal import in_cells

    standard = choose_standard(args, table)
    matching = match(table.header, standard, rows=table.rows, learned=learned_headings(args)) if standard else None
    report = check_matched(table, standard, matching, place)
    return report.with_more([*beside_findings(table), *in_cells(table, matching)])


def _json(report: "Report") -> str:
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n"


def _told(args: argparse.Namespace, report: "Report") -> str:
    if sys.stdout.isatty():
        from madoguchi.opendata.commands.tables import show

        show(report, args.lang, everything=args.all)
        return ""
    from madoguchi.opendata.commands.telling import tell

    return tell(report, args.lang, everything=args.all)
