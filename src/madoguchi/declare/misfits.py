"""From what pydantic refuses to findings: which key at which place, what was expected, what was probably meant."""

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from madoguchi.declare import shape_codes as codes
from madoguchi.declare.base import Text
from madoguchi.declare.findings import Both, Code, Finding, Word, did_you_mean, listed, nearest
from madoguchi.declare.kinds import expected, found
from madoguchi.declare.shapes import (
    annotations_at,
    free_keys,
    holds,
    keys_beside,
    literals,
    value_at,
)
from madoguchi.declare.source import Path, Source

_NOT_THIS_BRANCH = {"model_type", "string_type", "literal_error", "int_type", "bool_type", "string_pattern_mismatch"}


def validate(source: Source, annotation: Any) -> tuple[Any, list[Finding]]:
    """The declared value (None when it does not fit) and everything that does not fit."""
    try:
        return TypeAdapter(annotation).validate_json(json.dumps(source.value), by_alias=True, by_name=False), []
    except ValidationError as error:
        wrong = misfits(error, source.value)
        told = _mistyped(wrong, annotation, source.value)
        return None, [_finding(source, annotation, *one) for one in wrong if not _is_told(one, told)]


def _is_told(misfit: tuple[Path, ErrorDetails], told: set[Path]) -> bool:
    return misfit[1]["type"] == "missing" and misfit[0] in told


def misfits(error: ValidationError, value: Any) -> list[tuple[Path, ErrorDetails]]:
    """Errors with paths into the value, without those of union branches that nobody meant."""
    every = [(_real_path(detail, value), detail) for detail in error.errors(include_url=False)]
    kept = [(path, detail) for path, detail in every if not _is_other_branch(path, detail, every, value)]
    once = {(path, detail["type"]): (path, detail) for path, detail in kept}
    return list(once.values())


def _mistyped(wrong: list[tuple[Path, ErrorDetails]], annotation: Any, value: Any) -> set[Path]:
    """The keys that are missing only because they are mistyped: the mistyped ones are told already."""
    unknown = [path for path, detail in wrong if detail["type"] == "extra_forbidden"]
    return {(*path[:-1], near) for path in unknown if (near := nearest(path[-1], free_keys(annotation, path, value)))}


def _real_path(detail: ErrorDetails, value: Any) -> Path:
    """pydantic's path without the names of union branches; a missing key stays at its end."""
    path: list[str | int] = []
    for part in detail["loc"]:
        if holds(value, part):
            path.append(part)
            value = value[part]
    if detail["type"] == "missing":
        path.append(detail["loc"][-1])
    return tuple(path)


def _is_other_branch(path: Path, detail: ErrorDetails, every: list[tuple[Path, ErrorDetails]], value: Any) -> bool:
    """In a union, a mapping was meant for the model and a word for the word: the other branch's complaint is noise."""
    here = value_at(value, path)
    if detail["type"] == "too_short":
        return bool(here)  # pydantic counts only the entries that fit
    if detail["type"] not in _NOT_THIS_BRANCH:
        return False
    if isinstance(here, dict):
        return any(other[: len(path)] == path and other != path for other, _ in every)
    rivals = [d["type"] for other, d in every if other == path and d is not detail]
    if isinstance(here, str):
        return detail["type"] in {"model_type", "int_type", "bool_type"} and bool(rivals)
    return detail["type"] != "model_type" and "model_type" in rivals


def _finding(source: Source, annotation: Any, path: Path, detail: ErrorDetails) -> Finding:
    kind = detail["type"]
    if kind == "missing":
        return _missing(source, path)
    if kind == "extra_forbidden":
        return _unknown_key(source, annotation, path)
    if kind == "literal_error":
        return _unknown_value(source, annotation, path)
    if kind == "string_pattern_mismatch":
        return _bad_pattern(source, path, detail)
    if kind in _SIMPLE_CODES:
        return source.say(_SIMPLE_CODES[kind], path, **_words(source, path, detail))
    return _wrong_shape(source, annotation, path)


