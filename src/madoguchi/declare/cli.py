"""`madoguchi check` and `madoguchi schema`: without Django, and nothing heavy is imported before a command runs."""

import argparse
import typing

if typing.TYPE_CHECKING:
    from datetime import date

KINDS = (
    "procedure",
    "register",
    "indicator",
    "recommendations",
    "activity",
    "dataset",
    "purpose",
    "municipality",
    "text",
)
OTHER_HOMES = {"recipe": "madoguchi.anonymise.recipe.schema", "table": "madoguchi.anonymise.tables.loading"}
"""Declarations that are not a town's: the module whose `schema_text()` knows them, imported when it is asked for."""


def add_check(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check`; its `run` takes the arguments and returns the exit status."""
    parser = subparsers.add_parser("check", help="自治体の宣言ファイルを確かめる / check a town's declarations")
    parser.add_argument("folder", metavar="DIR", help="municipality.yaml のあるフォルダー")
    parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="メッセージの言語（既定は ja）")
    parser.add_argument("--json", action="store_true", help="エディタや CI のための JSON で出す")
    parser.add_argument("--on", metavar="DATE", help="この日に使うものとして確かめる（既定は今日）")
    parser.set_defaults(run=run_check)


def add_schema(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `schema`; its `run` takes the arguments and returns the exit status."""
    parser = subparsers.add_parser("schema", help="宣言ファイルの JSON Schema を出す / print a JSON Schema")
    parser.add_argument("kind", choices=(*KINDS, *OTHER_HOMES), metavar="KIND", help=" | ".join((*KINDS, *OTHER_HOMES)))
    parser.set_defaults(run=run_schema)


def run_check(args: argparse.Namespace) -> int:
    """0 when nothing is wrong, 1 with findings, 2 when `--on` is no date."""
    import sys
    from datetime import date

    from madoguchi.declare.loading import check_town
    from madoguchi.declare.report import as_json, as_text

    try:
        today = date.fromisoformat(args.on) if args.on else _today_in_japan()
    except ValueError:
        sys.stderr.write("--on は 2026-04-01 の形で書いてください。 / Write --on like 2026-04-01.\n")
        return 2
    findings = check_town(args.folder, today=today)
    text = as_json(findings, args.folder) if args.json else as_text(findings, args.folder, args.lang)
    sys.stdout.write(text)
    return 1 if findings else 0


def run_schema(args: argparse.Namespace) -> int:
    """Print the JSON Schema (2020-12) of one kind of file."""
    import sys
    from importlib import import_module

    if args.kind in OTHER_HOMES:
        sys.stdout.write(import_module(OTHER_HOMES[args.kind]).schema_text())
        return 0
    from madoguchi.declare.schemas import schema_text

    sys.stdout.write(schema_text(args.kind))
    return 0


def _today_in_japan() -> "date":
    """The day at a counter in Japan (UTC+9, no summer time), whatever the zone of the machine."""
    import time
    from datetime import date

    return date(*time.gmtime(time.time() + 9 * 3600)[:3])
