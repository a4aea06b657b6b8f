"""What is wrong with an answer, and the likely right one, in the three languages of the form."""

from dataclasses import dataclass, replace

from madoguchi.declare.base import Language
from madoguchi.japan.errors import InputError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `path` is the field's ("children[0].name"), `part` the input inside it ("family", or "").

    `code` is the rule's id: where the JSON Schema cannot say the rule, the field lists it under `x-rules`.
    The words are for the person who typed: what is wrong, then how to mend it. They never repeat a long input.
    """

    path: str
    part: str
    code: str
    ja: str
    en: str
    ja_easy: str

    def within(self, language: Language) -> str:
        """The words in this language."""
        return {"ja": self.ja, "ja-easy": self.ja_easy, "en": self.en}[language]

    def at(self, path: str) -> "Problem":
        """The same problem at a full path: a field type does not know in which row it stands."""
        return replace(self, path=path)


def problem(code: str, *, ja: str, easy: str, en: str, part: str = "") -> Problem:
    """A problem whose path is filled in by whoever knows it."""
    return Problem(path="", part=part, code=code, ja=ja, en=en, ja_easy=easy)


def told(error: InputError, code: str, part: str = "") -> Problem:
    """What `japan` says about an input, under our rule's id."""
    return Problem(path="", part=part, code=code, ja=error.ja, en=error.en, ja_easy=error.ja_easy)
