"""Kanji numerals (漢数字) as dates write them: 二十一, 二〇二三, 元, and the formal 弐拾壱 of registers."""

DIGITS = dict(zip("〇零一二三四五六七八九壱弐参", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3), strict=True))
UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
CHARACTERS = "".join([*DIGITS, *UNITS])


def kanji_number(text: str) -> int:
    """`二十一` → 21, `二〇二三` → 2023, `二千二十三` → 2023; raises ValueError on anything else (`十百`, `二三十`)."""
    if not text or text.strip(CHARACTERS):
        raise ValueError("not a kanji numeral")
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    return _with_units(text)


def _with_units(text: str) -> int:
    total, digit, last_unit = 0, None, 10_000
    for sign in text:
        if sign in UNITS:
            if UNITS[sign] >= last_unit or digit == 0:
                raise ValueError("units out of order")
            last_unit = UNITS[sign]
            total += (1 if digit is None else digit) * last_unit
            digit = None
        elif digit is not None:
            raise ValueError("two digits before a unit")
        else:
            digit = DIGITS[sign]
    return total + (digit or 0)
