"""Notices to the school: sent by a guardian or taken down on the telephone, corrected, taken back. Nothing is erased."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.protect.queries import SENDER
from madoguchi.receive.actions.again import again_on_clash
from madoguchi.receive.actions.submit import submit
from madoguchi.receive.actions.withdraw import withdraw
from madoguchi.receive.errors import NotPossible
from madoguchi.receive.models import Application, Enrolment, Notice, ReasonList, RosterPerson, School, SchoolClass, Via
from madoguchi.receive.queries.schools import Place
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

ENDED = "この連絡は、もう直したか、取り消したものです。新しい連絡をご覧ください。"


@dataclass(frozen=True)
class Sending:
    """One pressing of the button: what is said, by whom, under which key. Pressing twice is pressing once."""

    version: Version
    answers: dict[str, Any]  # kind, days, reason, words
    key: str
    sender: RosterPerson | None = None  # None: the school takes it down
    language: str = "ja"
    lists: dict[str, int] | None = None  # by school, the list of reasons that was shown

    @property
    def days(self) -> tuple[date, date]:
        return date.fromisoformat(self.answers["days"]["from"]), date.fromisoformat(self.answers["days"]["to"])


@again_on_clash
def send_notices(*, sending: Sending, places: list[Place], by: Actor) -> list[Notice]:
    """One notice for each of these children. Raises OtherContent when the key came before with other words."""
    return [_send(sending, place, by=by) for place in places]


@again_on_clash
def correct_notice(*, notice: Notice, sending: Sending, place: Place, by: Actor) -> Notice:
    """A new notice in place of one that was sent. Raises NotPossible when that one has ended already."""
    old = Notice.objects.select_for_update().get(pk=notice.pk)
    replaced = getattr(old, "replaced_by", None)
    if old.ended_at is not None and replaced is None:
        raise NotPossible(ENDED)
    if replaced is not None and replaced.application.idempotency_key != _key(sending, place):
        raise NotPossible(ENDED)
    if replaced is not None:
        return replaced
    _end(old, by=by)
    return _send(sending, place, by=by, replaces=old)


@again_on_clash
def take_back_notice(*, notice: Notice, by: Actor) -> Notice:
    """The child comes after all. Twice is once."""
    found = Notice.objects.select_for_update().get(pk=notice.pk)
    if found.ended_at is None:
        _end(found, by=by)
        record("receive.notice_taken_back", by=by, about=("application", found.pk))
    return found


def _send(sending: Sending, place: Place, *, by: Actor, replaces: Notice | None = None) -> Notice:
    application = _submit(sending, place, by=by)
    if found := Notice.objects.filter(pk=application.pk).first():
        return found
    first, last = sending.days
    reasons = (sending.lists or {}).get(place.school.pk)
    notice = Notice(
        application=application,
        pupil=place.pupil,
        sender=sending.sender,
        kind=sending.answers["kind"],
        first_day=first,
        last_day=last,
        after_cut_off=is_after_cut_off(application.received_at, place.school, first, last),
        reasons=ReasonList.objects.filter(pk=reasons, school=place.school).first() if reasons else None,
        replaces=replaces,
    )
    notice.save(force_insert=True)
    touch_boards(notice)
    return notice


def _submit(sending: Sending, place: Place, *, by: Actor) -> Application:
    people = {"pupil": place.pupil.subject_id}
    if sending.sender:
        people[SENDER] = sending.sender.subject_id
    return submit(
        version=sending.version,
        answers=sending.answers,
        idempotency_key=_bare_key(sending, place),
        secret=links.link_hash(f"notice:{_bare_key(sending, place)}")[:48],
        by=by,
        via=Via.ONLINE if sending.sender else Via.PHONE,
        language=sending.language,
        office=place.school.pk,
        people=people,
    )


def _bare_key(sending: Sending, place: Place) -> str:
    return f"notice:{sending.key}:{place.pupil.pk}"


def _key(sending: Sending, place: Place) -> str:
    """As `submit` stores it."""
    return links.link_hash(f"key:{_bare_key(sending, place)}")


def is_after_cut_off(moment: datetime, school: School, first: date, last: date) -> bool:
    """Did a notice for the day of its arrival come later than the school's time? Decided once, by that one moment."""
    local = moment.astimezone(clock.TOKYO)
    return first <= local.date() <= last and local.time() > school.cut_off


def touch_boards(notice: Notice) -> None:
    """The boards of the classes that the pupil is in on these days have something new."""
    there = Enrolment.objects.filter(
        pupil=notice.pupil_id, valid_from__lte=notice.last_day, valid_to__gte=notice.first_day
    )
    SchoolClass.objects.filter(pk__in=there.values("school_class_id")).update(stamp=F("stamp") + 1)


def _end(notice: Notice, *, by: Actor) -> None:
    notice.ended_at = clock.now()
    notice.save(update_fields=["ended_at"])
    if notice.application.is_open:
        withdraw(application=notice.application, by=by)
    touch_boards(notice)
