"""Receipt numbers like MD-7K4P-92QX: spoken over the telephone, copied by hand, never taken for a My Number.

Alphabet: Crockford's base 32 (no I, L, O, U). Seven random signs and one check sign, a weighted sum in GF(32): it
finds every single wrong sign and every swap of two signs.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CONFUSED = str.maketrans("OIL", "011")
_SHAPE = re.compile(r"MD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def new() -> str:
    """A fresh number. The caller keeps it unique by its table's key and draws again on a clash."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(7))
    return _dressed(body + _check(body))


def parse(text: str) -> str | None:
    """The number in its one spelling, or None. Forgives width, case, missing dashes, and O/0, I/1, L/1."""
    folded = unicodedata.normalize("NFKC", text).upper()
    bare = re.sub(r"[\s\-‐-―−ー_.]", "", folded).removeprefix("MD").translate(_CONFUSED)
    if len(bare) != 8 or any(sign not in ALPHABET for sign in bare) or _check(bare[:7]) != bare[7]:
        return None
    return _dressed(bare)


def validate(text: str) -> None:
    """A Django validator: the one spelling only."""
    if not _SHAPE.fullmatch(text) or parse(text) != text:
        from django.core.exceptions import ValidationError

        raise ValidationError("not a receipt number")


def _dressed(bare: str) -> str:
    return f"MD-{bare[:4]}-{bare[4:]}"


def _check(body: str) -> str:
    """Σ αⁱ·dᵢ over GF(32), i = 1…7."""
    total, weight = 0, 1
    for sign in body:
        weight = _times(weight, 2)
        total ^= _times(weight, ALPHABET.index(sign))
    return ALPHABET[total]


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _POLYNOMIAL
        right >>= 1
    return product
