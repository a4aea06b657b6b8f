"""Answers as a browser would post them, page by page. The seeding, the benchmarks and the browser tests share it."""

from typing import Any

from madoguchi.declare.answers import Step, visible_fields
from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.versions import Version

Posted = dict[str, list[str]]


def posted(version: Version, step: Step, answers: dict[str, Any]) -> Posted:
    """The inputs of one page (of one row, where the page repeats) when it is filled in with these answers.

    Files are not posted here: they go through `receive.actions.attach_file`.
    """
    own = answers if step.row is None else answers[step.page.id][step.row]
    inputs: Posted = {}
    for field in visible_fields(version, step.page, answers, step.row):
        value = own.get(field.id)
        if value is not None and field.type != "file":
            inputs |= _inputs(field.id, FIELD_TYPES[field.type].typed(field, value))
    return inputs


def _inputs(name: str, typed: dict[str, str | list[str]]) -> Posted:
    return {
        f"{name}.{part}" if part else name: list(text) if isinstance(text, list) else [text]
        for part, text in typed.items()
    }
