"""What a member of staff may see, purpose by purpose, and why not the rest. Read from the gate's own tables."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from madoguchi.declare.folder import read_folder
from madoguchi.declare.purpose import Purpose
from madoguchi.people.models import Office, Staff
from madoguchi.people.queries import grants_of
from madoguchi.protect import policy
from madoguchi.protect.channel import Channel

DESK = "shielding"


@dataclass(frozen=True)
class Way:
    """One purpose of use: whether it opens something for this person, and why or why not."""

    purpose: Purpose
    offices: tuple[str, ...]  # whose records it opens
    why: str

    @property
    def opens(self) -> bool:
        return bool(self.offices)


@dataclass(frozen=True)
class Ways:
    purposes: list[Way]
    channels: list[tuple[str, bool]]  # the way out, and whether the policy knows it for staff
    shielded: list[tuple[str, str, str]]  # who, what is left, words


def ways_of(staff: Staff) -> Ways:
    held: dict[str, set[str]] = {}
    for grant in grants_of(staff):
        held.setdefault(grant.office_id, set()).add(grant.role)
    names = dict(Office.objects.values_list("pk", "name_ja"))
    found = [_way(purpose, owners, held, names) for purpose, owners in _purposes()]
    return Ways(sorted(found, key=lambda way: not way.opens), _channels(), _shielded())


@lru_cache(maxsize=1)
def _purposes() -> tuple[tuple[Purpose, frozenset[str]], ...]:
    """Each declared purpose with the offices that hold records for it. Read once per process."""
    folder = read_folder(settings.MADOGUCHI_TOWN)
    owners: dict[str, set[str]] = {}
    for procedure in folder.procedures.values():
        owners.setdefault(procedure.purpose, set()).add(procedure.owner)
    purposes = (folder.purposes or {}).values()
    return tuple((one, frozenset(owners.get(one.purpose, ()))) for one in purposes)


def _way(purpose: Purpose, owners: frozenset[str], held: dict[str, set[str]], names: dict[str, str]) -> Way:
    if purpose.purpose == DESK:  # no procedure's own: whoever has the role, wherever
        owners = frozenset(held)
    mine = sorted(office for office in owners if held.get(office, set()) & set(purpose.roles))
    if mine:
        roles = held[mine[0]] & set(purpose.roles)
        return Way(purpose, tuple(names.get(one, one) for one in mine), ",".join(sorted(roles)))
    if owners & held.keys():
        return Way(purpose, (), _("この課にいますが、この目的の役割がありません。"))
    return Way(purpose, (), _("この目的で記録を持つ課の役割がありません。"))


def _channels() -> list[tuple[str, bool]]:
    known = {channel for rule in policy.POLICY if rule.actor == "staff" for channel in rule.channels}
    return [(channel.value, channel in known) for channel in Channel]


def _shielded() -> list[tuple[str, str, str]]:
    return [(line[0], line[3], line[4]) for line in policy.shield_lines()]
