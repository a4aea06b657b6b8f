"""What a pattern cannot tell: that a day exists, that a check digit fits. In Python, and in DuckDB's SQL."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from madoguchi.japan.codes import corporate_check_digit, municipality_check_digit


class Proof(NamedTuple):
    """`holds` is asked only where the pattern fits. `sql` has `{c}` for the cell and may say no where `holds` says yes:
    the bulk engine then asks the row checker. `pattern` (RE2), where there is one, does in place of the format's pattern and
    of `sql`: it takes nothing that the two would not."""

    holds: Callable[[str], bool]
    sql: str = ""
    pattern: str = ""


@lru_cache(maxsize=10_000)
def _real_day(text: str) -> bool:
    if len(text) == 4:
        return text != "0000"
    try:
        date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=10_000)
def _municipality(text: str) -> bool:
    return int(text[5]) == municipality_check_digit(text[:5])


@lru_cache(maxsize=10_000)
def _corporate(text: str) -> bool:
    return int(text[0]) == corporate_check_digit(text[1:])


def _digit(at: int) -> str:
    return f"(ascii({{c}}[{at}]) - 48)"


_MUNICIPALITY = " + ".join(f"{weight} * {_digit(at)}" for at, weight in enumerate((6, 5, 4, 3, 2), 1))
_CORPORATE = " + ".join(f"{1 + (13 - at) % 2} * {_digit(at)}" for at in range(2, 14))

_DAYS = "[1-9][0-9]{3}(?:-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31))?"
"""A year, or a day that every year has: 29 February goes to the row checker."""

PROOFS = {
    "day": Proof(_real_day, pattern=_DAYS),
    "municipality": Proof(_municipality, f"(11 - ({_MUNICIPALITY}) % 11) % 10 = {_digit(6)}"),
    "corporate": Proof(_corporate, f"9 - ({_CORPORATE}) % 9 = {_digit(1)}"),
}
"""By the name that `Format.proof` gives."""
