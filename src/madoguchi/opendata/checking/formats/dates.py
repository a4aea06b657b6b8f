"""Dates and times of day as offices write them, and what they can only have meant."""

import re
import unicodedata

from madoguchi.japan.date_errors import DateError
from madoguchi.japan.eras import parse_date
from madoguchi.japan.patterns import lazily
from madoguchi.opendata.checking.formats.model import Advice

_WITH_MIDNIGHT = lazily(r"(.+?)[ T]0{1,2}:00(:00(\.0+)?)?")
_WITH_WEEKDAY = lazily(r"(.+?) ?[(\[]([月火水木金土日])(?:曜日?)?(?:[・,/]?祝日?)?[)\]]")
_WEEK = "月火水木金土日"
_SERIAL = lazily(r"[1-5][0-9]{4}(\.0)?")
_YEAR_MONTH = lazily(r"(?:[0-9]{4}|(?:令和|平成|昭和|[RHS]) ?(?:[0-9]{1,2}|元))[-/年.](?:0?[1-9]|1[0-2])月?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－", "-"))

_CLOCK = lazily(r"(?P<h>[0-9]{1,2})(?::|時)(?P<m>[0-9]{2})?(?:分)?(?::(?P<s>[0-9]{2})(?:\.0+)?)?")
_KANJI_CLOCK = lazily(
    r"(?P<half>午前|午後|AM|PM|am|pm)? ?(?P<h>[0-9]{1,2})(?:時|:)(?:(?P<m>[0-9]{1,2})分?|(?P<hm>半))?"
)
_FOUR = lazily(r"(?P<h>[0-9]{2})(?P<m>[0-9]{2})")
_RANGE = lazily(
    r"(午[前後])? ?[0-9]{1,2}[:時][0-9]{0,2}[分半]? ?[~〜～\-ー－−–—から]+ ?(翌日?|午[前後])? ?[0-9]{1,2}[:時].*"
)
_FRACTION = lazily(r"0\.[0-9]+")
_WHOLE_DAY = {"終日", "24時間", "常時", "24H", "24h", "24時間利用可能", "24時間営業", "オールタイム"}
_SUN = {"日没", "日の出", "日出", "日の入り", "日の入", "夕方", "早朝", "夜明け"}


def mend_date(text: str) -> Advice | None:
    """A date of an era, with slashes, in kanji … as ISO 8601; a serial number of Excel only as a proposal."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if midnight := _WITH_MIDNIGHT.fullmatch(plain):
        plain = midnight[1]
    named = _WITH_WEEKDAY.fullmatch(plain)
    try:
        day = parse_date(named[1] if named else plain)
    except DateError as error:
        return _no_date(plain, error)
    if named and _WEEK[day.weekday()] != named[2]:
        ja, en = f"その日は{_WEEK[day.weekday()]}曜日です。", "The day of the week is another."
        return Advice("date", day.isoformat(), ja=ja, en=en)
    return Advice("date", day.isoformat(), True)


def _no_date(plain: str, error: DateError) -> Advice | None:
    if _SERIAL.fullmatch(plain):
        return _serial_date(int(plain[:5]))
    if re.fullmatch(r"[0-9]{1,2}月[0-9]{1,2}日", plain):
        return Advice(ja="年がありません。年から書きます。", en="The year is missing: write it, too.")
    if _YEAR_MONTH.fullmatch(plain):
        return Advice(
            ja="日がありません。年だけ、または年月日で書きます。",
            en="The day is missing: write the year, or the whole date.",
        )
    if error.code in ("date-unreadable", "date-empty"):
        return None
    return Advice(ja=error.ja, en=error.en)


def _serial_date(days: int) -> Advice:
    from datetime import date, timedelta

    day = date(1899, 12, 30) + timedelta(days)
    return Advice(
        "excel-serial",
        day.isoformat(),
        ja=f"表計算ソフトの日付の内部番号のようです ({day.isoformat()})。",
        en=f"This looks like a spreadsheet's serial number of {day.isoformat()}.",
    )


def mend_time(text: str) -> Advice | None:
    """9:00, 9時, 午後5時半, 0900 as hh:mm. 24:00, 終日 and 日没 are told, never mended as proven."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain == "正午":
        return Advice("time", "12:00", True)
    found = _CLOCK.fullmatch(plain) or _KANJI_CLOCK.fullmatch(plain) or _FOUR.fullmatch(plain)
    if found:
        return _clock(found.groupdict())
    return _no_time(plain)


def _clock(parts: dict[str, str | None]) -> Advice | None:
    hour, minute = int(parts["h"] or 0), 30 if parts.get("hm") else int(parts.get("m") or 0)
    half, seconds = (parts.get("half") or "").lower(), parts.get("s")
    if half and hour > 12:
        return None
    if half in ("午後", "pm") and hour < 12:
        hour += 12
    if half and hour in (12, 24):  # 午後12時 is noon to some and midnight to others
        return Advice(ja="正午か真夜中か、決められません。", en="Noon or midnight cannot be told apart.")
    if (hour, minute) == (24, 0):
        return Advice(
            "day-end", "23:59", ja="一日の終わりは 23:59 と書きます。", en="The end of a day is written 23:59."
        )
    if 24 <= hour < 30 and minute < 60:
        return _next_day(hour - 24, minute)
    if hour > 23 or minute > 59 or int(seconds or 0) > 59:
        return Advice(ja="そのような時刻はありません。", en="There is no such time of day.")
    return Advice("time", f"{hour:02}:{minute:02}" + (f":{seconds}" if seconds else ""), True)


def _next_day(hour: int, minute: int) -> Advice:
    """26:00, as shops write it."""
    return Advice(
        ja=f"翌日の {hour:02}:{minute:02} のことなら、終了に 23:59 と書き、翌日までのことを特記事項に書きます。",
        en=f"If {hour:02}:{minute:02} of the next day is meant, write 23:59 as the end and tell the rest in the remarks.",
    )


def _no_time(plain: str) -> Advice | None:
    if plain in _WHOLE_DAY:
        return Advice(
            ja="終日のときは、開始に 00:00、終了に 23:59 と書き、特記事項に説明を書きます。",
            en="For the whole day write 00:00 and 23:59, and explain it in the column for remarks.",
        )
    if any(word in plain for word in _SUN):
        return Advice(
            ja="時刻に決められないときは空にし、特記事項に書きます。",
            en="Where no clock time can be given, leave it empty and write it in the column for remarks.",
        )
    if _RANGE.fullmatch(plain):
        return Advice(ja="開始と終了を2つの列に分けます。", en="Write start and end in two columns.")
    if plain == "24":
        return Advice(
            "day-end", "23:59", ja="一日の終わりは 23:59 と書きます。", en="The end of a day is written 23:59."
        )
    if _FRACTION.fullmatch(plain):
        minutes = round(float(plain) * 1440) % 1440
        after = f"{minutes // 60:02}:{minutes % 60:02}"
        return Advice(
            "excel-serial",
            after,
            ja=f"表計算ソフトの時刻の内部番号のようです ({after})。",
            en=f"This looks like a spreadsheet's number of {after}.",
        )
    return None
