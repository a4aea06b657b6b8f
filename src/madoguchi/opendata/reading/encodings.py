"""Which encoding a text file of a Japanese office has: the mark, UTF-8, Shift_JIS (CP932), EUC-JP, UTF-16; strictly.

A ladder: the first encoding in which every byte fits. Two things are told apart that a plain ladder confuses: a file
that is UTF-8 but for one broken byte is not read as Shift_JIS, and EUC-JP is not read as half-width kana.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from madoguchi.japan.patterns import lazily

UTF16 = ("utf-16-le", "utf-16-be")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_JIS = {True: "iso2022_jp"}
_NOT_CP932 = lazily("[\u0080\uf8f0-\uf8f3]")
"""What Python makes of the bytes 80, A0, FD, FE and FF, which are no characters of CP932."""

_HALF_KANA = lazily("[\uff61-\uff9f]")
_ABROAD = lazily(r"[^\x00-\x7f]")
_KANA = lazily("[\u3001-\u30ff]")


class Stranger(NamedTuple):
    """The first byte that does not fit: its offset from the start of the file, and its line from 1."""

    offset: int
    line: int
    byte: int = 0


def marked(head: bytes) -> str:
    """The encoding that a byte order mark names, "" without one."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def unmarked_utf16(sample: bytes) -> str:
    """UTF-16 without a mark, seen by the zero bytes of commas, digits and line ends; "" if it is none.

    `sample` begins at an even offset of the file.
    """
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if not pairs or max(even, odd) < max(1, pairs // 50) or min(even, odd) * 10 > max(even, odd):
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    if stranger([sample[: pairs * 2]], name) is not None:
        return ""
    return name if re.search("[\r\n\t,;]", sample[: pairs * 2].decode(name)) else ""


def ladder(samples: Sequence[bytes]) -> list[str]:
    """The encodings to try on a whole file, the likeliest first; `samples` are whole lines from the file."""
    name = marked(samples[0]) or unmarked_utf16(samples[0]) or _JIS.get(b"\x1b$" in samples[0], "")
    if name:
        return [name]
    if _is_utf8(samples):
        return ["utf-8", "cp932", "euc_jp"]
    if _begins_as_utf8(samples[0]):
        return ["utf-8"]
    return ["euc_jp", "cp932"] if _looks_euc(b"".join(samples)) else ["cp932", "euc_jp"]


def stranger(blocks: Iterable[bytes], encoding: str) -> Stranger | None:
    """The first byte that does not fit into `encoding`; None when all fit."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset, line = 0, 1
    for block in (*blocks, b"") if isinstance(blocks, (list, tuple)) else _closed(blocks):
        waiting = len(decoder.getstate()[0])
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return _found(error.object, error.start, offset - waiting, line, encoding)
        wrong = _NOT_CP932.search(text) if encoding == "cp932" else None
        if wrong:
            at = len(text[: wrong.start()].encode("cp932")) - waiting
            return _found(block, max(at, 0), offset, line, encoding)
        offset, line = offset + len(block), line + text.count("\n")
    return None


def _closed(blocks: Iterable[bytes]) -> Iterable[bytes]:
    yield from blocks
    yield b""


def _found(block: bytes, at: int, offset: int, line: int, encoding: str) -> Stranger:
    before = block[:at].decode(encoding, "ignore").count("\n")
    return Stranger(offset + at, line + before, block[at] if at < len(block) else 0)


def _is_utf8(samples: Sequence[bytes]) -> bool:
    return all(stranger([sample], "utf-8") is None for sample in samples)


def _begins_as_utf8(head: bytes) -> bool:
    """Whether several characters beyond ASCII were UTF-8 before the first byte that was not.

    The second byte of a Shift_JIS or EUC-JP character seldom follows UTF-8's rules once, and hardly ever three times.
    """
    wrong = stranger([head], "utf-8")
    if wrong is None:
        return True
    return len(_ABROAD.findall(head[: wrong.offset].decode("utf-8", "ignore"))) >= 3


def _looks_euc(sample: bytes) -> bool:
    """Whether bytes that fit both CP932 and EUC-JP are rather the latter.

    EUC-JP read as CP932 is a row of half-width kana; true half-width kana read as EUC-JP has hardly any kana or 、。.
    """
    if stranger([sample], "euc_jp") is not None:
        return False
    if stranger([sample], "cp932") is not None:
        return True
    as_euc, as_cp932 = sample.decode("euc_jp"), sample.decode("cp932")
    half = len(_HALF_KANA.findall(as_cp932)) / max(1, len(_ABROAD.findall(as_cp932)))
    kana = len(_KANA.findall(as_euc)) / max(1, len(_ABROAD.findall(as_euc)))
    return half > 0.3 and kana > 0.1
