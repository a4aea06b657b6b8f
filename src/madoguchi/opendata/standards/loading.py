"""The standards by their keys: those that come with the program, and those of a folder of one's own."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.standards.model import Column, Edition, Evidence, Need, Standard

_INDEX = Path(__file__).parent / "data" / "index.json"


def standard(key: str, folder: Path | None = None) -> Standard:
    """The standard of that key ("v3/public_toilet"). Raises Trouble `unknown-standard` with the nearest keys."""
    found = standards(folder).get(key)
    if found is None:
        raise _unknown(key, list(standards(folder)))
    return found


@cache
def standards(folder: Path | None = None) -> Mapping[str, Standard]:
    """Every standard by its key; `folder` holds editions of one's own, one folder each.

    Raises Trouble `standard` for a file that is wrong, `edition-twice` for an edition that is there already.
    """
    compiled = [index(), *own_editions(folder)]
    return {
        key: _standard(key, data, next(e for e in part["editions"] if e["key"] == key.split("/")[0]))
        for part in compiled
        for key, data in part["standards"].items()
    }


def editions(folder: Path | None = None) -> list[Edition]:
    """Every edition with its datasets."""
    keys = list(standards(folder))
    return [
        Edition(
            key=words["key"],
            name=words["name"],
            issuer=words["issuer"],
            licence=words["licence"],
            last_checked=date.fromisoformat(words["last_checked"]),
            next_check=date.fromisoformat(words["next_check"]),
            note=words["note"],
            datasets=tuple(key for key in keys if key.startswith(words["key"] + "/")),
        )
        for part in [index(), *own_editions(folder)]
        for words in part["editions"]
    ]


@cache
def index() -> dict[str, Any]:
    """The compiled index that comes with the program."""
    found: dict[str, Any] = json.loads(_INDEX.read_text(encoding="utf-8"))
    return found


def own_editions(folder: Path | None) -> list[dict[str, Any]]:
    """The compiled editions of a folder of one's own."""
    if folder is None:
        return []
    from madoguchi.opendata.standards.compiling import EDITION_FILE, compile_folder

    there = {words["key"] for words in index()["editions"]}
    found = []
    for path in sorted(path.parent for path in folder.glob(f"*/{EDITION_FILE}")):
        if path.name in there:
            raise _twice(path.name)
        part = compile_folder(path)
        found.append({"editions": [part["edition"]], "standards": part["standards"]})
    if not found:
        raise _no_editions(folder)
    return found


def _standard(key: str, data: Mapping[str, Any], edition: Mapping[str, str]) -> Standard:
    return Standard(
        key=key,
        number=data["number"],
        name=data["name"],
        edition=edition["name"],
        issuer=edition["issuer"],
        file_name=data["file_name"],
        evidence=Evidence(data["evidence"]),
        columns=tuple(map(_column, data["columns"])),
        sources=tuple(data["sources"]),
        last_checked=date.fromisoformat(edition["last_checked"]),
        next_check=date.fromisoformat(edition["next_check"]),
        note=data["note"],
        completeness=data["completeness"],
    )


def _column(data: Mapping[str, Any]) -> Column:
    return Column(**{**data, "need": Need(data["need"]), "words": tuple(data.get("words", ()))})


def _unknown(key: str, keys: list[str]) -> Trouble:
    from difflib import get_close_matches

    near = get_close_matches(key, keys, 3, 0.4)
    return Trouble(
        "unknown-standard",
        ja=f"「{key}」という標準データセットはありません。",
        en=f"There is no standard dataset `{key}`.",
        mend_ja="`madoguchi dataset standards` の一覧から選んでください"
        + (f"。近いもの: {'、'.join(near)}" if near else "。"),
        mend_en="Choose from `madoguchi dataset standards`" + (f"; near: {', '.join(near)}" if near else "."),
    )


def _twice(edition: str) -> Trouble:
    return Trouble(
        "edition-twice",
        ja=f"版「{edition}」は、はじめから入っています。",
        en=f"The edition `{edition}` comes with the program.",
        mend_ja="フォルダーに別の名前を付けてください。",
        mend_en="Give the folder another name.",
    )


def _no_editions(folder: Path) -> Trouble:
    return Trouble(
        "no-editions",
        ja=f"フォルダー「{folder}」に、標準の版がありません。",
        en=f"There is no edition of a standard in `{folder}`.",
        mend_ja="版ごとのフォルダーに _edition.yaml があるか確かめてください (`madoguchi dataset import-standard` が作ります)。",
        mend_en="Each edition is a folder with an _edition.yaml (`madoguchi dataset import-standard` makes one).",
    )
