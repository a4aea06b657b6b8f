"""Answers as people read them: on the last look, on the receipt and for staff. One section per page or row."""

from collections.abc import Callable, Iterable
from typing import Any

from madoguchi.declare.answers import Step, visible_fields
from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field
from madoguchi.declare.submission import path_of
from madoguchi.receive import forms
from madoguchi.receive.journey import Journey, own

Section = dict[str, Any]


def sections(
    journey: Journey, problems: Iterable[Problem], language: Language, *, change: Callable[[Step], str] | None = None
) -> list[Section]:
    """As design/components/answers.html wants them. `change`: the address at which a step is changed."""
    wrong: dict[str, Problem] = {}
    for problem in problems:
        wrong.setdefault(problem.path, problem)
    steps = [step for step in journey.steps if _has_answers(journey, step)]
    return [_section(journey, step, wrong, language) | {"change": change(step) if change else ""} for step in steps]


def _has_answers(journey: Journey, step: Step) -> bool:
    """An overview says nothing by itself, except that there are no rows."""
    if step.page.repeat and step.row is None:
        return journey.rows(step.page) == 0
    return not step.ends and any(FIELD_TYPES[one.type].stores for one in step.page.fields)


def _section(journey: Journey, step: Step, wrong: dict[str, Problem], language: Language) -> Section:
    title, title_lang = _title(step, language)
    shown = visible_fields(journey.version, step.page, journey.answers, step.row)
    if step.page.repeat and step.row is None:
        shown = []
    return {
        "title": title,
        "title_lang": title_lang,
        "rows": [_row(journey, step, one, wrong, language) for one in shown if FIELD_TYPES[one.type].stores],
    }


def _title(step: Step, language: Language) -> tuple[str, str]:
    text = step.page.title or (step.page.repeat.title if step.page.repeat else None)
    words, lang = _within(text, language)
    return (words if step.row is None else f"{words} {step.row + 1}"), lang


def _row(journey: Journey, step: Step, one: Field, wrong: dict[str, Problem], language: Language) -> dict[str, Any]:
    value = own(journey.answers, step).get(one.id)
    problem = wrong.get(path_of(step.page, one, step.row))
    label, label_lang = _within(one.label, language)
    return {
        "label": label,
        "label_lang": label_lang,
        "lines": [] if value is None else _lines(journey, one, value, language),
        "wrong": problem.within(language) if problem else "",
    }


def _lines(journey: Journey, one: Field, value: Any, language: Language) -> list[str]:
    lines = FIELD_TYPES[one.type].lines(one, value, language, forms.context(journey.version))
    return [part for line in lines for part in line.split("\n")]


def _within(text: Text | None, language: Language) -> tuple[str, str]:
    if text is None:
        return "", ""
    words, lang = text.within(language)
    return words, "ja" if language == "en" and lang != "en" else ""
