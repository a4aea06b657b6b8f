"""The offices of municipality.yaml, in the database."""

from typing import TYPE_CHECKING

from django.db import transaction

from madoguchi.people.models import Office
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor

if TYPE_CHECKING:
    from madoguchi.declare.loading import Town
    from madoguchi.declare.municipality import Office as DeclaredOffice


@transaction.atomic
def sync_offices(town: "Town", *, by: Actor = SYSTEM) -> list[str]:
    """Take over the offices of municipality.yaml. An office that is gone from the file stays: old cases name it."""
    changed = [each.id for each in town.municipality.offices if _sync(each)]
    if changed:
        record("people.offices_synced", by=by, about=("municipality", town.municipality.code), offices=changed)
    return changed


def _sync(declared: "DeclaredOffice") -> bool:
    values = {
        "name_ja": declared.name.ja,
        "name_en": declared.name.en or "",
        "telephone": declared.telephone,
        "valid_from": declared.valid_from,
        "valid_to": declared.valid_to,
        "successor_id": declared.successor or "",
    }
    if Office.objects.filter(pk=declared.id, **values).exists():
        return False
    Office.objects.update_or_create(pk=declared.id, defaults=values)
    return True


@transaction.atomic
def open_office(*, office_id: str, name: str, by: Actor, telephone: str = "") -> Office:
    """An office that no file declares: a school from its roster. Known ones take over the name, and a telephone if given."""
    found = Office.objects.filter(pk=office_id).first()
    office = found or Office(id=office_id, valid_from=clock.today(), telephone=telephone)
    if found and found.name_ja == name and telephone in ("", found.telephone):
        return found
    office.name_ja, office.telephone = name, telephone or office.telephone
    office.save()
    record("people.office_kept", by=by, about=("office", office_id))
    return office
