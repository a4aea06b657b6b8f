"""A canary in every spelling in which it could come out, and the search for all of them in a heap of bytes."""

import base64
import gzip
import html
import io
import json
import re
import unicodedata
import zlib
from urllib.parse import quote

import jaconv


def spellings(word: str) -> dict[str, bytes]:
    """Name of the spelling → the bytes that a leak would hold."""
    forms = {form: unicodedata.normalize(form, word) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    forms |= {
        "plain": word,
        "half-width": jaconv.z2h(word, kana=True, digit=True, ascii=True),
        "hira": jaconv.kata2hira(word),
    }
    found = {f"{name} utf-8": text.encode() for name, text in forms.items()}
    found |= {f"{name} utf-16": text.encode("utf-16-le") for name, text in forms.items()}
    found |= {"utf-16-be": word.encode("utf-16-be"), "cp932": word.encode("cp932", "ignore")}
    found |= {"euc-jp": word.encode("euc_jp", "ignore"), "json": json.dumps(word)[1:-1].encode()}
    found |= {"url": quote(word).encode(), "url-lower": quote(word).lower().encode()}
    found |= {"entities": "".join(f"&#{ord(c)};" for c in word).encode(), "hex": word.encode().hex().encode()}
    found |= {"hex entities": "".join(f"&#x{ord(c):x};" for c in word).encode(), "escaped": html.escape(word).encode()}
    found |= {f"base64 +{shift}": _base64(word, shift) for shift in range(3)}
    return {name: blob for name, blob in found.items() if len(blob) >= 4}


def hits(words: list[str], content: bytes) -> set[str]:
    """Which canaries are in these bytes, also packed, also in the text of a PDF."""
    looked = [content, *_unpacked(content)]
    return {word for word in words for blob in _cached(word) for heap in looked if blob in heap}


_known: dict[str, list[bytes]] = {}


def _cached(word: str) -> list[bytes]:
    if word not in _known:
        _known[word] = sorted(set(spellings(word).values()))
    return _known[word]


def _base64(word: str, shift: int) -> bytes:
    """The middle of the base64 text, whatever stands before it."""
    encoded = base64.b64encode(b"x" * shift + word.encode())
    return encoded[4:-4] if len(encoded) > 16 else encoded[(4 if shift else 0) :].rstrip(b"=")[:-1]


def laid_open(content: bytes) -> bytes:
    """The bytes, and behind them what they hold packed: whole answers may then be joined to one heap."""
    return b"\n".join([content, *_unpacked(content)])


def _unpacked(content: bytes) -> list[bytes]:
    found = []
    if content[:2] == b"\x1f\x8b":
        found.append(gzip.decompress(content))
    if content[:5] == b"%PDF-":
        found.append(text_of_pdf(content))
    return found


def text_of_pdf(content: bytes) -> bytes:
    """Text and metadata, by a reader of PDF; and every stream unpacked, whatever it is."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    plain = b"".join(_inflated(one) for one in streams)
    try:
        from pypdf import PdfReader
    except ImportError:
        return plain
    reader = PdfReader(io.BytesIO(content))
    words = "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    return plain + words.encode() + words.replace("\n", "").encode()


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
