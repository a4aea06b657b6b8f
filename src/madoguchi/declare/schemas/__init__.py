"""JSON Schemas (2020-12) of the files of a town, so that an editor completes and checks while one types.

They say the shape only; `madoguchi check` says the rest. The JSON files in this folder are what files name in their
first line (`# yaml-language-server: $schema=…`); a test says that they are fresh, and
`python -m madoguchi.declare.schemas` writes them anew.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from madoguchi.declare.activity import Activity
from madoguchi.declare.base import Text
from madoguchi.declare.dataset import Dataset
from madoguchi.declare.indicator import Indicator
from madoguchi.declare.keys import meaning
from madoguchi.declare.municipality import Municipality
from madoguchi.declare.procedure import Procedure
from madoguchi.declare.purpose import Purpose
from madoguchi.declare.recommendations import Recommendations
from madoguchi.declare.register import Register

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent
FILES: dict[str, tuple[str, Any]] = {
    "procedure": ("手続（procedures/名前.yaml）", Procedure),
    "register": ("台帳（registers/名前.yaml）", Register),
    "indicator": ("指標（indicators/名前.yaml）", Indicator),
    "recommendations": ("提言（recommendations/名前.yaml）", Recommendations),
    "activity": ("活動報告（activities/名前.yaml）", Activity),
    "dataset": ("データセット（datasets/名前.yaml）", Dataset),
    "purpose": ("利用目的（purposes.yaml）", tuple[Purpose, ...]),
    "municipality": ("自治体（municipality.yaml）", Municipality),
    "text": ("文（texts/名前.yaml）", Text),
}


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file, with the meaning of every key."""
    title, annotation = FILES[kind]
    schema = TypeAdapter(annotation).json_schema(by_alias=True)
    for name, model in schema.get("$defs", {}).items():
        _explain(name, model)
    _explain(getattr(annotation, "__name__", ""), schema)
    return {"$schema": DIALECT, **schema, "title": title}


def _explain(name: str, schema: dict[str, Any]) -> None:
    """Put what a key means in the place of pydantic's titles, and leave out the null defaults."""
    schema.pop("title", None)
    schema.pop("description", None)
    for key, value in schema.get("properties", {}).items():
        value.pop("title", None)
        if value.get("default", ...) is None or isinstance(value.get("default"), dict):
            del value["default"]
        if "patternProperties" in value:
            value["additionalProperties"] = False  # a name that no pattern knows is refused, as the loader does
        value["description"] = meaning(name, key)


def schema_text(kind: str) -> str:
    """The schema as the committed file holds it."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write() -> None:
    """Write the committed files anew."""
    for kind in FILES:
        (FOLDER / f"{kind}.json").write_text(schema_text(kind), encoding="utf-8")
