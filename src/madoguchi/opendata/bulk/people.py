"""The look for people beside the gate: DuckDB tells which rows may give somebody away, and only these are looked at."""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from madoguchi.opendata.bulk.gate import literal
from madoguchi.opendata.checking.judging import Judge
from madoguchi.opendata.personal import Look
from madoguchi.opendata.personal.names import SIGNS, SURNAMES
from madoguchi.opendata.personal.values import PRIVATE
from madoguchi.opendata.table import Row

if TYPE_CHECKING:
    from madoguchi.opendata.bulk.columns import Work

CHUNK = 5_000
"""Rows that are looked at together."""

_DIGIT = r"[\p{Nd}〇零一二三四五六七八九]"
_DIGITS = rf"{_DIGIT}(?:[^\p{{Nd}}〇零一二三四五六七八九\n\x1f]{{0,3}}{_DIGIT}){{11}}"
_NAMED = rf"^[\s\x{{a0}}\x{{3000}}]*(?:{'|'.join(sorted(SURNAMES))})"
_MOBILE = r"[0０][7-9７-９][0０][^\p{N}\x1f]{0,2}\p{N}{4}[^\p{N}\x1f]{0,2}\p{N}{4}"
_MAIL = rf"[@＠](?:[!-~]*[^\x00-\x7f]|(?i:{PRIVATE}))"
_TELLING = rf"{_MAIL}|{_MOBILE}|{'|'.join(SIGNS)}"
"""Takes more than `personal.values` and `personal.names` do, who have the last word."""

_TOO_SHORT = frozenset(
    [
        "date_iso",
        "time_hhmm",
        "weekdays_ja",
        "weekday_code",
        "lg_code6",
        "corporate_number13",
        "decimal_degrees",
        "postal_code7",
        "machiaza_id",
        "prefecture_name",
        "yes_no_ja",
        "flag_1_or_blank",
    ]
)
"""Formats in which a right cell holds no twelve digits that could be a My Number."""


def suspicious(look: Look, judge: Judge, noisy: Sequence[int]) -> str:
    """SQL: a row whose cells may tell of somebody, provided that the cells outside `noisy` are right."""
    headings = [column.heading for column in look.columns]
    long = [at for at, check in enumerate(judge.checks) if at in noisy or check.format.name not in _TOO_SHORT]
    kanji = [at for at in long if at in noisy or not (judge.checks[at].format.pattern or "々").isascii()]
    spoken = [at for at in long if not headings[at].plain and not headings[at].kind]
    asked = [_holds(long, _DIGITS), _holds(spoken, _TELLING)]
    asked += [f"regexp_matches(c{at}, {literal(_NAMED)})" for at in kanji if at in spoken]
    asked += [f"suffix(c{at}, '方') OR suffix(c{at}, '宅')" for at in kanji if headings[at].plain]
    return " OR ".join(one for one in asked if one) or "false"


def see(look: Look, work: "Work") -> None:
    """After the scan: `asked` has the suspicious rows, and which cells are filled of the columns `counted`."""
    import numpy as np

    suspects, *filled = work.scan.asked
    wanted = ~work.scan.good | suspects
    wanted[list(work.asides)] = False
    rows = (Row(work.lines.line(number), cells) for number, cells in work.lines.pick(np.flatnonzero(wanted)))
    while chunk := list(islice(rows, CHUNK)):
        look.see(chunk)
    for at, there in zip(counted(look), filled, strict=True):
        there[list(work.asides)] = False
        if there.any():
            ((first, cells),) = work.lines.pick(np.flatnonzero(there)[:1])
            look.columns[at].filled = int(there.sum())
            look.columns[at].first = (work.lines.line(first), cells[at])


def asked(look: Look, judge: Judge, noisy: Sequence[int]) -> list[str]:
    """What the scan is asked for `see`. A cell that DuckDB takes for NULL is neither empty nor known to be harmless."""
    wanted = [f"({suspicious(look, judge, noisy)})", *(f"c{at} <> ''" for at in counted(look))]
    return [f"coalesce({one}, true)" for one in wanted]


def counted(look: Look) -> list[int]:
    """Columns of which it must be known how many cells are filled."""
    return [at for at, one in enumerate(look.columns) if one.heading.kind or not one.heading.plain]


def _holds(columns: Sequence[int], pattern: str) -> str:
    """One look over several cells."""
    if not columns:
        return ""
    cells = f"concat_ws(chr(31), {', '.join(f'c{at}' for at in columns)})"
    return f"regexp_matches({cells}, {literal(pattern)})"
