"""The index: all editions compiled into one JSON file, so that a command parses no YAML.

`python -m madoguchi.opendata.standards.index` writes it anew; a test compares it with the YAML files.
"""

import json
from pathlib import Path
from typing import Any

from madoguchi.opendata.standards.compiling import compile_folder

DATA = Path(__file__).parent / "data"
INDEX = DATA / "index.json"


def compile_all() -> dict[str, Any]:
    """What the index holds: editions, standards, and other names of columns."""
    import yaml

    editions = [compile_folder(folder) for folder in sorted(DATA.iterdir()) if folder.is_dir()]
    aliases = yaml.safe_load((DATA / "aliases.yaml").read_text(encoding="utf-8"))
    return {
        "editions": [one["edition"] for one in editions],
        "standards": {key: data for one in editions for key, data in one["standards"].items()},
        "renamed": aliases["renamed"],
        "synonyms": aliases["synonyms"],
        "words": aliases["words"],
    }


def write() -> None:
    """Write the index anew."""
    text = json.dumps(compile_all(), ensure_ascii=False, separators=(",", ":"))
    INDEX.write_text(text.replace('},{"name"', '},\n{"name"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
