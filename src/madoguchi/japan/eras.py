"""Dates as Japan writes them: era years (和暦) and western years (西暦), with the borders of the eras kept strictly.

The first day of an era belongs to the new era (令和: 2019-05-01, 元号を改める政令 平成31年政令第143号). Before 1873-01-01
(明治6年) Japan kept the lunar calendar, so older dates are read and written by the western year only.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from madoguchi.japan import date_errors
from madoguchi.japan.date_errors import DateError
from madoguchi.japan.numerals import CHARACTERS, kanji_number
from madoguchi.japan.patterns import lazily


class Era(NamedTuple):
    """An era (元号). `first` is the first day that may be written with it; `year_one` its 元年 as a western year."""

    id: str
    kanji: str
    kana: str
    letter: str
    first: date
    year_one: int

    @property
    def english(self) -> str:
        """`Reiwa`."""
        return self.id.capitalize()

    @property
    def easy(self) -> str:
        """`令和(れいわ)`."""
        return f"{self.kanji}({self.kana})"


ERAS = (
    Era("reiwa", "令和", "れいわ", "R", date(2019, 5, 1), 2019),
    Era("heisei", "平成", "へいせい", "H", date(1989, 1, 8), 1989),
    Era("showa", "昭和", "しょうわ", "S", date(1926, 12, 25), 1926),
    Era("taisho", "大正", "たいしょう", "T", date(1912, 7, 30), 1912),
    Era("meiji", "明治", "めいじ", "M", date(1873, 1, 1), 1868),
)
"""Newest first, as people look for them."""

__all__ = ["ERAS", "SEIREKI", "DateError", "Era", "both", "era_of", "from_parts", "parse_date", "seireki", "wareki"]

SEIREKI = "seireki"
_BY_ID = {era.id: era for era in ERAS}
_BY_WORD = {word: era for era in ERAS for word in (era.kanji, era.kanji[0], era.letter, era.letter.lower())}
_LONGEST = 40
_TOO_LATE = 1000
"""An era's year with four digits is a western year in the wrong box: 令和2023年."""

_YEAR = rf"(?P<y>[0-9]{{1,4}}|元|[{CHARACTERS}]{{1,7}})"
_MONTH = rf"(?P<m>[0-9]{{1,2}}|[{CHARACTERS}]{{1,3}})"
_DAY = rf"(?P<d>[0-9]{{1,2}}|[{CHARACTERS}]{{1,3}})"
_ERA = r"(?P<era>令和?|平成?|昭和?|大正?|明治?|[RHSTMrhstm])"
_SHAPES = tuple(
    lazily(shape)
    for shape in (
        rf"(?:{_ERA}|西暦)?{_YEAR}年{_MONTH}月{_DAY}日",
        rf"(?:{_ERA}|西暦)?{_YEAR}(?P<sep>[-./・ ]){_MONTH}(?P=sep){_DAY}",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
        rf"{_ERA}(?P<y>[0-9]{{2}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})",
    )
)
_YEAR_WITH_ERA = lazily(_ERA + _YEAR)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))


def parse_date(text: str) -> date:
    """Read one date written by a person; raises DateError.

    Takes 令和5年2月21日, ㋿5年2月21日, R5.2.21, R050221, 令和五年二月二十一日, 平成元年1月8日, 2023-02-21, 2023/2/21,
    2023・2・21, 2023年2月21日, 20230221, in full-width as well. A year without an era needs four digits.
    """
    tidy = _tidy(text)
    if not tidy:
        raise date_errors.empty("")
    for shape in _SHAPES:
        if found := shape.fullmatch(tidy):
            parts = found.groupdict()
            return _build(_BY_WORD.get(parts.get("era") or ""), parts["y"], parts["m"], parts["d"])
    raise date_errors.unreadable()


