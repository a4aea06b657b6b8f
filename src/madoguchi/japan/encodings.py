"""Which characters an older encoding cannot hold, so that an export names them instead of writing `?`."""

import codecs

from madoguchi.japan.graphemes import clusters


def unencodable(text: str, encoding: str) -> list[tuple[int, str]]:
    """The characters that `encoding` ("cp932", "shift_jis", "euc_jp" …) cannot hold: [(index, character)].

    The index counts code points from 0; the character is whole as a person sees it (葛󠄀 with its selector, not the
    selector alone). cp932 lacks 𠮷, every IVS and the added characters (GJ); shift_jis also lacks 髙 﨑 ①.
    Raises LookupError where the encoding is unknown.
    """
    codecs.lookup(encoding)
    if _fits(text, encoding):
        return []
    return [(at, character) for at, character in clusters(text) if not _fits(character, encoding)]


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
