"""One day as it is typed (era, year, month, day), stored (ISO) and judged; used by date and by both ends of date-range."""

import re
from datetime import date

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields.base import Context, Names, Raw, Schema, Value, first, names, shape
from madoguchi.declare.fields.bounds import first_day, last_day
from madoguchi.declare.problem import Problem, problem, told
from madoguchi.declare.procedure import Field
from madoguchi.japan.eras import DateError, both, from_parts

BOXES = ("era", "year", "month", "day")
DAY_RULES = ("calendar", "too-early", "too-late")
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_schema() -> Schema:
    """An ISO date; whether the day exists and lies within the bounds are rules."""
    return {"type": "string", "format": "date", "pattern": f"^{ISO.pattern}$", "maxLength": 10}


def read_day(raw: Raw, prefix: str = "") -> tuple[str | None, list[Problem]]:
    """The ISO date of four boxes, named `prefix` + era, year, month, day. Nothing typed (an era alone is nothing): None."""
    era, year, month, day = (first(raw, prefix + box) for box in BOXES)
    if not (year or month or day):
        return None, []
    try:
        return from_parts(era, year, month, day).isoformat(), []
    except DateError as error:
        return None, [told(error, "calendar", prefix + (error.part or "year"))]


def check_day(field: Field, value: Value, ctx: Context, *, part: str = "", label: Text | None = None) -> list[Problem]:
    """The first thing wrong with one ISO date."""
    if not isinstance(value, str) or not ISO.fullmatch(value):
        return [shape(field, wanted_ja="YYYY-MM-DD の日付", wanted_en="a date YYYY-MM-DD", part=part)]
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return [_no_such_day(names(field, label), value, part)]
    return _outside(field, day, ctx, part=part, label=label)


def typed_day(value: str, prefix: str = "") -> dict[str, str | list[str]]:
    """An ISO date as four boxes, in the western calendar."""
    day = date.fromisoformat(value)
    return {
        prefix + "era": "seireki",
        prefix + "year": f"{day.year:04}",
        prefix + "month": str(day.month),
        prefix + "day": str(day.day),
    }


def shown_day(value: str, language: Language) -> str:
    """令和5年(2023年)2月21日, or 21 February 2023."""
    day = date.fromisoformat(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if language == "en" else both(day)


def _no_such_day(name: Names, value: str, part: str) -> Problem:
    return problem(
        "calendar",
        ja=f"{name.ja}の{value}という日はありません。月と日をお確かめください。",
        easy=f"{name.easy}の {value}は カレンダーに ありません。もういちど 見(み)てください。",
        en=f"{name.en}: there is no day {value}. Please check the month and the day.",
        part=part,
    )


def _outside(field: Field, day: date, ctx: Context, *, part: str, label: Text | None) -> list[Problem]:
    lowest, highest = first_day(field.min, ctx.today), last_day(field.max, ctx.today)
    if lowest <= day <= highest:
        return []
    name = names(field, label)
    return [_too_early(name, day, lowest, part) if day < lowest else _too_late(name, day, highest, part)]


def _too_early(name: Names, day: date, lowest: date, part: str) -> Problem:
    return problem(
        "too-early",
        ja=f"{name.ja}は{both(lowest)}以後の日を入力してください。いま入力された日は{both(day)}です。",
        easy=f"{name.easy}は {both(lowest)}か、その あとの 日(ひ)を 書(か)いてください。",
        en=f"“{name.en}” must be {shown_day(lowest.isoformat(), 'en')} or later; "
        f"you entered {shown_day(day.isoformat(), 'en')}.",
        part=part,
    )


def _too_late(name: Names, day: date, highest: date, part: str) -> Problem:
    return problem(
        "too-late",
        ja=f"{name.ja}は{both(highest)}以前の日を入力してください。いま入力された日は{both(day)}です。",
        easy=f"{name.easy}は {both(highest)}か、その まえの 日(ひ)を 書(か)いてください。",
        en=f"“{name.en}” must be {shown_day(highest.isoformat(), 'en')} or earlier; "
        f"you entered {shown_day(day.isoformat(), 'en')}.",
        part=part,
    )
