"""`madoguchi dataset init KEY --out DIR`: an empty file with a standard's headings, and a first description."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.opendata.commands.words import add_manners, guarded

if TYPE_CHECKING:
    from madoguchi.opendata.standards.model import Standard

_DESCRIPTION = """\
# データセットの説明。{path} と一緒に置きます。「…」を書きかえてください。
dataset: {name}
standard: {key}
title: {{ja: {title}, en: {english}}}
description: {{ja: …}}
owner: …            # 担当の課
licence: CC BY 4.0
update: …           # 更新の頻度 (毎年、毎月、変わったとき)
keywords: []
file: {path}
"""


def fill(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("key", metavar="KEY", help="標準データセット (v3/public_toilet など)")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="置くフォルダー")
    parser.add_argument("--code", default="", metavar="CODE", help="全国地方公共団体コード (6けた)")
    parser.add_argument("--standards", type=Path, metavar="DIR", help="自分の版のフォルダー")
    add_manners(parser)


def run(args: argparse.Namespace) -> int:
    """0 when both files were written; an existing file is never overwritten."""
    return guarded(lambda: _init(args), args.lang)


def _init(args: argparse.Namespace) -> int:
    from madoguchi.opendata.standards import standard
    from madoguchi.opendata.writing import write

    chosen = standard(args.key, args.standards)
    name = args.key.split("/")[1]
    data = args.out / _file_name(chosen, name, args.code)
    description = args.out / "dataset.yaml"
    for path in (data, description):
        _must_be_new(path)
    args.out.mkdir(parents=True, exist_ok=True)
    write(chosen.names, [], data)
    text = _DESCRIPTION.format(
        path=data.name, name=name.replace("_", "-"), key=args.key, title=chosen.name, english=name.replace("_", " ")
    )
    with description.open("x", encoding="utf-8") as file:
        file.write(text)
    sys.stdout.write(f"{data}\n{description}\n")
    return 0


def _file_name(chosen: "Standard", name: str, code: str) -> str:
    """As the standard names it: the code first, where it is given."""
    pattern = chosen.file_name or "{lg_code6}_" + name + ".csv"
    checked = f"{_code(code)}_" if code else ""
    return pattern.replace("{lg_code6}_", checked).replace("_{yyyymmdd}", "").replace("_yyyymmdd", "")


def _code(code: str) -> str:
    from madoguchi.japan.codes import CodeError, check_municipality_code
    from madoguchi.opendata.errors import Trouble

    try:
        return check_municipality_code(code)
    except CodeError as error:
        raise Trouble(
            "code",
            ja=f"「{code}」は全国地方公共団体コードではありません。",
            en=f"`{code}` is no code of a municipality.",
            mend_ja="検査数字を含めた6けたの数字を書いてください。",
            mend_en="Write its six digits, the check digit among them.",
        ) from error


def _must_be_new(path: Path) -> None:
    from madoguchi.opendata.errors import Trouble

    if path.exists():
        raise Trouble(
            "exists",
            ja=f"「{path}」はもうあります。書きかえません。",
            en=f"`{path}` exists already; it is not overwritten.",
            mend_ja="別のフォルダーにしてください。",
            mend_en="Choose another folder.",
        )
