"""A notice as its receipt shows it: whose child, what, when, why, who has seen it."""

from dataclasses import dataclass
from datetime import date, datetime

from madoguchi.declare.base import Text
from madoguchi.receive.models import Notice, School, SchoolClass
from madoguchi.receive.queries import notices, schools
from madoguchi.receive.queries.notices import Family
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.said import language
from madoguchi.trail import clock


@dataclass(frozen=True)
class Card:
    notice: Notice
    number: str
    name: str
    school_class: SchoolClass | None
    school: School | None
    kind: Text
    first: date
    last: date
    reason: str
    words: str
    received_at: datetime
    seen_at: datetime | None
    mine: bool  # sent by the guardian who looks
    by_phone: bool
    others_know: bool

    @property
    def is_today(self) -> bool:
        return self.first == self.last == clock.today()


def cards(family: Family, shown: list[Notice]) -> list[Card]:
    """Of these notices: one reading for the names, one for what they say."""
    meibo = schools.meibo()
    pupils = {one.pupil_id for one in shown}
    places = [place for place in family.places if place.pupil.pk in pupils]
    names = notices.names_of(family, places, meibo) if meibo else {}
    answers, seen = notices.answers_of(family, shown), notices.seen_at(shown)
    return [_card(family, one, names.get(one.pupil_id, ""), answers[one.pk], seen.get(one.pk)) for one in shown]


def _card(family: Family, notice: Notice, name: str, answers: dict[str, str], seen: datetime | None) -> Card:
    version, place = open_version(notice.application.version_id), family.place_of(notice.pupil_id)
    kinds = next(one for one in version.procedure.pages[0].fields if one.id == "kind").options or ()
    return Card(
        notice=notice,
        number=notice.pk,
        name=name,
        school_class=place.school_class if place else None,
        school=place.school if place else None,
        kind=next(one for one in kinds if one.id == notice.kind),
        first=notice.first_day,
        last=notice.last_day,
        reason=schools.said_reason(version, answers["reason"], language()),
        words=answers.get("words", ""),
        received_at=notice.application.received_at,
        seen_at=seen,
        mine=notice.sender_id == family.guardian.pk,
        by_phone=notice.sender_id is None,
        others_know=notice.ended_at is None and notices.others_know(family, notice),
    )
