"""Events of a release as iCalendar (RFC 5545), for tables with the standard's columns of days and hours."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
UTC = ZoneInfo("UTC")
WIDEST = 75
"""Octets of a line."""
Row = Mapping[str, object]


def calendar(rows: Iterable[Row], *, name: str, host: str, slug: str, stamp: datetime) -> Iterator[str]:
    """Line by line, folded, each with its CRLF. A row without a day that can be read is left out."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//madoguchi//open data//JA", "CALSCALE:GREGORIAN",
            f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]  # fmt: skip
    yield from map(_folded, head)
    for row in rows:
        if (when := _when(row)) is not None:
            yield from map(_folded, _event(row, when, f"{slug}-{row['_id']}@{host}", stamp))
    yield _folded("END:VCALENDAR")


def _event(row: Row, when: list[str], uid: str, stamp: datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}", *when)
    place = " ".join(_of(row, name) for name in ("場所名称", "住所") if _of(row, name))
    told = {"SUMMARY": _of(row, "イベント名") or _of(row, "名称"), "DESCRIPTION": _of(row, "説明"), "LOCATION": place}
    yield from (f"{name}:{_text(value)}" for name, value in told.items() if value)
    if _of(row, "緯度") and _of(row, "経度"):
        yield f"GEO:{_of(row, '緯度')};{_of(row, '経度')}"
    if _of(row, "URL").startswith("http") and _of(row, "URL").isprintable():
        yield f"URL:{_of(row, 'URL')}"
    yield "END:VEVENT"


def _when(row: Row) -> list[str] | None:
    """Start and end: with hours in UTC, else whole days; the end of a whole day is the day after."""
    first = _day(_of(row, "開始日"))
    last = _day(_of(row, "終了日")) or first
    if first is None or last is None or last < first:
        return None
    begins, ends = _hour(_of(row, "開始時間")), _hour(_of(row, "終了時間"))
    if begins is None:
        return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"]
    start = [f"DTSTART:{_moment(first, begins)}"]
    return [*start, f"DTEND:{_moment(last, ends)}"] if ends and (last, ends) > (first, begins) else start


def _moment(day: date, hour: time) -> str:
    return f"{datetime.combine(day, hour, TOKYO).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _of(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return "".join(sign for sign in escaped.replace("\r\n", "\n").replace("\n", r"\n") if sign.isprintable())


def _folded(line: str) -> str:
    """Cut between characters, so that no line is longer than 75 octets."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > WIDEST:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += width
    return "\r\n".join(parts) + "\r\n"
