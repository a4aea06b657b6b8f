"""Reads a table declaration: strict, with every mistake at its line and column."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.spec import TableSpec
from madoguchi.anonymise.tables.spec_checks import check
from madoguchi.anonymise.tables.spec_words import KEYS
from madoguchi.declare.findings import DeclarationErrors
from madoguchi.declare.keys import KEYS as COMMON
from madoguchi.declare.misfits import validate
from madoguchi.declare.source import read_source

SCHEMA = Path(__file__).with_name("table.json")


def load(path: Path) -> TableSpec:
    """The declaration of a file; raises `DeclarationErrors` with everything that is wrong."""
    source = read_source(_bytes(path), path.name)
    spec: TableSpec | None = None
    findings = list(source.findings)
    if source.value is not None or not findings:
        spec, misfits = validate(source, TableSpec)
        findings += misfits
    if spec is not None and not findings:
        findings += check(source, spec)
    if findings or spec is None:
        raise DeclarationErrors(findings)
    return spec


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TableError(
            ja=f"集計表の宣言「{path}」を開けません。ファイルの場所と権限を確かめてください。",
            en=f"The declaration `{path}` cannot be opened. Check where it is.",
        ) from error


def schema_text() -> str:
    """The JSON Schema as the committed file holds it."""
    schema = TypeAdapter(TableSpec).json_schema(by_alias=True)
    for name, model in [("TableSpec", schema), *schema["$defs"].items()]:
        _explain(name, model)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "集計表の宣言"}
    return json.dumps({**schema, **head}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _explain(name: str, model: dict[str, Any]) -> None:
    model.pop("title", None)
    model.pop("description", None)
    words = KEYS.get(name) or COMMON[name]
    for key, value in model.get("properties", {}).items():
        value.pop("title", None)
        if value.get("default", ...) is None or isinstance(value.get("default"), dict):
            del value["default"]
        value["description"] = words[key]
