"""Which answers tell where a person is, and how they are taken out before anything is opened.

A list is text on the record, written when it is sealed: paths, with `!` behind those that are not the applicant's own.
`*` stands for everything. A record that says nothing is a record about which nobody can tell: everything is withheld.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from madoguchi.declare.procedure import Field
from madoguchi.declare.versions import Version

PAPERS = "letter"
"""What is withheld of words about a record: their paper, which may bear the addressee's address."""
NOTHING: frozenset[str] = frozenset()
_OTHERS = "!"


@lru_cache(maxsize=256)
def listed(version: Version) -> str:
    """The list for records of a version."""
    return " ".join(
        path + ("" if _is_own(path, field) else _OTHERS) for path, _, field in version.fields() if field.is_withheld
    )


@lru_cache(maxsize=1024)
def paths(text: str) -> frozenset[str]:
    """What is withheld when somebody in the record is shielded."""
    return frozenset(word.removesuffix(_OTHERS) for word in text.split())


@lru_cache(maxsize=1024)
def others(text: str) -> frozenset[str]:
    """What no letter ever tells, whoever it is about: where somebody else than the addressee is."""
    return frozenset(word.removesuffix(_OTHERS) for word in text.split() if word.endswith(_OTHERS) or word == "*")


def covers(withheld: Iterable[str], path: str) -> bool:
    """Would this path bring out something withheld? A page's rows do, when one of its fields is."""
    wanted = _plain(path)
    return any(one == "*" or wanted in (one, "*") or one.startswith(f"{wanted}[]") for one in withheld)


def without(answers: Mapping[str, Any], withheld: frozenset[str]) -> dict[str, Any]:
    """A copy of the answers in which nothing withheld is left."""
    if "*" in withheld:
        return {}
    kept = {name: value for name, value in answers.items() if name not in withheld}
    for page, fields in _in_rows(withheld).items():
        kept[page] = [_bare(row, fields) for row in kept.get(page) or []] if page in kept else None
    return {name: value for name, value in kept.items() if value is not None}


def _is_own(path: str, field: Field) -> bool:
    return "[]" not in path and field.subject in (None, "applicant")


def _plain(path: str) -> str:
    """children[0].home → children[].home; children[] → children."""
    page, bracket, rest = path.partition("[")
    if not bracket:
        return path
    _, _, field = rest.partition("].")
    return f"{page}[].{field}" if field else page


def _in_rows(withheld: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in withheld:
        page, rows, field = path.partition("[].")
        if rows:
            found.setdefault(page, set()).add(field)
    return found


def _bare(row: Any, fields: set[str]) -> Any:
    """A row that has not the shape of one is taken out whole."""
    return {name: value for name, value in row.items() if name not in fields} if isinstance(row, dict) else {}
