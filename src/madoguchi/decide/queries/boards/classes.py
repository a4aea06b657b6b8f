"""One class this morning: seats for everybody's eyes, and the notices with their reasons for those who may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from madoguchi import protect
from madoguchi.decide.queries.boards.days import Count, counts, current, school_days, unreported
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.queries.names import full_name
from madoguchi.protect import Channel, queries
from madoguchi.receive.models import Enrolment, Notice, SchoolClass
from madoguchi.receive.queries.notices import seen_at
from madoguchi.receive.queries.schools import enrolled
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock

PAGE = Channel.STAFF_PAGE
NAME, REASON = ["name"], ["reason", "words"]


@dataclass(frozen=True)
class Seat:
    pupil_id: int
    number: int | None
    name: str
    state: str = ""  # absent, late, early, ask (missing and unreported)


@dataclass(frozen=True)
class Line:
    """One notice in the table of those who may know why."""

    notice: Notice
    seat: Seat
    reason: str
    words: str
    received_at: datetime
    seen_at: datetime | None

    @property
    def came_today(self) -> bool:
        return self.received_at.astimezone(clock.TOKYO).date() == clock.today()


@dataclass(frozen=True)
class Board:
    school_class: SchoolClass
    day: date
    seats: list[Seat]
    lines: list[Line]
    count: Count
    tomorrow: Count
    past: list[Count]
    at: datetime

    @property
    def missing(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.state == "ask"]


def board_of(desk: Desk, school_class: SchoolClass, *, room: bool = False, since: datetime | None = None) -> Board:
    """The board of a class. `room`: only what the room may see; no reason is opened. `since`: see `protect.read`."""
    day = clock.today()
    rows = desk.present(enrolled(school_class, day))
    pupils = [one.pupil_id for one in rows]
    told = current(pupils, day)
    alone = unreported(pupils, day, told)
    names = names_of(desk, rows, since=since)
    seats = [Seat(one.pupil_id, one.number, names.get(one.pupil_id, ""), _state(one, told, alone)) for one in rows]
    shown = list(told.values()) if desk.reads_reasons and not room else []
    past, ahead = school_days(day, 10, step=-1), school_days(day + timedelta(days=1), 1)
    counted = counts([school_class], [*past, day, *ahead], absent=desk.absent)[school_class.pk]
    return Board(
        school_class=school_class,
        day=day,
        seats=seats,
        lines=lines_of(desk, shown, {seat.pupil_id: seat for seat in seats}, since=since),
        count=counted[len(past)],
        tomorrow=counted[-1],
        past=counted[: len(past)],
        at=clock.now(),
    )


def _state(one: Enrolment, told: dict[int, Notice], alone: dict[int, Any]) -> str:
    return told[one.pupil_id].kind if one.pupil_id in told else "ask" if one.pupil_id in alone else ""


def names_of(desk: Desk, rows: Iterable[Enrolment], *, since: datetime | None = None) -> dict[int, str]:
    """By pupil; one reading for the class list."""
    records = {one.pupil.record_id: one.pupil_id for one in rows}
    opened = open_records(desk, records, NAME, desk.meibo.purpose.purpose, since=since)
    return {records[record]: full_name(values["name"]) for record, values in opened.items()}


def lines_of(desk: Desk, notices: list[Notice], seats: dict[int, Seat], *, since: datetime | None = None) -> list[Line]:
    """Why, by those notices; one reading. The latest first, what nobody has seen before all."""
    records = {one.application.record_id: one for one in notices}
    purpose = _purpose(notices)
    opened = open_records(desk, records, REASON, purpose, since=since) if purpose else {}
    seen = seen_at(notices)
    lines = [_line(records[record], seats, values, seen) for record, values in opened.items()]
    return sorted(lines, key=lambda line: (line.seen_at is not None, line.received_at))


def _line(notice: Notice, seats: dict[int, Seat], values: dict[str, Any], seen: dict[str, datetime]) -> Line:
    return Line(
        notice=notice,
        seat=seats[notice.pupil_id],
        reason=values["reason"] or "",
        words=values["words"] or "",
        received_at=notice.application.received_at,
        seen_at=seen.get(notice.pk),
    )


def _purpose(notices: Iterable[Notice]) -> str:
    return next((open_version(one.application.version_id).purpose.purpose for one in notices), "")


def open_records(
    desk: Desk, records: Iterable[UUID], fields: Iterable[str], purpose: str, *, since: datetime | None = None,
    channel: Channel = PAGE,
) -> dict[UUID, dict[str, Any]]:  # fmt: skip
    """Through the vault's gate, without what a shield closes to this person on this way. Raises protect.Refused."""
    wanted = queries.visible(records, by=desk.by, channel=channel)
    if not wanted:
        return {}
    opened = protect.read(wanted, fields, purpose=purpose, by=desk.by, channel=channel, since=since)
    return {record: protect.show_all(values, channel=channel) for record, values in opened.items()}
