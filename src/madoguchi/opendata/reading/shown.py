"""A cell of a workbook as text: as it is shown, but never with fewer digits than are stored; dates as ISO."""

import re
from datetime import date, datetime, time, timedelta

from madoguchi.japan.patterns import lazily

_QUOTED = lazily(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def shown(value: object, number_format: str) -> str:
    """Text of a cell's value under Excel's number format.

    Dates are YYYY-MM-DD, times HH:MM (with seconds where there are any), both joined by a space. Leading zeros,
    thousands separators, percents and closing zeros are as the format asks; a format that would round is not obeyed.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _moment(value, number_format)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _time(value)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def _moment(value: datetime, number_format: str) -> str:
    tells_time = re.search(r"[hs]", _QUOTED.sub("", number_format).lower())
    if value.time() == time() and not tells_time:
        return value.date().isoformat()
    return f"{value.date().isoformat()} {_time(value.time())}"


def _time(value: time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _number(value: int | float, number_format: str) -> str:
    pattern = _QUOTED.sub("", number_format.split(";")[0])
    percent = "%" in pattern
    plain = _plain(value * 100 if percent else value)
    if "e" in plain or not re.search(r"[0#]", pattern):
        return plain + ("%" if percent else "")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, _, fraction = digits.partition(".")
    asked_whole, _, asked_fraction = pattern.partition(".")
    whole = whole.zfill(asked_whole.count("0"))
    fraction = fraction.ljust(re.match(r"0*", asked_fraction).end() if asked_fraction else 0, "0")  # type: ignore[union-attr]
    if re.search(r"[0#],[0#]", asked_whole):
        whole = f"{int(whole):,}"
    return sign + whole + ("." + fraction if fraction else "") + ("%" if percent else "")


def _plain(value: int | float) -> str:
    """Without exponent, and without the noise of binary fractions: 15 digits, as Excel keeps them."""
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    return f"{value:.20f}".rstrip("0") if 1e-12 < abs(value) < 1 else text
