"""Keyed tokens by which people are found without their names being stored. Never of an address."""

import hashlib
import hmac

from madoguchi.japan.names import kana_key
from madoguchi.protect import keys

TOKEN_CHARACTERS = 32  # 128 bits in hexadecimal


def token(kind: str, text: str) -> str:
    """HMAC-SHA256 of kind and text, cut to 128 bits, in hexadecimal; empty for an empty text."""
    if not text:
        return ""
    message = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
    return hmac.new(keys.ring().lookup, message, hashlib.sha256).hexdigest()[:TOKEN_CHARACTERS]


def surname(kana: str) -> str:
    return token("surname", kana_key(kana))


def kana(whole: str) -> str:
    """Of the whole reading, surname and given name together; spaces do not matter."""
    return token("kana", kana_key(whole))


def birth(day: str) -> str:
    """`day`: YYYY-MM-DD."""
    return token("birth", day)


def telephone(digits: str) -> str:
    return token("telephone", digits)


def name(family: str, given: str) -> str:
    """Of the name as written, spaces apart: 髙橋 and 高橋 are two names, and whoever bears both is looked at by a person."""
    return token("name", "".join((family + given).split()))


def person(family_kana: str, given_kana: str, day: str) -> str:
    """Of full kana and birth together: what two records must share to be of one person."""
    kana = kana_key(family_kana + given_kana)
    return token("person", f"{kana}\0{day}") if family_kana and given_kana and day else ""
