"""`madoguchi dataset convert FILE --to v3/public_toilet --out OUT`: the same values under a standard's headings."""

import argparse
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.opendata.commands.progress import ticked
from madoguchi.opendata.commands.words import add_input, guarded, stream_input

if TYPE_CHECKING:
    from madoguchi.opendata.converting import Converter, Step
    from madoguchi.opendata.matching import Matching
    from madoguchi.opendata.reading import Stream
    from madoguchi.opendata.standards.model import Standard
    from madoguchi.opendata.table import Row

_HEAD = 200
_SURE = 0.25
"""Score of `recognise` below which the standard has to be named."""

_WORDS = {
    "kept": ("そのまま", "kept"),
    "renamed": ("見出しを変えた", "renamed"),
    "joined": ("つないだ", "joined"),
    "split": ("分けた", "split off"),
    "noted": ("備考に書いた", "put into 備考"),
    "remainder": ("行き先がない", "no place"),
    "empty": ("空のまま", "left empty"),
}


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_input(parser)
    parser.add_argument("--to", metavar="KEY", help="標準データセット (なければ見分けて、いちばん新しい版へ)")
    parser.add_argument("--out", required=True, type=Path, metavar="OUT", help="書くファイル (.csv .tsv .xlsx)")
    parser.add_argument("--learned", type=Path, metavar="FILE", help="前に決めた見出しの対応 (JSON か YAML)")
    parser.add_argument("--standards", type=Path, metavar="DIR", help="自分の版のフォルダー")


def run(args: argparse.Namespace) -> int:
    """0 when the file was written; what had no place is beside it under `.remainder.csv`,
    other tables of the sheet under `.other-table.csv`."""
    return guarded(lambda: _convert(args), args.lang)


def _convert(args: argparse.Namespace) -> int:
    from madoguchi.opendata.converting import Converter
    from madoguchi.opendata.learning import load
    from madoguchi.opendata.matching import match
    from madoguchi.opendata.writing import write

    with stream_input(args) as stream:
        rows = iter(stream)
        head = list(islice(rows, _HEAD))
        to = _wanted(args, stream, head)
        learned = load(args.learned).get(to.key) if args.learned else None
        matching = match(stream.header, to, rows=head, learned=learned)
        converter = Converter(stream.header, to, matching)
        through = ticked(chain(head, rows), stream.source.size)
        count = write(to.names, _converted(through, converter, stream), args.out)
    left = args.out.with_name(f"{args.out.stem}.remainder.csv")
    if converter.left:
        write(converter.remainder_header(), converter.left, left)
    others = _other_tables(stream, args.out)
    sys.stdout.write(_summary(count, to, matching, args.out, args.lang))
    sys.stdout.write("".join(_line(step, args.lang) for step in converter.log()))
    _tell_reading(stream, args.lang)
    if converter.left:
        sys.stdout.write({"ja": f"行き先のない値: {left}\n", "en": f"Without a place: {left}\n"}[args.lang])
    if others:
        sys.stdout.write({"ja": f"もう1つの表: {others}\n", "en": f"The other table: {others}\n"}[args.lang])
    return 0


def _other_tables(stream: "Stream", out: Path) -> Path | None:
    """What stood in other tables of the sheet, as it stood, beside the converted one: no value is lost."""
    from madoguchi.opendata.table import Row
    from madoguchi.opendata.writing import write

    rows = [one for one in stream.asides if one.kind == "other-table"]
    if not rows:
        return None
    width = max(len(one.cells) for one in rows)
    padded = [[*one.cells, *[""] * (width - len(one.cells))] for one in rows]
    path = out.with_name(f"{out.stem}.other-table.csv")
    names = [*stream.layout.right_names, *[""] * (width - len(stream.layout.right_names))]
    head = names if stream.layout.right is not None else padded.pop(0)
    write(head, [Row(at, cells) for at, cells in enumerate(padded, 2)], path)
    return path


def _tell_reading(stream: "Stream", language: str) -> None:
    """What was set aside, or was odd, while the file was read."""
    from madoguchi.opendata.reading import findings

    for found in findings(stream.closed()):
        sys.stdout.write(f"  {found.ja if language == 'ja' else found.en} {found.value}".rstrip() + "\n")


def _wanted(args: argparse.Namespace, stream: "Stream", head: "list[Row]") -> "Standard":
    """The named standard; else the newest edition of the likeliest dataset."""
    from madoguchi.opendata.errors import Trouble
    from madoguchi.opendata.recognising import recognise
    from madoguchi.opendata.standards import standard, standards

    if args.to:
        return standard(args.to, args.standards)
    there = standards(args.standards)
    candidates = recognise(stream.closed(head), there.values())
    if not candidates or candidates[0].score < _SURE:
        raise Trouble(
            "not-recognised",
            ja="どの標準データセットか、見分けられません。",
            en="It is not clear which standard dataset this is.",
            mend_ja="--to で指定してください (一覧は `madoguchi dataset standards`)。",
            mend_en="Name it with --to (listed by `madoguchi dataset standards`).",
        )
    dataset = candidates[0].standard.key.split("/")[1]
    return max((one for one in there.values() if one.key.endswith("/" + dataset)), key=lambda one: one.key)


def _converted(rows: "Iterator[Row]", converter: "Converter", stream: "Stream") -> "Iterator[Row]":
    extras: dict[int, tuple[str, ...]] = {}
    seen = 0
    for row in rows:
        if len(stream.ragged) > seen:
            extras.update({one.line: one.extra for one in stream.ragged[seen:]})
            seen = len(stream.ragged)
        yield converter.row(row, extras.pop(row.line, ()))


def _summary(count: int, to: "Standard", matching: "Matching", out: Path, language: str) -> str:
    missing = "、".join(column.name for column in matching.missing_required)
    if language == "ja":
        return f"{out}: {to.key} {to.name} に {count:,} 行\n" + (
            f"  ◎ の列がありません: {missing}\n" if missing else ""
        )
    return f"{out}: {count:,} rows as {to.key}\n" + (f"  required columns not found: {missing}\n" if missing else "")


def _line(step: "Step", language: str) -> str:
    arrow = " → ".join(" ".join(name.split()) for name in (step.source, step.target) if name)
    count = f" ({step.rows:,})" if step.kind != "empty" else ""
    return f"  {_WORDS[step.kind][language == 'en']}: {arrow}{count}\n"
