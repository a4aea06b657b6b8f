"""Telephone numbers of Japan: stored as national digits (`0312345678`), shown with hyphens (`03-1234-5678`).

The rule is the numbering plan's shape and not the list of numbers in use, because lists age and because fictional numbers
(03-0000-1234, 090-0000-1234) must pass in a demo: eleven digits beginning with 020, 050, 060, 070, 080 or 090 (0800 among
them), else ten beginning with 0 and not 00 (so a mobile number that lost a digit is refused). Three-digit services (110, 119) and foreign numbers are refused.
"""

import re
import unicodedata

from madoguchi.japan.errors import InputError

_NATIONAL = re.compile(r"0(?![256789]0)[1-9][0-9]{8}|0[256789]0[0-9]{8}")
_ABROAD = re.compile(r"(\+|00|010)")
_NOISE = re.compile(r"[\s\-‐‑‒–—―−ー.・/()]")


class TelephoneError(InputError):
    """A telephone number that nobody could call from here."""


def parse(text: str) -> str:
    """`090-1234-5678`, `０９０−１２３４−５６７８`, `(03) 1234 5678`, `+81 3 1234 5678` → national digits; raises TelephoneError."""
    digits = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    if not digits:
        raise _empty()
    digits = re.sub(r"^(\+|010|00)810?", "0", digits)
    if _NATIONAL.fullmatch(digits):
        return digits
    raise _abroad() if _ABROAD.match(digits) else _wrong()


def show(value: str) -> str:
    """`09012345678` → `090-1234-5678`; the area code decides where the hyphens stand. Other text is shown as it is."""
    if not _NATIONAL.fullmatch(value):
        return value
    import phonenumbers  # takes 0.1 s to import, and only pages that show a number need it

    number = phonenumbers.parse(value, "JP")
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return shown if re.sub(r"\D", "", shown) == value and "-" in shown else f"{value[:-7]}-{value[-7:-4]}-{value[-4:]}"


def _empty() -> TelephoneError:
    return TelephoneError(
        "telephone-empty",
        ja="電話番号を入力してください。",
        en="Enter the telephone number.",
        ja_easy="電話番号(でんわばんごう)を 書(か)いてください。",
    )


def _wrong() -> TelephoneError:
    return TelephoneError(
        "telephone-shape",
        ja="電話番号は、市外局番から10けたか11けたの数字で入力してください。例: 03-1234-5678、090-1234-5678",
        en="Enter 10 or 11 digits including the area code, for example 03-1234-5678 or 090-1234-5678.",
        ja_easy="電話番号(でんわばんごう)は 10か 11の 数字(すうじ)で 書(か)いてください。れい: 090-1234-5678",
    )


def _abroad() -> TelephoneError:
    return TelephoneError(
        "telephone-abroad",
        ja="日本の電話番号を入力してください。外国の電話番号しかないときは、窓口にご相談ください。",
        en="Enter a Japanese telephone number. If you only have one abroad, please ask at the counter.",
        ja_easy="日本(にほん)の 電話番号(でんわばんごう)を 書(か)いてください。ないときは、窓口(まどぐち)で 聞(き)いてください。",
    )
