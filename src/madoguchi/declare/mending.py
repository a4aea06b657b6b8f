"""Guesses what a misshapen declaration meant, so that the static checks can run too and every mistake is told at once.

The guess is only ever checked, never loaded. What was guessed is remembered: nothing is said about a guess.
"""

import copy
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from madoguchi.declare.base import Text
from madoguchi.declare.findings import Finding, nearest
from madoguchi.declare.misfits import misfits
from madoguchi.declare.shapes import annotations_at, free_keys, holds, is_model, literals, value_at
from madoguchi.declare.source import Path

_ROUNDS = 6
_NAMES = ("unknown-", "unused-", "condition-unknown", "dimension-", "column-", "table-unknown", "role-cannot")
_DECISIVE = frozenset({"type", "kind"})
"""Keys by which most other checks go: when they are guessed, nothing more is said about what they stand in."""


@dataclass
class Mending:
    """A guessed value, and where it was guessed."""

    value: Any = None
    guessed: set[Path] = field(default_factory=set)
    lost: set[Path] = field(default_factory=set)
    names_lost: bool = False

    def hides(self, finding: Finding) -> bool:
        """Is this finding about a guess rather than about what somebody wrote?"""
        if self.names_lost and finding.code.startswith(_NAMES):
            return True
        path = finding.path
        return any(path[: len(one)] == one for one in self.guessed) or any(
            _unit(path) == _unit(one) for one in self.lost
        )


def _unit(path: Path) -> Path:
    """The field, page or block that a path is in."""
    return path[:4] if path[2:3] == ("fields",) else path[:2]


def mend(value: Any, annotation: Any) -> Mending | None:
    """The nearest value that has the right shape, or None when that takes too much guessing."""
    mending, value, adapter = Mending(), copy.deepcopy(value), TypeAdapter(annotation)
    for _ in range(_ROUNDS):
        try:
            mending.value = adapter.validate_json(json.dumps(value), by_alias=True, by_name=False)
            return mending
        except ValidationError as error:
            wrong = sorted(misfits(error, value), key=lambda one: [str(part).zfill(6) for part in one[0]], reverse=True)
            for path, detail in wrong:
                if not path:
                    return None
                _mend_one(mending, value, annotation, (path, detail))
    return None


def _mend_one(mending: Mending, value: Any, annotation: Any, misfit: tuple[Path, ErrorDetails]) -> None:
    path, detail = misfit
    around, last = value_at(value, path[:-1]), path[-1]
    options = annotations_at(annotation, path)
    if detail["type"] != "missing" and not holds(around, last):
        return  # another complaint about the same value, which is mended already
    if detail["type"] == "missing":
        _note_guess(mending, path)
        around[last] = _stand_in(options)
    elif detail["type"] == "extra_forbidden":
        _rename(mending, value, path, annotation)
    elif (meant := _meant(options, around[last])) is not None:
        _note_guess(mending, path)
        around[last] = meant
    else:
        _drop(mending, around, path, options)


def _note_guess(mending: Mending, path: Path) -> None:
    mending.guessed.add(path)
    if path[-1] in _DECISIVE or path[-1] == "id":
        mending.lost.add(path)
    if path[-1] in ("id", "procedure", "purpose", "owner"):
        mending.names_lost = True


def _rename(mending: Mending, value: Any, path: Path, annotation: Any) -> None:
    around, free = value_at(value, path[:-1]), free_keys(annotation, path, value)
    wrong = str(path[-1])
    content = around.pop(wrong)
    if near := nearest(wrong, free):
        around[near] = content
        mending.guessed.add((*path[:-1], near))


def _meant(options: list[Any], written: Any) -> Any:
    """What a wrong value probably meant; None when there is no telling."""
    words = [str(word) for option in options for word in literals(option)]
    if isinstance(written, str) and words:
        return nearest(written, words)
    if Text in options and isinstance(written, str) and written:
        return {"ja": written}
    return None


def _stand_in(options: list[Any]) -> Any:
    """Something of the right shape for what is missing."""
    for option in options:
        if is_model(option):
            return {"ja": "…"} if option is Text else {}
        if words := literals(option):
            return words[0]
        if (kind := get_origin(option) or option) in _STAND_INS:
            return copy.copy(_STAND_INS[kind])
    return None


_STAND_INS: dict[Any, Any] = {str: "x", int: 1, bool: True, date: "2000-01-01", tuple: [], dict: {}}


def _drop(mending: Mending, around: Any, path: Path, options: list[Any]) -> None:
    """Take a hopeless value away; in a list something stands in for it, so that the others keep their places."""
    mending.lost.add(path)
    mending.names_lost = True
    if isinstance(around, list):
        around[int(path[-1])] = _stand_in(options)
    else:
        del around[path[-1]]
