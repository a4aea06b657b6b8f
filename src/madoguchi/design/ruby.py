"""やさしい日本語 is written as plain text with readings in brackets: 手続(てつづ)き. A browser shows them above the signs.

Text stays text: without ruby (a title, a list to choose from, an e-mail) the brackets are what one reads.
"""

import re

READING = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff々〆ヶ]+)\(([\u3041-\u309fー]+)\)")
RUBY = r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>"
VERBATIM = "script|style|textarea|title|option|svg"
"""Elements whose inside is no running text."""

PIECE = re.compile(rf"(<(?P<name>{VERBATIM})\b.*?</(?P=name)>|<[^>]*>)", re.DOTALL | re.IGNORECASE)


def with_ruby(html: str) -> str:
    """The page with its readings above the signs. Tags, attributes and verbatim elements stay as they are."""
    pieces: list[str] = []
    start = 0
    for found in PIECE.finditer(html):
        pieces += [_words(html[start : found.start()]), found[0]]
        start = found.end()
    return "".join(pieces) + _words(html[start:])


def _words(text: str) -> str:
    """One run of words. It stays one: inside a flex container, loose pieces would each become an item of their own."""
    shown, readings = READING.subn(RUBY, text)
    return f"<easy-words>{shown}</easy-words>" if readings else text
