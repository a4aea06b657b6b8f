"""Headings that somebody has placed before, so that the same file need not be explained next year."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.folding import fold
from madoguchi.opendata.matching import match
from madoguchi.opendata.standards.model import Standard

Learned = dict[str, dict[str, str]]
"""Standard's key → heading → column."""


def load(path: Path) -> Learned:
    """What was learned before: JSON or YAML, `{"v3/public_toilet": {"トイレの名前": "名称"}}`; {} where no file is.

    Raises Trouble `learned` where the file is of another shape.
    """
    if not path.exists():
        return {}
    try:
        found = _parsed(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise _wrong(path) from error
    if not isinstance(found, dict) or not all(_is_naming(part) for part in found.values()):
        raise _wrong(path)
    return found


def save(learned: Learned, path: Path) -> None:
    """Write it as JSON, in whole or not at all."""
    half = path.with_name(path.name + ".part")
    half.write_text(json.dumps(learned, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    half.replace(path)


def learn(learned: Learned, standard: Standard, choices: Mapping[str, str]) -> tuple[Learned, dict[str, str]]:
    """What is known after somebody chose heading → column, and what of it is new.

    A choice that is found without being learned teaches nothing. Raises Trouble `learned` for a column that the
    standard does not have.
    """
    for column in choices.values():
        if column not in standard.names:
            raise _no_column(standard, column)
    before = learned.get(standard.key, {})
    found = {one.header: one.column.name for one in match(list(choices), standard, learned=before).matches}
    new = {heading: column for heading, column in choices.items() if found.get(heading) != column}
    kept = {heading: column for heading, column in before.items() if fold(heading) not in set(map(fold, new))}
    return {**learned, standard.key: {**kept, **new}}, new


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        import yaml

        try:
            return yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ValueError from error


def _is_naming(part: object) -> bool:
    return isinstance(part, dict) and all(isinstance(word, str) for pair in part.items() for word in pair)


def _wrong(path: Path) -> Trouble:
    return Trouble(
        "learned",
        ja=f"{path.name} は、覚えた見出しのファイルとして読めません。",
        en=f"{path.name} is no file of learned headings.",
        mend_ja='{"v3/public_toilet": {"トイレの名前": "名称"}} の形にしてください。',
        mend_en='Write it as {"v3/public_toilet": {"トイレの名前": "名称"}}.',
    )


def _no_column(standard: Standard, column: str) -> Trouble:
    return Trouble(
        "learned",
        ja=f"「{standard.name}」に、列「{column}」はありません。",
        en=f"{standard.key} has no column `{column}`.",
        mend_ja="列の名前を標準の一覧から選んでください。",
        mend_en="Choose a column of the standard.",
    )
