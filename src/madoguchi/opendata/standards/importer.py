"""A sheet of the official definition workbook becomes a dataset of an edition: a YAML file that a person can read.

The columns of the sheet: 項目No, 項目名, 区分 (◎ ○ blank), 説明, 形式, 記入例, 英語名, 共通語彙基盤, 値型,
GIF参照データモデル, GIF区分, 物理名; only 項目名 and 区分 are needed.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.folding import fold
from madoguchi.opendata.reading import read
from madoguchi.opendata.standards.compiling import EDITION_FILE
from madoguchi.opendata.standards.loading import index
from madoguchi.opendata.table import Table

_FIELDS = {
    "項目名": "name",
    "区分": "need",
    "説明": "description",
    "形式": "format_ja",
    "記入例": "example",
    "英語名": "english",
    "共通語彙基盤": "vocabulary",
    "値型": "value_type",
    "GIF参照データモデル": "gif_model",
    "GIF区分": "gif_class",
    "物理名": "physical",
}
_NEEDS = {"◎": "required", "○": "recommended", "〇": "recommended", "": "optional"}
_FORMATS = (
    (re.compile(r"時刻"), "time_hhmm"),
    (re.compile(r"日付|年月日"), "date_iso"),
    (re.compile(r"URI|URL"), "uri"),
    (re.compile(r"全角カナ"), "katakana_fullwidth"),
)
_WORD = re.compile(r"「([^」]{1,30})」")


@dataclass(frozen=True)
class Imported:
    """The files that were written, the dataset's key, and its columns."""

    key: str
    files: tuple[Path, ...]
    columns: int


def import_standard(book: Path, *, sheet: str, edition: str, out: Path, today: str, dataset: str = "") -> Imported:
    """Write `out/<edition>/<dataset>.yaml` from a sheet, and the edition's own file where there is none yet.

    `dataset`: English name, told from the sheet's name where empty. `today`: YYYY-MM-DD, kept as the day of checking.
    Nothing is overwritten. Raises Trouble `definition` where the sheet is no definition, `exists`, or as `read` does.
    """
    table = read(book, sheet=sheet)
    columns = _columns(table)
    known = _known(sheet)
    name = dataset or str(known.get("id", ""))
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or not re.fullmatch(r"[A-Za-z0-9][\w.-]*", edition):
        raise _nameless(sheet)
    data = {
        "id": name,
        "number": (re.match(r"\d+", unicodedata.normalize("NFKC", sheet)) or [str(known.get("number", ""))])[0],
        "name": known.get("name") or re.sub(r"^[\d\s_.\-－]+", "", sheet),
        "file_name": known.get("file_name") or f"{{lg_code6}}_{name}.csv",
        "evidence": "official",
        "completeness": "complete",
        "note": "imported from the definition workbook; formats and words are told from 形式 and 説明: look them over",
        "sources": [f"{book.name} sheet {sheet} (SHA-256 {table.source.digest})"],
        "columns": columns,
    }
    folder = out / edition
    path, own = folder / f"{name}.yaml", folder / EDITION_FILE
    if path.exists():
        raise _exists(path)
    folder.mkdir(parents=True, exist_ok=True)
    _dump(path, data)
    if not own.exists():
        _dump(own, _edition(edition, today))
        return Imported(f"{edition}/{name}", (own, path), len(columns))
    return Imported(f"{edition}/{name}", (path,), len(columns))


def _columns(table: Table) -> list[dict[str, Any]]:
    places = {_FIELDS[name]: at for at, heading in enumerate(table.header) if (name := _field(heading))}
    for name, field in (("項目名", "name"), ("区分", "need")):
        if field not in places:
            raise _no_definition(table, f"「{name}」の列がありません", f"there is no column {name}")
    formats = _formats()
    found = []
    for row in table.rows:
        texts = {field: row.cells[at].strip() for field, at in places.items()}
        if texts["name"]:
            found.append(_column(texts, formats, table, row.line))
    if not found:
        raise _no_definition(table, "項目がありません", "it defines no columns")
    return found


def _field(heading: str) -> str:
    return next((name for name in _FIELDS if fold(name) == fold(heading)), "")


def _column(texts: dict[str, str], formats: Mapping[str, str], table: Table, line: int) -> dict[str, Any]:
    mark = texts.pop("need")
    if mark not in _NEEDS:
        raise _no_definition(
            table, f"{line} 行目の区分「{mark}」が分かりません", f"line {line}: 区分 `{mark}` is unknown"
        )
    name, form = texts.pop("name"), texts.get("format_ja", "")
    column: dict[str, Any] = {"name": name, "need": _NEEDS[mark]}
    if form.startswith("数値"):
        column["type"] = "number" if "小数" in form else "integer"
    told = next((format_ for pattern, format_ in _FORMATS if pattern.search(form)), "")
    if format_ := formats.get(name) or told:
        column["format"] = format_
    words = _WORD.findall(texts.get("description", "")) if "統制語彙" in form else []
    if len(words) > 1:
        column["words"] = list(dict.fromkeys(words))
    if name in ("ID", "NO"):
        column["unique"] = True
    return {**column, **{field: text for field, text in texts.items() if text}}


def _formats() -> dict[str, str]:
    """The formats of columns that are known already, by name."""
    return {
        column["name"]: column["format"]
        for data in index()["standards"].values()
        for column in data["columns"]
        if "format" in column
    }


def _known(sheet: str) -> Mapping[str, Any]:
    """The dataset of the same name in an edition that is here."""
    bare = fold(re.sub(r"^[\d\s_.\-－]+", "", sheet))
    return next((data for data in reversed(index()["standards"].values()) if fold(data["name"]) == bare), {})


def _edition(edition: str, today: str) -> dict[str, Any]:
    return {
        "edition": edition,
        "name": f"自治体標準オープンデータセット {edition}",
        "issuer": "デジタル庁",
        "licence": "PDL1.0",
        "last_checked": today,
        "next_check": f"{int(today[:4]) + 1}{today[4:8]}01",
        "note": "",
    }


def _dump(path: Path, data: Mapping[str, Any]) -> None:
    import yaml

    text = yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=200)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def _no_definition(table: Table, ja: str, en: str) -> Trouble:
    return Trouble(
        "definition",
        ja=f"シート「{table.source.sheet or table.source.name}」は定義のシートではないようです: {ja}。",
        en=f"Sheet `{table.source.sheet or table.source.name}` seems to be no definition: {en}.",
        mend_ja="定義書の、項目No・項目名・区分・説明・形式 … が並ぶシートを指定してください。",
        mend_en="Name a sheet of the definition workbook that lists 項目No, 項目名, 区分, 説明, 形式 …",
    )


def _nameless(sheet: str) -> Trouble:
    return Trouble(
        "definition",
        ja=f"シート「{sheet}」のデータセットの英語の名前か、版の名前が分かりません。",
        en=f"The English name of the dataset of sheet `{sheet}`, or of the edition, is not known.",
        mend_ja="--id に public_toilet のような名前を、--edition に v4 のような名前を付けてください。",
        mend_en="Give it with --id, such as public_toilet, and --edition, such as v4.",
    )


def _exists(path: Path) -> Trouble:
    return Trouble(
        "exists",
        ja=f"「{path}」はもうあります。書きかえません。",
        en=f"`{path}` exists already; it is not overwritten.",
        mend_ja="別のフォルダーか、別の版の名前にしてください。",
        mend_en="Choose another folder or another name of the edition.",
    )