def from_parts(era: str, year: str, month: str, day: str) -> date:
    """Read a date from four boxes; `era` is "", "seireki" or an era's id ("reiwa" … "meiji"); raises DateError.

    A whole date pasted into the year's box is read as it stands when the boxes for month and day are empty.
    With the era "", the year's box may bring its era along: `令和5`, `R5`.
    """
    if era not in ("", SEIREKI, *_BY_ID):
        raise date_errors.era_missing()
    year, month, day = _tidy(year), _tidy(month), _tidy(day)
    if year and not (month or day) and (pasted := _whole(year)):
        return pasted
    for part, value in (("year", year), ("month", month), ("day", day)):
        if not value:
            raise date_errors.empty(part)
    year = year.removesuffix("年")
    if not era and (found := _YEAR_WITH_ERA.fullmatch(year)):
        return _build(_BY_WORD[found["era"]], found["y"], month.removesuffix("月"), day.removesuffix("日"))
    return _build(_BY_ID.get(era), year, month.removesuffix("月"), day.removesuffix("日"))


def wareki(day: date) -> str:
    """`令和5年2月21日`; the first year is 元年.

    Before 1873 the western date, since the calendar was another; likewise from the thousandth year of an era.
    """
    era = era_of(day)
    if era is None or day.year - era.year_one >= _TOO_LATE - 1:
        return seireki(day)
    year = day.year - era.year_one + 1
    return f"{era.kanji}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def seireki(day: date) -> str:
    """`2023年2月21日`."""
    return f"{day.year:04}年{day.month}月{day.day}日"


def both(day: date) -> str:
    """`令和5年(2023年)2月21日`."""
    written = wareki(day)
    return written if written == seireki(day) else written.replace("年", f"年({day.year}年)", 1)


def era_of(day: date) -> Era | None:
    """The era in force on a day; None before 1873-01-01."""
    return next((era for era in ERAS if day >= era.first), None)


def _tidy(text: str) -> str:
    """Width and dashes made one; spaces kept only where they stand between two digits. For reading, never stored."""
    if len(text) > _LONGEST:
        raise date_errors.unreadable()
    tidy = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    return re.sub(r"(?<=[^0-9])\s+|\s+(?=[^0-9])", "", re.sub(r"\s+", " ", tidy))


def _whole(text: str) -> date | None:
    try:
        return parse_date(text)
    except DateError as problem:
        if problem.code in ("date-unreadable", "date-era-missing"):
            return None
        raise


def _build(era: Era | None, year: str, month: str, day: str) -> date:
    y, m, d = _number(year, "year"), _number(month, "month"), _number(day, "day")
    if era is None:
        if not _is_western(year, y):
            raise date_errors.era_missing()
        return _day(y, m, d)
    if y < 1:
        raise date_errors.no_such_year(ja=era.kanji, en=era.english)
    if y >= _TOO_LATE:
        raise date_errors.western_year(era.kanji, _probable(y, m, d))
    found = _day(era.year_one + y - 1, m, d)
    if era_of(found) is not era:
        raise _wrong_era(era, found)
    return found


def _is_western(text: str, year: int) -> bool:
    """Four digits, so that nobody's 平成5年 becomes the year 5."""
    return 1 <= year <= 9999 and (year >= 1000 or re.fullmatch(r"[0-9]{4}", text) is not None)


def _number(text: str, part: str) -> int:
    if text == "元" and part == "year":
        return 1
    try:
        return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else kanji_number(text)
    except ValueError:
        raise date_errors.not_a_number(part) from None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise date_errors.no_such_day(year, month, day) from None


def _probable(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _wrong_era(era: Era, found: date) -> DateError:
    right = era_of(found)
    if right is None:
        return date_errors.lunar()
    year = found.year - right.year_one + 1
    return date_errors.wrong_era(
        found,
        ja=(era.kanji, wareki(found)),
        en=(era.english, f"{right.english} {year}"),
        ja_easy=(era.easy, f"{right.easy}{year}年(ねん)"),
    )
