"""Who the people in an application are: read from the answers by what the declaration says about its fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from madoguchi.declare.procedure import Field, Page
from madoguchi.declare.versions import Version
from madoguchi.protect import lookup

Answers = dict[str, Any]
MARKS = ("person", "kana", "name", "telephone")
"""Kinds of tokens by which somebody looks like a shielded person. Never a birthday alone, never a surname alone."""


@dataclass(frozen=True)
class Identity:
    """What identifies one person; empty where not known. Lives only while a record is filed."""

    family: str = ""
    given: str = ""
    family_kana: str = ""
    given_kana: str = ""
    birth: str = ""  # YYYY-MM-DD
    telephone: str = ""

    def tokens(self) -> dict[str, str]:
        """The look-up tokens, by column of SubjectToken."""
        return {
            "person": lookup.person(self.family_kana, self.given_kana, self.birth),
            "name": lookup.name(self.family, self.given),
            "surname": lookup.surname(self.family_kana),
            "kana": lookup.kana(self.family_kana + self.given_kana),
            "birth": lookup.birth(self.birth),
            "telephone": lookup.telephone(self.telephone),
        }

    def sealed(self) -> dict[str, str]:
        return {key: value for key, value in vars(self).items() if value}

    @classmethod
    def of(cls, name: dict[str, str] | None, birth: str | None = None, telephone: str | None = None) -> "Identity":
        """From JSON values of the field types person-name, date and telephone."""
        known = {key: value for key, value in (name or {}).items() if key in cls.__dataclass_fields__}
        return cls(**known, birth=birth or "", telephone=telephone or "")


@dataclass(frozen=True)
class _Person:
    """Where a version keeps the identity of one of its subjects."""

    subject: str
    repeat: str | None
    name: str
    birth: str | None
    telephone: str | None


def identities(version: Version, answers: Answers) -> dict[str, Identity]:
    """The people of an application by part: `applicant`, or of repeated rows `child[0]`, `child[1]` …"""
    return dict(_found(version, answers))


def _found(version: Version, answers: Answers) -> Iterator[tuple[str, Identity]]:
    for person in _people(version):
        rows = answers.get(person.repeat) or [] if person.repeat else [answers]
        for index, row in enumerate(rows):
            if name := row.get(person.name):
                part = f"{person.subject}[{index}]" if person.repeat else person.subject
                yield part, Identity.of(name, _answer(row, person.birth), _answer(row, person.telephone))


def _answer(row: Answers, field_id: str | None) -> str | None:
    return row.get(field_id) if field_id else None


@lru_cache(maxsize=256)
def _people(version: Version) -> tuple[_Person, ...]:
    """Each person-name field that names its subject, with the birth and telephone that stand beside it."""
    fields = [(page, field) for _, page, field in version.fields()]
    return tuple(
        _person(page, field, fields) for page, field in fields if field.type == "person-name" and field.subject
    )


def _person(page: Page, name: Field, fields: list[tuple[Page, Field]]) -> _Person:
    scope = [(other, field) for other, field in fields if bool(other.repeat) == bool(page.repeat)]
    scope = [(other, field) for other, field in scope if not page.repeat or other.id == page.id]
    births = [(other, field) for other, field in scope if field.type == "date" and _is_birth(field)]
    telephones = [(other, field) for other, field in scope if field.type == "telephone"]
    return _Person(
        subject=str(name.subject),
        repeat=page.id if page.repeat else None,
        name=name.id,
        birth=_beside(page, name, births),
        telephone=_beside(page, name, telephones),
    )


def _is_birth(field: Field) -> bool:
    return field.id == "birth" or field.id.endswith("-birth") or field.id.startswith("birth-")


def _beside(page: Page, name: Field, candidates: list[tuple[Page, Field]]) -> str | None:
    """The candidate of the same subject, else one of no named subject on the same page."""
    same = [field.id for _, field in candidates if field.subject == name.subject]
    near = [field.id for other, field in candidates if field.subject is None and other.id == page.id]
    return next(iter(same + near), None)
