"""Days and times as people say them, in the language of the page. Always Japan time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from madoguchi.japan import eras

TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS_JA = "月火水木金土日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_day(value: date | datetime) -> date:
    """The Japanese calendar day of a moment; a day stays itself."""
    return value.astimezone(TOKYO).date() if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """11月24日(火); Tue 24 Nov in English."""
    on = local_day(value)
    if get_language() == "en":
        return f"{WEEKDAYS_EN[on.weekday()]} {on.day} {MONTHS_EN[on.month - 1]}"
    return f"{on.month}月{on.day}日({WEEKDAYS_JA[on.weekday()]})"


def full_day(value: date | datetime) -> str:
    """2026年11月24日(火); Tue 24 Nov 2026 in English."""
    on = local_day(value)
    return f"{day(on)} {on.year}" if get_language() == "en" else f"{on.year}年{day(on)}"


def era_and_year(value: date | datetime) -> str:
    """令和5年(2023年)2月21日; 21 Feb 2023 in English."""
    on = local_day(value)
    if get_language() == "en":
        return f"{on.day} {MONTHS_EN[on.month - 1]} {on.year}"
    return eras.both(on)


def clock_time(value: datetime) -> str:
    """7時41分; 7:41 in English."""
    return hour(value.astimezone(TOKYO).time())


def hour(at: time) -> str:
    """A time of day, whatever the day: 8時20分; 8:20 in English."""
    return f"{at.hour}:{at.minute:02}" if get_language() == "en" else f"{at.hour}時{at.minute:02}分"
