"""Published versions. A version never changes, so each process keeps what it once opened, by its hash."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db import connection

from madoguchi.declare.versions import Version
from madoguchi.receive.models import ProcedureVersion

_IN_FORCE = """
SELECT hash FROM receive_procedureversion WHERE procedure = %s AND applies_from <= %s
ORDER BY applies_from DESC, published_at DESC LIMIT 1"""


def version_in_force(slug: str, on: date) -> Version | None:
    """The version that somebody who begins on that day gets: the latest day of application, then the latest published."""
    with connection.cursor() as cursor:  # in plain SQL: every form and last look asks it
        cursor.execute(_IN_FORCE, [slug, on])
        found = cursor.fetchone()
    return version(found[0]) if found else None


def versions_in_force(on: date) -> list[Version]:
    """Every procedure's version in force, by slug. One statement, then from memory."""
    rows = (
        ProcedureVersion.objects.filter(applies_from__lte=on)
        .order_by("procedure", "applies_from", "published_at")
        .values_list("procedure", "hash")
    )
    return [version(digest) for _, digest in sorted(dict(rows).items())]


@lru_cache(maxsize=512)
def version(digest: str) -> Version:
    """The version of that hash, opened once per process."""
    return Version.from_json(bytes(ProcedureVersion.objects.values_list("canonical", flat=True).get(pk=digest)))


def for_residents(versions: Iterable[Version]) -> list[Version]:
    """Those that the public pages show: of residents, and of guardians, who send by their own link only."""
    return [one for one in versions if one.procedure.audience in ("resident", "guardian")]


def for_staff(versions: Iterable[Version]) -> list[Version]:
    return [one for one in versions if one.procedure.audience == "staff"]
