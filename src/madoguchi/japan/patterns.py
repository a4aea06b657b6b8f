"""Patterns that are compiled when they are first asked: a command starts sooner by all those that it does not ask."""

import re
from typing import Any, cast

_ASKED = ("fullmatch", "match", "search", "sub", "split", "findall", "finditer", "pattern")


class _Lazy:
    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Only of what is not there yet: the second time the pattern itself answers."""
        compiled = re.compile(self._text, self._flags)
        self.__dict__.update({one: getattr(compiled, one) for one in _ASKED})
        return getattr(compiled, name)


def lazily(text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As `re.compile`; a mistake in the pattern is seen when it is asked."""
    return cast("re.Pattern[str]", _Lazy(text, flags))
