"""`madoguchi dataset profile FILE`: how the file is written, and what each column holds."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from madoguchi.opendata.commands.progress import ticked
from madoguchi.opendata.commands.words import add_input, guarded, stream_input

if TYPE_CHECKING:
    from madoguchi.opendata.profiling import Profile
    from madoguchi.opendata.table import Table


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    parser.add_argument("--json", action="store_true", help="JSON で出す")


def run(args: argparse.Namespace) -> int:
    """0 when the file could be read."""
    return guarded(lambda: _profile(args), args.lang)


def _profile(args: argparse.Namespace) -> int:
    from madoguchi.opendata.profiling import profile

    with stream_input(args) as stream:
        columns = profile(stream.header, ticked(stream, stream.source.size))
    table = stream.closed()
    told = _json(table, columns) if args.json else _text(table, columns, args.lang)
    sys.stdout.write(told)
    return 0


def _json(table: "Table", columns: "list[Profile]") -> str:
    whole = {
        "source": table.source._asdict(),
        "header_lines": table.header_lines,
        "asides": [aside._asdict() for aside in table.asides],
        "columns": [asdict(column) for column in columns],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _text(table: "Table", columns: "list[Profile]", language: str) -> str:
    source = table.source
    rows = columns[0].filled + columns[0].blank if columns else 0
    manner = source.sheet if source.form == "xlsx" else f"{source.encoding} {source.delimiter!r} {source.newline!r}"
    head = {
        "ja": f"{source.name}: {source.form} {manner}、{source.size:,} バイト、{rows:,} 行 × {len(columns)} 列、見出しは {table.header_lines} 行目、よけた行 {len(table.asides)}",
        "en": f"{source.name}: {source.form} {manner}, {source.size:,} bytes, {rows:,} rows × {len(columns)} columns, header on {table.header_lines}, {len(table.asides)} rows set aside",
    }
    return "\n".join([head[language], *(_line(column, language) for column in columns)]) + "\n"


def _line(column: "Profile", language: str) -> str:
    name = " ".join(column.name.split()) or "—"
    types = ", ".join(f"{kind} {count:,}" for kind, count in column.types.items())
    reach = "" if column.least is None else f" [{column.least:g} … {column.most:g}]"
    examples = " / ".join(" ".join(value.split())[:20] for value in column.examples)
    more = "+" if column.capped else ""
    if language == "ja":
        return f"  {name}: 記入 {column.filled:,}、空 {column.blank:,}、値 {column.distinct:,}{more} 種類、{types}{reach} 例: {examples}"
    return f"  {name}: {column.filled:,} filled, {column.blank:,} blank, {column.distinct:,}{more} values, {types}{reach} e.g. {examples}"
