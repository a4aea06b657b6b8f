"""GLOSSARY.md is the bridge between Japanese words and English names: every name on it is in the code."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/madoguchi"
ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<name>[^|]+) \| (?P<ground>[^|]+) \| (?P<not>[^|]+) \|$", re.M)
ROWS = [
    row.groupdict()
    for row in ROW.finditer((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))
    if row["term"] != "日本語" and "---" not in row["term"]
]
NAMED = [(row["term"], re.findall(r"`([a-z]+(?:\.\w+)?)`", row["name"]), "(予定)" in row["name"]) for row in ROWS]


@cache
def words_of(room: str) -> frozenset[str]:
    """Every identifier-like word in the sources of one room; the demo's declarations count for `declare`."""
    folders = [SOURCE / room, *([SOURCE / "demo/midori"] if room == "declare" else [])]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".yaml", ".html")]
    return frozenset(
        word for file in files for word in re.findall(r"[A-Za-z_]\w*", file.read_text(encoding="utf-8") + file.stem)
    )


def is_there(name: str) -> bool:
    room, _, word = name.partition(".")
    return (word in words_of(room)) if word else (SOURCE / room).is_dir()


def test_the_glossary_has_terms():
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("term", "names", "planned"), NAMED, ids=[term for term, _, _ in NAMED])
def test_its_names_are_in_the_code_unless_they_are_planned(term, names, planned):
    assert {name for name in names if is_there(name) == planned} == set()


def test_a_term_stands_once():
    assert [term for term, times in Counter(row["term"] for row in ROWS).items() if times > 1] == []


def test_every_term_has_a_ground_and_says_what_it_is_not():
    assert [row["term"] for row in ROWS if not row["ground"].strip() or "ない" not in row["not"]] == []
