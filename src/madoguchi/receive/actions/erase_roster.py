from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from madoguchi.protect import actions as vault
from madoguchi.protect import queries
from madoguchi.receive.models import FormerEntry, RosterPerson
from madoguchi.receive.queries.schools import meibo
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

AT_ONCE = 2000
GONE = "erased:"
"""How the id of a person begins who was erased: should the files name them again, they are somebody new."""


def erase_former_roster(*, by: Actor) -> int:
    """Erase what the roster no longer holds, so many years after its last day; returns how many people and entries.

    What is on the roster is never erased, however long ago it came: the years run from the day on which somebody left, or
    on which a newer entry took the place of theirs. Each in a transaction of its own.
    """
    version = meibo()
    if version is None:
        return 0
    first = version.procedure.record.retention.first_kept(clock.today())
    entries = FormerEntry.objects.filter(valid_to__lt=first).order_by("pk").values_list("pk", flat=True)
    erased = sum(_erase_entry(pk, by=by) for pk in list(entries[:AT_ONCE]))
    erased += sum(_erase_pupil(pk, last, by=by) for pk, last in list(_pupils(first)[:AT_ONCE]))
    guardians = RosterPerson.objects.filter(kind="guardian", erased_at=None, valid_to__lt=first).order_by("pk")
    return erased + sum(_erase_person(pk, by=by) for pk in list(guardians.values_list("pk", flat=True)[:AT_ONCE]))


def _pupils(first: date) -> "QuerySet[RosterPerson, tuple[int, date]]":
    """Pupils who left before that day, or whose last class ended before it, with the day."""
    pupils = RosterPerson.objects.filter(kind="pupil", erased_at=None).annotate(last=Max("enrolments__valid_to"))
    over = pupils.filter(Q(valid_to__lt=first) | Q(valid_to=None, last__lt=first))
    return over.order_by("pk").values_list("pk", "last")


@transaction.atomic
def _erase_entry(pk: int, *, by: Actor) -> bool:
    entry = FormerEntry.objects.select_for_update().filter(pk=pk).first()
    if entry is None:
        return False
    entry.delete()
    vault.erase(entry.record_id, reason="retention", by=by)
    return True


@transaction.atomic
def _erase_pupil(pk: int, last: date | None, *, by: Actor) -> bool:
    """With the pupil goes who their guardians were; a guardian of nobody else left on the same day."""
    pupil = RosterPerson.objects.get(pk=pk)
    day = pupil.valid_to or last
    for child, guardian in queries.guardians_of([pupil.subject_id]):
        vault.end_guardian(guardian=guardian, child=child, by=by)
        if not queries.guards_anybody(guardian):
            left = RosterPerson.objects.filter(kind="guardian", subject_id=guardian, valid_to=None)
            left.update(valid_to=day)
            vault.revoke_links(subject=guardian, by=by)
    return _erase_person(pk, by=by)


@transaction.atomic
def _erase_person(pk: int, *, by: Actor) -> bool:
    """Everything that was ever entered of them. The row stays as a number that classes and notices point at."""
    person = RosterPerson.objects.select_for_update().filter(pk=pk, erased_at=None).first()
    if person is None:
        return False
    former = list(person.former_entries.values_list("record_id", flat=True))
    person.former_entries.all().delete()
    for record_id in (*former, person.record_id):
        vault.erase(record_id, reason="retention", by=by)
    person.source_id, person.digest, person.erased_at = f"{GONE}{person.pk}", "", clock.now()
    person.valid_to = person.valid_to or clock.today()
    person.save(update_fields=["source_id", "digest", "erased_at", "valid_to"])
    record("receive.roster_person_erased", by=by, about=(person.kind, person.pk))
    return True
