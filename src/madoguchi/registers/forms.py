"""The form of one row: the declared fields as the templates see them, and what was typed into them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from madoguchi.declare.answers import Context, read_page
from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields import FIELD_TYPES, options
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field
from madoguchi.declare.register import PAGE
from madoguchi.declare.versions import Version
from madoguchi.design.fields import FieldView
from madoguchi.design.parts import PARTS
from madoguchi.registers.said import language
from madoguchi.registers.words import Answers
from madoguchi.trail import clock

Typed = Mapping[str, Mapping[str, str | list[str]]]


@dataclass(frozen=True)
class Sheet:
    """One row to be filled in: what it says, what was typed, and what is wrong with that."""

    version: Version
    answers: Answers
    typed: Typed = field(default_factory=dict)
    problems: Iterable[Problem] = ()

    @classmethod
    def posted(cls, version: Version, posted: Mapping[str, list[str]], before: Answers) -> "Sheet":
        """What came with a form. Nothing typed is lost: what is wrong comes back as it was typed."""
        page = version.page(PAGE)
        result = read_page(version, page, posted, before, today=clock.today())
        return cls(version, result.answers, result.typed, result.problems)

    def views(self) -> list[FieldView]:
        return [self._view(one) for one in self.version.page(PAGE).fields]

    def _view(self, one: Field) -> FieldView:
        view = _blank(self.version, one, language())
        view.typed = self.typed.get(one.id) or self._stored(one)
        for problem in self.problems:
            if problem.path == one.id:
                _say(view, one, problem, language())
        return view

    def _stored(self, one: Field) -> Mapping[str, str | list[str]]:
        value = self.answers.get(one.id)
        return FIELD_TYPES[one.type].typed(one, value) if value is not None else {}


def context(version: Version) -> Context:
    return Context(version, clock.today())


def _say(view: FieldView, one: Field, problem: Problem, now: Language) -> None:
    words = problem.within(now)
    if one.type in PARTS and one.type != "date" and problem.part:
        view.wrong.setdefault(problem.part, []).append(words)
    elif words not in view.problems:
        view.problems.append(words)


def _blank(version: Version, one: Field, now: Language) -> FieldView:
    label, label_lang = _within(one.label, now)
    help_words, help_lang = _within(one.help, now)
    return FieldView(
        id=f"f-{one.id}",
        name=one.id,
        type=one.type,
        label=label,
        label_lang=label_lang,
        help=help_words,
        help_lang=help_lang,
        required=one.required,
        options=[(option.id, option.within(now)[0]) for option in options(one, version)],
        extra=_extra(version, one, now),
    )


def _extra(version: Version, one: Field, now: Language) -> dict[str, Any]:
    said = {
        "kana": one.kana,
        "unit": one.unit.within(now)[0] if one.unit else None,
        "unit_lang": _within(one.unit, now)[1],
        "max_length": one.max_length,
        "words": one.words.within(now)[0] if one.words else None,
        "words_lang": _within(one.words, now)[1],
        "lookup": False,  # the look-up of a postal code belongs to the residents' forms
        "foreign_options": {option.id for option in options(one, version) if _within(option, now)[1]},
    }
    return {name: value for name, value in said.items() if value is not None}


def _within(text: Text | None, now: Language) -> tuple[str, str]:
    """The words, and their language where it is not the page's."""
    if text is None:
        return "", ""
    words, really = text.within(now)
    return words, "ja" if now == "en" and really != "en" else ""
