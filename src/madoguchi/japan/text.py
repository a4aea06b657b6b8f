"""Free text as people typed it: every character is kept, except those that hide or break something."""

import re

from madoguchi.japan.errors import InputError

_SURROGATE = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class TextError(InputError):
    """A character that cannot be stored or shown. `position` counts code points from 0."""

    def __init__(self, code: str, position: int, ja: str, en: str, ja_easy: str = "") -> None:
        super().__init__(code, ja=ja, en=en, ja_easy=ja_easy or ja)
        self.position = position


def clean_text(raw: str, *, multiline: bool = False) -> str:
    """The same text, checked; with `multiline`, CRLF and CR become LF.

    Nothing is normalised, not even to NFC: 460 compatibility ideographs of real names would change (神 U+FA19).
    Variation selectors (異体字セレクタ), private-use characters and emoji stay exactly as they are.
    Raises TextError on lone surrogates, control characters (line feed and tab are allowed in multiline text)
    and bidi overrides or isolates (UAX #9), which make text read differently from what it says.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n") if multiline else raw
    if found := _SURROGATE.search(text):
        raise _surrogate(found.start())
    if found := (_CONTROL_BUT_LINES if multiline else _CONTROL).search(text):
        raise _control(found.start())
    if found := _BIDI.search(text):
        raise _bidi(found.start())
    return text


def _surrogate(at: int) -> TextError:
    return TextError(
        "text-broken",
        at,
        f"{at + 1}文字目の文字が壊れています。その文字を消して、入力し直してください。",
        f"Character {at + 1} is broken. Delete it and type it again.",
        f"{at + 1}ばんめの 文字(もじ)が こわれています。消(け)して、もういちど 書(か)いてください。",
    )


def _control(at: int) -> TextError:
    return TextError(
        "text-control",
        at,
        f"{at + 1}文字目に、目に見えない制御文字(改行やタブなど)があります。その部分を消して、入力し直してください。",
        f"Character {at + 1} is an invisible control character (a line break, a tab or the like). Delete it and type again.",
        f"{at + 1}ばんめに、見(み)えない 文字(もじ)が あります。消(け)して、もういちど 書(か)いてください。",
    )


def _bidi(at: int) -> TextError:
    return TextError(
        "text-bidi",
        at,
        f"{at + 1}文字目に、文字の並ぶ向きを変える見えない文字があります。その部分を消して、入力し直してください。",
        f"Character {at + 1} is invisible and reverses the direction of the text. Delete it and type again.",
        f"{at + 1}ばんめに、見(み)えない 文字(もじ)が あります。消(け)して、もういちど 書(か)いてください。",
    )
