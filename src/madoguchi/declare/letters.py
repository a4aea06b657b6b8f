"""Letters (通知): what a procedure tells its applicant in words of its own, with places that only declared names fill.

`{case.number}` and its like are known to the program (KNOWN); `{name}` or `{children[].name}` is an answer, by its path.
An address stands nowhere but in the window of the envelope, and only the addressee's own: `checks/letters.py`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field as Key

from madoguchi.declare.base import Declared, Language, Slug, Text

NoticeKind = Literal["receipt", "correction", "extension", "decision", "acknowledgement"]

PLACE = re.compile(r"\{([^{}\n]*)\}")
"""A place for a value. There is no way to write a brace itself, and no letter needs one."""

_ALWAYS = frozenset(
    {"case.number", "case.procedure", "case.received-on", "letter.date", "office.name", "office.telephone", "town.name"}
)
KNOWN: dict[NoticeKind, frozenset[str]] = {
    "receipt": _ALWAYS,
    "correction": _ALWAYS | {"letter.until"},
    "extension": _ALWAYS | {"letter.until"},
    "decision": _ALWAYS | {"case.result"},
    "acknowledgement": _ALWAYS,
}
"""What the program itself can put into a notice of each kind."""

FIT = frozenset({"person-name", "date", "date-range", "time", "number", "money", "choice", "multi-choice"})
"""Types of answers that may stand in a letter. Free text is not among them: nobody knows what people wrote there."""


class Addressee(Declared):
    """Who gets the letters: answers of the one person whom the case is about, by their paths."""

    name: str
    address: str | None = None
    email: str | None = None


class Notice(Declared):
    kind: NoticeKind
    result: Slug | None = None  # a decision: only for this result; left out, for every other one
    title: Text
    text: Slug  # a key of texts/


class Letters(Declared):
    to: Addressee
    notices: Annotated[tuple[Notice, ...], Key(min_length=1)]

    def notice(self, kind: str, result: str = "") -> Notice | None:
        """The notice for what happened; one that names the result comes before one that does not."""
        fitting = [one for one in self.notices if one.kind == kind and one.result in (None, result or None)]
        return min(fitting, key=lambda one: one.result is None, default=None)


def places(words: str) -> list[str]:
    """The names in a text, in their order, each as often as it stands there."""
    return PLACE.findall(words)


def names_in(notice_texts: tuple[Text, ...]) -> frozenset[str]:
    """Every name that these texts want in any language."""
    return frozenset(name for text in notice_texts for words in spoken(text).values() for name in places(words))


def spoken(text: Text) -> dict[Language, str]:
    """The words of each language that is really there."""
    written: Iterator[tuple[Language, str | None]] = iter((("ja", text.ja), ("ja-easy", text.ja_easy), ("en", text.en)))
    return {language: words for language, words in written if words}


def fill(words: str, values: Mapping[str, str]) -> str:
    """The text with its values; KeyError for a name without one, so that no letter leaves with a hole."""
    return PLACE.sub(lambda place: values[place[1]], words)
