"""Notices as their guardians see them: of their children, by whoever sent them, but for those whom they may not know of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from madoguchi import protect
from madoguchi.declare.versions import Version
from madoguchi.protect import links, queries
from madoguchi.protect.channel import Channel
from madoguchi.receive.models import Notice, RosterPerson, Status, StatusLine
from madoguchi.receive.queries.schools import Place, places_of
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

PAGE = Channel.RESIDENT_PAGE
NAME = ["name"]


@dataclass(frozen=True)
class Family:
    """Who holds a link, and where their children are at school today."""

    guardian: RosterPerson
    secret: str
    places: list[Place]

    @property
    def by(self) -> Actor:
        return Actor("resident", f"guardian-{self.guardian.pk}", "保護者")

    def place_of(self, pupil_id: int) -> Place | None:
        return next((one for one in self.places if one.pupil.pk == pupil_id), None)


def family_of(secret: str) -> Family | None:
    """The family of a link that opens; None for any other."""
    holder = queries.holder_of(links.link_hash(secret))
    if holder is None:
        return None
    guardian = RosterPerson.objects.filter(subject_id=holder, kind="guardian", valid_to=None).first()
    if guardian is None:
        return None
    return Family(guardian, secret, places_of(queries.children_of(holder), clock.today()))


def names_of(family: Family, places: Iterable[Place], meibo: Version) -> dict[int, str]:
    """The given names of one's own children, by pupil; one reading."""
    records = {place.pupil.record_id: place.pupil.pk for place in places}
    opened = _open(records, NAME, family, meibo.purpose.purpose)
    return {records[record]: values["name"]["given"] for record, values in opened.items()}


def notices_of(family: Family, *, since: date) -> list[Notice]:
    """Of these children from that day on, the latest first, without what a hidden person sent."""
    pupils = [place.pupil.pk for place in family.places]
    found = Notice.objects.filter(pupil__in=pupils, last_day__gte=since).select_related("application", "sender")
    latest, mine = list(found.order_by("-application__received_at")), family.guardian.subject_id
    hidden = {one for one in _senders(latest) if queries.hidden_from(mine, one)}
    return [one for one in latest if _sent_by(one) not in hidden]


def answers_of(family: Family, notices: Iterable[Notice]) -> dict[str, dict[str, Any]]:
    """What these notices say, by number; one reading per purpose."""
    records = {one.application.record_id: one.pk for one in notices}
    purposes: dict[str, list[UUID]] = {}
    for one in notices:
        purpose = open_version(one.application.version_id).purpose.purpose
        purposes.setdefault(purpose, []).append(one.application.record_id)
    return {
        records[record]: values
        for purpose, ids in purposes.items()
        for record, values in _open(ids, protect.ALL, family, purpose).items()
    }


def seen_at(notices: Iterable[Notice]) -> dict[str, datetime]:
    """When the school took note, by number."""
    lines = StatusLine.objects.filter(application__in=[one.pk for one in notices], status=Status.CLOSED)
    return dict(lines.values_list("application_id", "at"))


def others_know(family: Family, notice: Notice) -> bool:
    """Does another guardian see this on their page? Nothing is said of somebody who is hidden, on either side."""
    mine = family.guardian.subject_id
    pairs = queries.guardians_of([notice.pupil.subject_id])
    others = [who for _, who in pairs if who != mine and not queries.hidden_from(mine, who)]
    return any(not queries.hidden_from(who, mine) for who in queries.with_link(others))


def _open(records: Iterable[UUID], fields: Iterable[str], family: Family, purpose: str) -> dict[UUID, dict[str, Any]]:
    wanted = list(records)
    if not wanted:
        return {}
    opened = protect.read(
        wanted, fields, purpose=purpose, by=family.by, channel=PAGE, relation="guardian", secret=family.secret
    )
    return {record: protect.show_all(values, channel=PAGE) for record, values in opened.items()}


def _senders(notices: Iterable[Notice]) -> set[UUID]:
    return {sender for one in notices if (sender := _sent_by(one)) is not None}


def _sent_by(notice: Notice) -> UUID | None:
    return notice.sender.subject_id if notice.sender else None
