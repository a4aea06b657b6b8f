"""What a pattern cannot tell: that a day exists, that a check digit fits. In Python, and in DuckDB's SQL."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from madoguchi.japan.codes import corporate_check_digit, municipality_check_digit


class Proof(NamedTuple):
    """`holds` is asked only where the pattern fits. `sql` has `{c}` for the cell and may say no where `holds` says yes:
    the bulk engine then asks the row checker."""

    holds: Callable[[str], bool]
    sql: str


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

PROOFS = {
    "day": Proof(
        _real_day, "CASE WHEN {c}[9:10] BETWEEN '01' AND '28' THEN true ELSE TRY_CAST({c} AS DATE) IS NOT NULL END"
    ),
    "municipality": Proof(_municipality, f"(11 - ({_MUNICIPALITY}) % 11) % 10 = {_digit(6)}"),
    "corporate": Proof(_corporate, f"9 - ({_CORPORATE}) % 9 = {_digit(1)}"),
}
"""By the name that `Format.proof` gives."""