_SIMPLE_CODES: dict[str, Code] = {
    "string_too_long": codes.TOO_LONG,
    "too_short": codes.EMPTY_LIST,
    "string_too_short": codes.EMPTY_TEXT,
    "greater_than_equal": codes.TOO_SMALL,
    "less_than_equal": codes.TOO_LARGE,
    "date_from_datetime_parsing": codes.BAD_DATE,
    "date_parsing": codes.BAD_DATE,
    "date_type": codes.BAD_DATE,
}


def _words(source: Source, path: Path, detail: ErrorDetails) -> dict[str, Word]:
    context = detail.get("ctx", {})
    bound = context.get("ge", context.get("le", context.get("max_length", "")))
    return {"name": name_of(path), "value": str(value_at(source.value, path)), "bound": bound}


def name_of(path: Path) -> Word:
    """The nearest key above a value, for messages."""
    names = [part for part in path if isinstance(part, str)]
    return names[-1] if names else Both("ファイル", "the file")


def _missing(source: Source, path: Path) -> Finding:
    key, around = str(path[-1]), path[:-1]
    if key == "ja":
        return source.say_key(codes.MISSING_JA, around, where=name_of(around))
    if key in ("record", "retention"):
        return source.say_key(codes.MISSING_RETENTION, around)
    if path == ("purpose",):
        return source.say_key(codes.MISSING_PURPOSE, around)
    return source.say_key(codes.MISSING_KEY, around, key_name=key, where=_called(source, around))


def _called(source: Source, path: Path) -> Word:
    """What people would call the thing at a path: its id, or the key it stands under."""
    here = value_at(source.value, path)
    return str(here["id"]) if isinstance(here, dict) and "id" in here else name_of(path)


def _unknown_key(source: Source, annotation: Any, path: Path) -> Finding:
    known, free = keys_beside(annotation, path), free_keys(annotation, path, source.value)
    hint = did_you_mean(path[-1], free or known)
    if "：" in str(path[-1]):
        hint = Both(
            "「：」は全角です。半角の「:」と空白にしてください。", "The colon is full-width: write `: ` instead. "
        )
    return source.say_key(codes.UNKNOWN_KEY, path, key_name=str(path[-1]), hint=hint, known=listed(known))


def _unknown_value(source: Source, annotation: Any, path: Path) -> Finding:
    known = [str(word) for option in annotations_at(annotation, path) for word in literals(option)]
    value = value_at(source.value, path)
    hint = did_you_mean(value, known)
    return source.say(codes.UNKNOWN_VALUE, path, name=name_of(path), value=str(value), known=listed(known), hint=hint)


def _bad_pattern(source: Source, path: Path, detail: ErrorDetails) -> Finding:
    value = str(detail["input"])
    pattern = detail.get("ctx", {}).get("pattern", "")
    if pattern.startswith("^[a-z]"):
        say = source.say_key if "[key]" in detail["loc"] else source.say
        return say(codes.BAD_ID, path, value=value)
    example = codes.EXAMPLES.get(str(name_of(path)), pattern)
    return source.say(codes.BAD_FORMAT, path, name=name_of(path), value=value, example=example)


def _wrong_shape(source: Source, annotation: Any, path: Path) -> Finding:
    value = value_at(source.value, path)
    options = annotations_at(annotation, path)
    name = name_of(path)
    if value is None:
        return source.say_key(codes.EMPTY_VALUE, path, name=name, expected=expected(options))
    if Text in options and isinstance(value, str):
        return source.say(codes.TEXT_WITHOUT_LANGUAGE, path, name=name, value=value[:40])
    if type(value) is int and str in options:
        return source.say(codes.NUMBER_FOR_TEXT, path, name=name, value=value)
    return source.say(codes.WRONG_SHAPE, path, name=name, found=found(value), expected=expected(options))
