"""Telephone numbers, postal codes, addresses of the web and of mail."""

import re
import unicodedata

from madoguchi.japan.patterns import lazily
from madoguchi.japan.postal import PostalError, parse_postal, show_postal
from madoguchi.opendata.checking.formats.model import Advice
from madoguchi.opendata.checking.formats.patterns import TELEPHONE, URI

_WHOLE = lazily(rf"{TELEPHONE}(?: / {TELEPHONE})*")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ－─━.", "-"))
_BETWEEN = lazily(r" *(?:[/、，,;・]|\n) *")
_SUFFIX = lazily(r"[(（]?(代表?|内線.*|ext.*|FAX.*|直通|夜間.*)[)）]?$", re.IGNORECASE)


def mend_telephone(text: str) -> Advice | None:
    """Half-width, hyphens, several joined by " / ". A zero that is missing and a remark are only told."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    plain = re.sub(r"^(TEL|Tel|tel|電話|℡)[:. ]*", "", plain)
    parts = [re.sub(r" ", "", part) for part in _BETWEEN.split(plain) if part]
    joined = " / ".join(parts)
    if joined != text and _WHOLE.fullmatch(joined):
        return Advice("telephone", joined, True)
    return _no_telephone(joined)


def _no_telephone(plain: str) -> Advice | None:
    digits = re.sub(r"\D", "", plain)
    if _SUFFIX.search(plain):
        number = _SUFFIX.sub("", plain)
        if _WHOLE.fullmatch(number):
            return Advice(
                "remark",
                number,
                ja="番号だけを書き、内線などは別の列に書きます。",
                en="Write the number alone; an extension has its own column.",
            )
    if re.fullmatch(r"[1-9][0-9]{8}|[789]0[0-9]{8}", digits) and digits == plain:
        return Advice(
            "leading-zero", "0" + digits, ja="先頭の0が失われたようです。", en="The leading zero seems to be lost."
        )
    if re.fullmatch(r"[0-9]{1,4}-[0-9]{4}", plain):
        return Advice(ja="市外局番から書きます。", en="Write it with the area code.")
    if re.fullmatch(r"[0-9()+-]+", plain):
        return Advice(
            ja="市外局番から10けたか11けたで書きます。", en="A number has 10 or 11 digits with its area code."
        )
    return None


def mend_postal(text: str) -> Advice | None:
    """〒174−0045 → 174-0045; six digits may have lost their zero (a proposal)."""
    try:
        return Advice("postal", show_postal(parse_postal(text)), True)
    except PostalError:
        digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
        if len(digits) == 6:
            return Advice(
                "leading-zero",
                show_postal("0" + digits),
                ja="先頭の0が失われたようです。",
                en="The leading zero seems to be lost.",
            )
        return None


def mend_uri(text: str) -> Advice | None:
    """A scheme is only proposed: nobody knows whether the place answers to https."""
    plain = unicodedata.normalize("NFKC", text.rstrip("－ー―。、")).strip() if not text.isascii() else text.strip()
    if plain != text and re.fullmatch(URI, plain) and len(re.findall("https?://", plain)) == 1:
        return Advice("uri", plain, ja="全角の文字が入っています。", en="There are full-width characters.")
    if re.fullmatch(r"(?:www\.)?[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+(?:/[!-~]*)?", plain):
        return Advice("scheme", f"https://{plain}", ja="https:// から書きます。", en="Write it from https:// on.")
    if found := re.fullmatch(r"(?:h?t?tps?|https?):/{0,2}([!-~]+)", plain):
        return Advice(
            "scheme", f"https://{found[1].lstrip('/')}", ja="先頭の書き方が違います。", en="The beginning is misspelt."
        )
    if len(re.findall("https?://", plain)) > 1:
        return Advice(ja="1つのセルに1つだけ書きます。", en="Write one in a cell.")
    return None
