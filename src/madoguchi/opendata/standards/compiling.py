"""From a folder of an edition's YAML files to plain data; every mistake in a file is told with its place."""

from datetime import date
from pathlib import Path
from typing import Any

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.standards.model import Evidence, Need

EDITION_FILE = "_edition.yaml"
_LARGEST = 2 << 20
_TYPES = ("string", "number", "integer", "date", "time", "boolean")
_TEXTS = ("type", "format", "description", "example", "english", "physical")


def compile_folder(folder: Path) -> dict[str, Any]:
    """An edition as JSON-ready data: its own words, and its datasets by key. Raises Trouble `standard`."""
    edition = _load(folder / EDITION_FILE)
    for field in ("name", "issuer", "licence", "last_checked", "next_check"):
        _must(edition.get(field), folder / EDITION_FILE, f"「{field}」がありません", f"`{field}` is missing")
    dates = {field: _day(edition[field], folder / EDITION_FILE) for field in ("last_checked", "next_check")}
    standards = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != EDITION_FILE:
            data = _dataset(_load(path), path)
            standards[f"{folder.name}/{data['id']}"] = data
    words = {field: str(edition.get(field, "")) for field in ("name", "issuer", "licence", "note")}
    return {"edition": {"key": folder.name, **words, **dates}, "standards": standards}


def _dataset(data: dict[str, Any], path: Path) -> dict[str, Any]:
    for field in ("id", "name", "evidence", "columns"):
        _must(data.get(field), path, f"「{field}」がありません", f"`{field}` is missing")
    _must(data["evidence"] in set(Evidence), path, "evidence が正しくありません", "`evidence` is none of the levels")
    columns = [_column(column, path) for column in data["columns"]]
    names = [column["name"] for column in columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    _must(twice is None, path, f"列「{twice}」が2つあります", f"column `{twice}` stands twice")
    texts = {
        field: str(data.get(field) or "") for field in ("id", "number", "name", "file_name", "completeness", "note")
    }
    sources = [str(source) for source in data.get("sources") or []]
    return {**texts, "evidence": data["evidence"], "sources": sources, "columns": columns}


def _column(column: Any, path: Path) -> dict[str, Any]:
    """Only what differs from an ordinary column, so that the index stays small."""
    _must(isinstance(column, dict) and column.get("name"), path, "名前のない列があります", "a column has no name")
    name = str(column["name"])
    need, kind = column.get("need", "unknown"), column.get("type", "string")
    _must(need in set(Need), path, f"列「{name}」の need が正しくありません", f"`need` of `{name}` is wrong")
    _must(kind in _TYPES, path, f"列「{name}」の type が正しくありません", f"`type` of `{name}` is wrong")
    found: dict[str, Any] = {"name": name, "need": need}
    found |= {field: str(column[field]) for field in _TEXTS if column.get(field) and column[field] != "string"}
    if column.get("words"):
        found["words"] = [str(word) for word in column["words"]]
    if column.get("unique"):
        found["unique"] = True
    return found


def _day(value: Any, path: Path) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError as error:
        raise wrong(path, f"日付「{value}」が読めません", f"`{value}` is no date") from error


def _load(path: Path) -> dict[str, Any]:
    import yaml

    try:
        with path.open(encoding="utf-8") as file:
            data = yaml.safe_load(file.read(_LARGEST))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mark.line + 1} 行目" if mark else ""
        raise wrong(path, f"YAML として読めません {place}", f"no YAML {mark or ''}") from error
    except UnicodeDecodeError as error:
        raise wrong(path, "UTF-8 ではありません", "not UTF-8") from error
    _must(isinstance(data, dict), path, "中身がありません", "there is nothing in it")
    return dict(data)


def _must(holds: object, path: Path, ja: str, en: str) -> None:
    if not holds:
        raise wrong(path, ja, en)


def wrong(path: Path, ja: str, en: str) -> Trouble:
    """The trouble with a file of an edition."""
    return Trouble(
        "standard",
        ja=f"{path.parent.name}/{path.name}: {ja}。",
        en=f"{path.parent.name}/{path.name}: {en}.",
        mend_ja="docs/reference/standards.md の「版を足す」の形に合わせてください。",
        mend_en="Follow “adding an edition” in docs/reference/standards.md.",
    )
