"""Which standard a table is held against: the one that is named, or the one that it looks like."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.opendata.errors import Language, Trouble

if TYPE_CHECKING:
    from madoguchi.opendata.recognising import Candidate
    from madoguchi.opendata.standards.model import Standard
    from madoguchi.opendata.table import Table

_SURE = 0.6
"""Score of `recognising` from which a table is taken for a standard dataset without being told."""


def add_standard(parser: argparse.ArgumentParser) -> None:
    """`--as`, `--edition`."""
    parser.add_argument(
        "--as", dest="key", metavar="DATASET", help="標準データセット (public_toilet、v3/public_toilet …)"
    )
    parser.add_argument("--learned", type=Path, metavar="FILE", help="前に決めた見出しの対応 (JSON か YAML)")
    parser.add_argument("--standards", type=Path, metavar="DIR", help="自分の版のフォルダー")
    parser.add_argument("--edition", metavar="EDITION", help="標準の版 (v3、v1 …)")


def choose_standard(args: argparse.Namespace, table: "Table") -> "Standard | None":
    """The standard that the arguments name; else the likeliest, None where none is likely.

    Without an edition, the one whose columns the table has most of. Raises Trouble `unknown-standard`.
    """
    from madoguchi.opendata.recognising import recognise
    from madoguchi.opendata.standards import standard, standards

    if args.key and ("/" in args.key or args.edition):
        return standard(args.key if "/" in args.key else f"{args.edition}/{args.key}", args.standards)
    there = [one for key, one in standards(args.standards).items() if _is_meant(key, args.key, args.edition)]
    if not there:
        raise _unknown(args.key or "", args.edition or "")
    likely = recognise(table, there)
    if args.key:
        return likely[0].standard if likely else there[-1]
    if likely and likely[0].telling and (likely[0].score >= _SURE or likely[0].fits):
        return likely[0].standard
    _hint(likely[:1], args.lang)
    return None


_COMMON = {
    "ja": "どの標準データセットにもあるような列ばかりです。標準が分かっていれば、--as で指定してください。",
    "en": "The columns are such as nearly every standard dataset has: name the one that is meant with --as.",
}

_NONE = {
    "ja": "見出しの合う標準データセットは、見つかりません。標準が分かっていれば、--as で指定してください。",
    "en": "No standard dataset has such headings: name the one that is meant with --as.",
}


def _hint(nearest: "list[Candidate]", language: Language) -> None:
    """Where none is sure, the nearest is told beside the report."""
    for one in nearest:
        there, of = len(one.matching.matches), len(one.matching.matches) + len(one.matching.homeless)
        told = {
            "ja": f"もっとも近いのは「{one.standard.name}」です ({of} 列のうち {there} 列)。それなら --as {one.standard.key} を付けてください。",
            "en": f"The nearest is {one.standard.key} ({there} of {of} columns): name it with --as {one.standard.key} if it is meant.",
        }
        words = told if one.telling else _COMMON
        sys.stderr.write((words if there * 2 >= of else _NONE)[language] + "\n")


def learned_headings(args: argparse.Namespace) -> "dict[str, str] | None":
    """Heading → column, as somebody chose before for any of the standards; None without `--learned`."""
    if args.learned is None:
        return None
    from madoguchi.opendata.learning import load

    return {heading: column for part in load(args.learned).values() for heading, column in part.items()}


def _is_meant(key: str, name: str | None, edition: str | None) -> bool:
    folder, dataset = key.split("/")
    return name in (None, dataset) and edition in (None, folder)


def _unknown(name: str, edition: str) -> Trouble:
    from madoguchi.opendata.standards import standards

    names = sorted({key.split("/")[1] for key in standards()})
    return Trouble(
        "unknown-standard",
        ja=f"標準データセット「{name or edition}」はありません。",
        en=f"There is no standard dataset `{name or edition}`.",
        mend_ja=f"次から選んでください: {'、'.join(names)}",
        mend_en=f"Choose one of: {', '.join(names)}",
    )
