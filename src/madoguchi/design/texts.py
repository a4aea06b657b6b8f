"""Which declared words a language lacks, so that a page can say that it fell back to Japanese."""

from collections.abc import Iterator

from madoguchi.declare.base import Declared, Language, Text


def lacks(declared: Declared, language: Language) -> bool:
    """True when a text inside has no words in this language."""
    return language != "ja" and any(text.within(language)[1] != language for text in _texts(declared))


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    if isinstance(value, Declared):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
