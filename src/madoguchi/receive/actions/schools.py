"""What a school sets for itself: its reasons, its time of day, its telephone. And the links of its guardians."""

from collections.abc import Iterable, Sequence
from datetime import time

from django.db import transaction
from django.db.models import F

from madoguchi.people.actions import open_office
from madoguchi.protect import actions as vault
from madoguchi.protect import queries
from madoguchi.receive.models import ReasonList, RosterPerson, School, SchoolClass
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

MOST_REASONS = 16


@transaction.atomic
def edit_reasons(*, school: School, reasons: Sequence[str], by: Actor) -> ReasonList:
    """A new list of reasons, in force from now on. The old one stays for the notices that were sent under it."""
    words = list(dict.fromkeys(one.strip() for one in reasons if one.strip()))
    if not words or len(words) > MOST_REASONS or any(len(one) > 40 for one in words):
        raise ValueError("a list has 1 to 16 reasons of at most 40 letters")
    made = ReasonList.objects.create(school=school, reasons=words, made_at=clock.now(), made_by=by.label)
    record("receive.reasons_edited", by=by, about=("school", school.pk), list=made.pk, reasons=len(words))
    return made


@transaction.atomic
def arrange_school(*, school: School, cut_off: time, telephone: str, by: Actor) -> School:
    """The time until which a notice for today is in time, and the telephone that guardians read."""
    school.cut_off = cut_off
    school.save(update_fields=["cut_off"])
    open_office(office_id=school.pk, name=school.office.name_ja, telephone=telephone, by=by)
    SchoolClass.objects.filter(school=school).update(stamp=F("stamp") + 1)
    record("receive.school_arranged", by=by, about=("school", school.pk), cut_off=f"{cut_off:%H:%M}")
    return school


@transaction.atomic
def issue_guardian_links(*, guardians: Iterable[RosterPerson], by: Actor, anew: bool) -> dict[int, str]:
    """A fresh link for each guardian, by guardian: for those without one, or (`anew`) for all, in place of the old ones."""
    wanted = list(guardians)
    held = {} if anew else queries.with_link(one.subject_id for one in wanted)
    return {one.pk: vault.issue_link(subject=one.subject_id, by=by) for one in wanted if one.subject_id not in held}
