"""The applicants' names for a page of the queue: one reading per purpose on the page, and nothing else is opened."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from madoguchi.decide.models import Case
from madoguchi.decide.queries.reading import open_fields
from madoguchi.declare.versions import Version
from madoguchi.protect.queries import shielded_among
from madoguchi.protect.refusal import Refused
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail.actor import Actor

HIDDEN = "\0"
"""No name can be this. The page puts its own words there."""


def names_of(cases: Iterable[Case], *, by: Actor) -> dict[int, str]:
    """Case → the applicant's name as they wrote it; "" where a form has none. Nothing at all without the role.

    A case in which somebody is shielded has HIDDEN in place of a name, for everybody: a list is no place for it.
    """
    found: dict[int, str] = {}
    asked: dict[str, list[Case]] = defaultdict(list)
    listed = list(cases)
    shielded = shielded_among(case.record_id for case in listed)
    for case in listed:
        if case.record_id in shielded:
            found[case.pk] = HIDDEN
        elif case.applicant_staff:
            found[case.pk] = case.applicant_staff.name
        elif name_path(case.version_hash):
            asked[open_version(case.version_hash).purpose.purpose].append(case)
    for purpose, group in asked.items():
        found |= _read(group, purpose, by)
    return found


@lru_cache(maxsize=512)
def name_path(version_hash: str) -> str | None:
    """The field with the applicant's name, whatever the procedure calls it."""
    return _name_path(open_version(version_hash))


def full_name(value: Any) -> str:
    """A person-name as people read it."""
    return " ".join(part for part in (value.get("family"), value.get("given")) if part) if value else ""


def _name_path(version: Version) -> str | None:
    names = [(path, one) for path, _, one in version.fields() if one.type == "person-name" and "[]" not in path]
    own = [path for path, one in names if one.subject == "applicant"]
    return own[0] if own else names[0][0] if names else None


def _read(cases: list[Case], purpose: str, by: Actor) -> dict[int, str]:
    paths = {case.record_id: str(name_path(case.version_hash)) for case in cases}
    try:
        opened = open_fields(paths, sorted(set(paths.values())), purpose=purpose, by=by)
    except Refused as refused:
        return _one_by_one(cases, purpose, by) if refused.code == "erased" and len(cases) > 1 else {}
    return {case.pk: full_name(_value(opened, case.record_id, paths[case.record_id])) for case in cases}


def _one_by_one(cases: list[Case], purpose: str, by: Actor) -> dict[int, str]:
    """Among them is a record whose time of keeping is over: the vault opens all or none, so the others are asked apart."""
    return {pk: name for case in cases for pk, name in _read([case], purpose, by).items()}


def _value(opened: dict[UUID, dict[str, Any]], record: UUID, path: str) -> Any:
    return opened.get(record, {}).get(path)
