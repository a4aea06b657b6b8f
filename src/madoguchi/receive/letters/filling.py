"""The words of a declared notice with the values of one case, in one language. The same for page and paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields import FIELD_TYPES, Context
from madoguchi.declare.letters import KNOWN, Notice, fill, names_in
from madoguchi.declare.versions import Version
from madoguchi.design import dates
from madoguchi.receive.models import Letter
from madoguchi.trail import clock

BETWEEN: dict[Language, str] = {"ja": "、", "ja-easy": "、", "en": ", "}


@dataclass(frozen=True)
class Filled:
    """What a notice says in one language."""

    title: str
    paragraphs: list[str]


def notice_of(letter: Letter, version: Version) -> Notice | None:
    """The declared notice of a letter; None where the procedure declares none, and the page alone tells it."""
    letters = version.procedure.letters if letter.answers_id else None  # one written before there were notices has none
    return letters.notice(letter.kind, letter.result) if letters else None


def answers_wanted(notice: Notice, version: Version) -> list[str]:
    """The answers that fill a notice, by path: nothing else has to be opened for it."""
    return sorted(names_in((notice.title, version.texts[notice.text])) - KNOWN[notice.kind])


def filled(letter: Letter, notice: Notice, version: Version, answers: Mapping[str, Any], language: Language) -> Filled:
    """Title and paragraphs. KeyError when a name has no value: a letter with a hole is no letter."""
    values = _known(letter, version, language)
    values |= {path: _said(version, path, answers[path], language) for path in answers_wanted(notice, version)}
    text = fill(_words(version.texts[notice.text], language), values)
    return Filled(fill(_words(notice.title, language), values), [one for one in text.split("\n\n") if one.strip()])


def _known(letter: Letter, version: Version, language: Language) -> dict[str, str]:
    application = letter.application
    result = next((one for one in version.procedure.case.results if one.id == letter.result), None)
    return {
        "case.number": application.number,
        "case.procedure": _words(version.procedure.title, language),
        "case.received-on": day(application.received_at, language),
        "case.result": _words(result, language) if result else "",
        "letter.date": day(letter.at, language),
        "letter.until": day(letter.until, language) if letter.until else "",
        "office.name": _words(version.office.name, language),
        "office.telephone": version.office.telephone,
        "town.name": _words(version.municipality.name, language),
    }


def _said(version: Version, path: str, value: Any, language: Language) -> str:
    """An answer as the letter says it; of a repeated page every row's."""
    if "[]" in path:
        return BETWEEN[language].join(_one(version, path, row, language) for row in value)
    return _one(version, path, value, language)


def _one(version: Version, path: str, value: Any, language: Language) -> str:
    field = version.field(path)
    if value is None:
        raise KeyError(path)
    lines = FIELD_TYPES[field.type].lines(field, value, language, Context(version, clock.today()))
    return lines[0] if field.type == "person-name" else BETWEEN[language].join(lines)  # a name without its reading


def day(value: date | datetime, language: Language) -> str:
    with translation.override(language):
        return dates.era_and_year(value)


def _words(text: Text, language: Language) -> str:
    return text.within(language)[0]
