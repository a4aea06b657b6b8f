"""What a roster says, and what does not fit, with the place in the file."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Who = Literal["pupil", "guardian"]


@dataclass(frozen=True, order=True)
class Misfit:
    """Something in the files that does not fit: where, what, and how to mend it. `row` as a spreadsheet counts."""

    file: str
    row: int
    column: str
    ja: str
    mend: str

    def line(self) -> str:
        place = f"{self.file} {self.row}行目" if self.row else self.file
        return f"{place}{f'「{self.column}」' if self.column else ''}: {self.ja} {self.mend}"


@dataclass(frozen=True)
class SchoolRow:
    source_id: str
    name: str
    code: str


@dataclass(frozen=True)
class ClassRow:
    source_id: str
    school: str
    title: str
    grade: str
    first: date
    last: date


@dataclass(frozen=True)
class PersonRow:
    source_id: str
    who: Who
    name: dict[str, str]
    school: str
    birth: str = ""
    telephone: str = ""
    row: int = 0

    def answers(self) -> dict[str, Any]:
        """As the roster's procedure declares an entry."""
        known = {"who": self.who, "name": self.name, "birth": self.birth, "telephone": self.telephone}
        return {key: value for key, value in known.items() if value}


@dataclass(frozen=True)
class EnrolmentRow:
    source_id: str
    pupil: str
    school_class: str
    number: int | None
    first: date
    last: date


@dataclass
class Roster:
    """A roster as read. `whole`: the files hold everything of their schools, so what is not in them has ended."""

    whole: bool = True
    schools: dict[str, SchoolRow] = field(default_factory=dict)
    classes: dict[str, ClassRow] = field(default_factory=dict)
    people: dict[str, PersonRow] = field(default_factory=dict)
    enrolments: dict[str, EnrolmentRow] = field(default_factory=dict)
    guardians: set[tuple[str, str]] = field(default_factory=set)  # guardian, pupil
    gone: dict[str, set[str]] = field(default_factory=dict)  # file -> sourcedIds marked tobedeleted
    lessons: int = 0  # classes of a subject: no home class, so not taken over
    misfits: list[Misfit] = field(default_factory=list)
