"""Attendance as school-affairs systems take it: the words of GIF 454 (出欠日, 出欠区分, 出欠理由), the ids of OneRoster."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from madoguchi.decide.models import Unreported
from madoguchi.decide.queries.boards.classes import NAME, REASON, open_records
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.queries.names import full_name
from madoguchi.japan.encodings import unencodable
from madoguchi.protect import Channel
from madoguchi.receive.models import Enrolment, Notice
from madoguchi.trail.clock import TOKYO

HEAD = (
    "学校コード", "学校sourcedId", "学級sourcedId", "学年", "学級名", "出席番号", "児童生徒sourcedId", "氏名",
    "出欠日", "出欠区分", "出欠理由", "受付日時", "受付番号",
)  # fmt: skip
KINDS = {"absent": "欠席", "late": "遅刻", "early": "早退"}
UNREPORTED = "連絡なし"
GETA = "〓"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Line = tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """A character that the older encoding does not have, and in which line."""

    line: int
    column: str
    character: str


def lines_of(desk: Desk, first: date, last: date) -> list[Line]:
    """One line for each pupil and day with a notice, or missing without one. One reading for names, one for reasons.

    Whoever a shield keeps out of exports is not in it.
    """
    rows = desk.present(_enrolments(desk, first, last))
    told, alone = _notices({one.pupil_id for one in rows}, first, last), _missing(rows, first, last)
    out = {one.pupil_id for one in told} | {row.pupil_id for row, _ in alone}
    records = {row.pupil.record_id for row in rows if row.pupil_id in out}
    names = open_records(desk, records, NAME, desk.meibo.purpose.purpose, channel=Channel.EXPORT)
    spoken = {record: full_name(values["name"]) for record, values in names.items()}
    found: dict[tuple[int, date], Line] = {}
    for row, day in alone:
        found[row.pk, day] = _line(row, spoken, day, KINDS["absent"], UNREPORTED)
    for notice, reason in _with_reasons(desk, told):
        for row in (one for one in rows if one.pupil_id == notice.pupil_id):
            for day in _days(notice, row, first, last):
                found[row.pk, day] = _line(row, spoken, day, KINDS[notice.kind], reason, notice)
    shown = {row.pk for row in rows if row.pupil.record_id in spoken}
    lines = [line for (pk, _), line in found.items() if pk in shown]
    return sorted(lines, key=lambda line: (line[8], line[3], line[4], int(line[5] or 0)))


def _with_reasons(desk: Desk, told: Sequence[Notice]) -> list[tuple[Notice, str]]:
    records = [one.application.record_id for one in told]
    opened = open_records(desk, records, REASON[:1], desk.kesseki.purpose.purpose, channel=Channel.EXPORT)
    return [
        (one, str(opened[one.application.record_id]["reason"] or ""))
        for one in told
        if one.application.record_id in opened
    ]


def _enrolments(desk: Desk, first: date, last: date) -> Iterable[Enrolment]:
    """Of whom the roster still knows; the vault opens all that is asked for, or nothing."""
    rows = Enrolment.objects.filter(school_class__school=desk.school, valid_from__lte=last, valid_to__gte=first)
    return rows.filter(pupil__erased_at=None).select_related("pupil", "school_class__school")


def _notices(pupils: Iterable[int], first: date, last: date) -> list[Notice]:
    """Without those whose time of keeping is over."""
    rows = Notice.objects.filter(pupil__in=list(pupils), first_day__lte=last, last_day__gte=first, ended_at=None)
    return list(
        rows.filter(application__erased_at=None)
        .select_related("application")
        .order_by("application__received_at", "application_id")
    )


def _missing(rows: Sequence[Enrolment], first: date, last: date) -> list[tuple[Enrolment, date]]:
    by_pupil = {one.pupil_id: one for one in rows}
    marks = Unreported.objects.filter(pupil__in=by_pupil, day__gte=first, day__lte=last, cleared_at=None)
    return [(by_pupil[pupil], day) for pupil, day in marks.values_list("pupil_id", "day")]


def _days(notice: Notice, row: Enrolment, first: date, last: date) -> Iterable[date]:
    day = max(notice.first_day, row.valid_from, first)
    while day <= min(notice.last_day, row.valid_to, last):
        yield day
        day += timedelta(days=1)


def _line(
    row: Enrolment, names: dict[UUID, str], day: date, kind: str, reason: str, notice: Notice | None = None
) -> Line:
    school_class, at = row.school_class, notice.application.received_at.astimezone(TOKYO) if notice else None
    return (
        school_class.school.code, school_class.school.source_id, school_class.source_id, school_class.grade,
        school_class.title, str(row.number or ""), row.pupil.source_id, names.get(row.pupil.record_id, ""),
        day.isoformat(), kind, reason, f"{at:%Y-%m-%dT%H:%M:%S%z}" if at else "", notice.pk if notice else "",
    )  # fmt: skip


def missing_in(lines: Sequence[Line], encoding: str) -> list[Missing]:
    """The characters that this encoding cannot hold, each told with its line and column."""
    return [
        Missing(number, HEAD[at], character)
        for number, line in enumerate(lines, 2)
        for at, cell in enumerate(line)
        for _, character in unencodable(cell, encoding)
    ]


def as_csv(lines: Sequence[Line], encoding: str) -> bytes:
    """UTF-8 with BOM, or cp932 with 〓 for what it lacks. A cell never begins as a formula of a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([[_harmless(cell) for cell in line] for line in lines])
    text = out.getvalue()
    if encoding == "utf-8":
        return b"\xef\xbb\xbf" + text.encode()
    return _with_geta(text, encoding).encode(encoding)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _with_geta(text: str, encoding: str) -> str:
    for at, character in reversed(unencodable(text, encoding)):
        text = text[:at] + GETA + text[at + len(character) :]
    return text
