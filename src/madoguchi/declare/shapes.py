"""Walks a declared type and a value side by side: what is expected at a path, and what stands there."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from madoguchi.declare.source import Path


def free_keys(annotation: Any, path: Path, value: Any) -> list[str]:
    """The keys that may stand beside a key and do not yet."""
    here = value_at(value, path[:-1])
    return [key for key in keys_beside(annotation, path) if key not in here]


def keys_beside(annotation: Any, path: Path) -> list[str]:
    """Every key that may stand where a path ends."""
    return [key for option in annotations_at(annotation, path[:-1]) if is_model(option) for key in keys_of(option)]


def holds(value: Any, part: str | int) -> bool:
    """Can one step further be taken?"""
    if isinstance(value, dict):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def value_at(value: Any, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    for part in path:
        if not holds(value, part):
            return None
        value = value[part]
    return value


def unwrap(annotation: Any) -> Iterator[Any]:
    """The alternatives of an annotation, without Annotated, Optional and unions."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from unwrap(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for option in get_args(annotation):
            yield from unwrap(option)
    else:
        yield annotation


def annotations_at(annotation: Any, path: Path) -> list[Any]:
    """What a declaration expects at a path."""
    options = list(unwrap(annotation))
    for part in path:
        options = [inner for option in options for inner in _inside(option, part)]
    return options


def _inside(option: Any, part: str | int) -> Iterator[Any]:
    if is_model(option):
        found = [info.annotation for name, info in option.model_fields.items() if (info.alias or name) == part]
        yield from (inner for annotation in found for inner in unwrap(annotation))
    elif get_origin(option) is tuple:
        yield from unwrap(get_args(option)[0])
    elif get_origin(option) is dict:
        yield from unwrap(get_args(option)[1])


def is_model(option: Any) -> bool:
    """Is this annotation one of our models?"""
    return isinstance(option, type) and issubclass(option, BaseModel)


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a model as they stand in YAML."""
    return [info.alias or name for name, info in model.model_fields.items()]


def literals(option: Any) -> tuple[Any, ...]:
    """The words of a Literal."""
    return get_args(option) if get_origin(option) is Literal else ()
