"""The JSON Schema (2020-12) of a recipe. The committed file is what recipes name in their first line for editors.

`python -m madoguchi.anonymise.recipe.schema` writes it anew; a test says that it is fresh.
"""

import json
from pathlib import Path
from typing import Any

from madoguchi.anonymise.recipe.keys import meaning
from madoguchi.anonymise.recipe.model import Recipe

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = Path(__file__).with_name("recipe.json")


def schema() -> dict[str, Any]:
    """The schema with the meaning of every key."""
    found = Recipe.model_json_schema(by_alias=True)
    for name, model in [*found.get("$defs", {}).items(), ("Recipe", found)]:
        _explain(name, model)
    return {"$schema": DIALECT, **found, "title": "匿名加工のレシピ"}


def _explain(name: str, model: dict[str, Any]) -> None:
    model.pop("title", None)
    model.pop("description", None)
    for key, value in model.get("properties", {}).items():
        value.pop("title", None)
        if value.get("default", ...) is None:
            del value["default"]
        value["description"] = meaning(name, key)


def schema_text() -> str:
    """The schema as the committed file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
