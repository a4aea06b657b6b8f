"""Whatever somebody does to a town's files: it is told, at a place that exists, and never falls over."""

import copy
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.declare.loading import DeclarationErrors, check_town, load_town
from madoguchi.declare.versions import close
from tests.unit.declare.towns import GOLDEN

FILES = sorted(str(path.relative_to(GOLDEN)) for path in GOLDEN.rglob("*.yaml"))
JUNK: list[Any] = [
    None, True, 0, -1, 10**9, "", " ", "x", "もの", "home", "children", "applicant", "work", [], {}, [[]], [None],
    ["x", "x"], {"ja": ""}, {"ja": "あ", "x": 1}, {"field": "work"}, {"field": "children", "is": "x"}, {"not": {}},
    {"all": [{"any": []}]}, {"band": "x"}, "is-civil-servant", "today", "-9999y", "2020-13-01", "a" * 60,
]  # fmt: skip


def places(value: Any, path: tuple = ()) -> list[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def spoil(value: Any, dice: random.Random) -> Any:
    """One change at a random place: replaced, deleted, renamed, doubled, or swapped with another place's value."""
    *before, last = dice.choice([place for place in places(value) if place])
    around = value
    for part in before:
        around = around[part]
    kind = dice.choice(["replace", "replace", "delete", "rename", "double", "swap"])
    if kind == "replace":
        around[last] = copy.deepcopy(dice.choice(JUNK))
    elif kind == "delete":
        del around[last]
    elif kind == "rename" and isinstance(around, dict):
        around[last[:-1] or "x"] = around.pop(last)
    elif kind == "double" and isinstance(around, list):
        around.append(copy.deepcopy(around[last]))
    else:
        keys = list(around) if isinstance(around, dict) else list(range(len(around)))
        other = dice.choice(keys)
        around[last], around[other] = around[other], around[last]
    return value


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_it_is_told_or_it_loads(seed: int, tmp_path: Path) -> None:
    spoiled_town_is_told_or_loads(seed, tmp_path)


@pytest.mark.full
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_it_is_told_or_it_loads_for_long(seed: int, tmp_path: Path) -> None:
    spoiled_town_is_told_or_loads(seed, tmp_path)


def spoiled_town_is_told_or_loads(seed: int, folder: Path) -> None:
    dice = random.Random(seed)
    shutil.copytree(GOLDEN, folder, dirs_exist_ok=True)
    path = folder / dice.choice(FILES)
    value = plain(yaml.safe_load(path.read_bytes()))
    for _ in range(dice.randint(1, 4)):
        if places(value) != [()]:
            value = spoil(value, dice)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    findings = check_town(folder)
    for one in findings:
        lines = (folder / one.file).read_text(encoding="utf-8").split("\n") if (folder / one.file).is_file() else [""]
        assert 1 <= one.line <= len(lines)
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1
        assert "{" not in one.code
        assert one.ja
        assert one.en
        assert one.mend_ja
    if findings:
        with pytest.raises(DeclarationErrors):
            load_town(folder)
    else:
        town = load_town(folder)
        assert all(close(town, name).hash for name in town.procedures)


def plain(value: Any) -> Any:
    """YAML 1.1's dates back to text."""
    return json.loads(json.dumps(value, default=str))
