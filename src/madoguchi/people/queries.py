"""Who may act for which office on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db import connection

from madoguchi.people.models import Office, RoleGrant, Staff, in_force
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import first

_GRANTS = """
SELECT g.office_id, g.role FROM people_rolegrant g JOIN people_staff s ON s.id = g.staff_id
WHERE g.staff_id = %s AND s.active AND g.valid_from <= %s AND (g.valid_to IS NULL OR g.valid_to >= %s)"""
"""In plain SQL: every opening of a record asks this, some pages several times."""


def staff_of(actor: Actor) -> Staff | None:
    """The active member of staff behind an actor, if it is one."""
    if actor.kind != "staff" or not actor.id.isdigit():
        return None
    return Staff.objects.filter(pk=int(actor.id), active=True).first()


def acting_office(office_id: str, *, on: date, offices: Mapping[str, Office]) -> str | None:
    """Who does this office's work that day: itself, or the successor of a closed one. None if nobody."""
    seen: set[str] = set()
    while office_id in offices and office_id not in seen:
        seen.add(office_id)
        office = offices[office_id]
        if office.is_open(on):
            return office_id
        office_id = office.successor_id if on > office.valid_from else ""
    return None


def roles_of(who: Actor | Staff, office_id: str, on: date | None = None) -> set[str]:
    """The roles a person holds for an office's cases, in the office itself or in its successor."""
    on = on or clock.today()
    acting = acting_office(office_id, on=on, offices=_line_of(office_id))
    return {role for office, role in _grants(who, on) if office == acting}


def _line_of(office_id: str) -> dict[str, Office]:
    """An office and whoever came after it. Of a hundred offices (a ward with its schools) only these are asked for."""
    line: dict[str, Office] = {}
    while office_id and office_id not in line and (office := first(Office, "id = %s", office_id)):
        line[office_id] = office
        office_id = office.successor_id
    return line


def offices_of(who: Actor | Staff, on: date | None = None, roles: Iterable[str] = ()) -> set[str]:
    """The offices whose cases a person handles, the closed ones that these succeeded included."""
    on = on or clock.today()
    wanted = set(roles)
    held = {office for office, role in _grants(who, on) if not wanted or role in wanted}
    offices = Office.objects.in_bulk()
    return {each for each in offices if acting_office(each, on=on, offices=offices) in held}


def roles_anywhere(who: Actor | Staff, on: date | None = None) -> set[str]:
    """The roles a person holds in any open office."""
    on = on or clock.today()
    offices = Office.objects.in_bulk()
    return {role for office, role in _grants(who, on) if offices[office].is_open(on)}


def grants_of(staff: Staff, on: date | None = None) -> list[RoleGrant]:
    """The grants in force, with their offices, for the person's own page."""
    on = on or clock.today()
    return list(staff.grants.filter(in_force(on)).select_related("office").order_by("office_id", "role"))


def colleagues(
    office_id: str, on: date | None = None, roles: Iterable[str] = ("clerk", "reviewer", "manager")
) -> list[Staff]:
    """Active staff who may take a case of this office."""
    on = on or clock.today()
    acting = acting_office(office_id, on=on, offices=Office.objects.in_bulk())
    held = RoleGrant.objects.filter(in_force(on), office_id=acting, role__in=set(roles))
    return list(Staff.objects.filter(active=True, pk__in=held.values("staff")).order_by("name", "pk"))


@dataclass(frozen=True)
class Colleague:
    """One line of the operator's list."""

    staff: Staff
    grants: list[RoleGrant]
    has_factor: bool


def everybody(*, office: str = "", gone: bool = False) -> list[Colleague]:
    """The staff who may sign in, or those who have left; of one office, those with a role in it today."""
    grants = RoleGrant.objects.filter(in_force(clock.today())).select_related("office").order_by("office_id", "role")
    people = Staff.objects.filter(active=not gone).order_by("login")
    if office:
        people = people.filter(pk__in=grants.filter(office_id=office).values("staff"))
    held: dict[int, list[RoleGrant]] = {one.pk: [] for one in people}
    for grant in grants:
        held.get(grant.staff_id, []).append(grant)
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    with_factor = set(factors.values_list("user", flat=True))
    return [Colleague(one, held[one.pk], one.pk in with_factor) for one in people]


def open_offices() -> list[Office]:
    """The offices in which a role can be given today."""
    return list(Office.objects.filter(in_force(clock.today())).order_by("pk"))


def factors_of(staff: Staff) -> list[Authenticator]:
    """The second factors that a person has set up, the app first; recovery codes are not among them."""
    own = Authenticator.objects.filter(user=staff).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return list(own.order_by("type", "created_at", "pk"))


def has_second_factor(staff: Staff) -> bool:
    return bool(factors_of(staff))


def recovery_codes_of(staff: Staff) -> tuple[list[str], bool]:
    """(the codes that are left, whether the person has written them down). Empty before the first factor."""
    own = Authenticator.objects.filter(user=staff, type=Authenticator.Type.RECOVERY_CODES).first()
    if own is None:
        return [], False
    codes = own.wrap()
    return codes.get_unused_codes(), codes.did_view


def _grants(who: Actor | Staff, on: date) -> set[tuple[str, str]]:
    staff_id = who.pk if isinstance(who, Staff) else int(who.id) if who.kind == "staff" and who.id.isdigit() else 0
    with connection.cursor() as cursor:
        cursor.execute(_GRANTS, [staff_id, on, on])
        return {(office, role) for office, role in cursor.fetchall()}
