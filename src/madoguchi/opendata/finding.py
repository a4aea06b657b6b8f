"""What was found in a file, and how it could be mended. A finding is told to a person; a repair is accepted by one."""

from enum import StrEnum
from typing import NamedTuple


class Weight(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # against the edition's rules: not published so
    WARNING = "warning"  # a person looks at it
    NOTE = "note"  # good to know


class Repair(NamedTuple):
    """A proposed change of one cell. Nothing is changed before a person accepts it, one by one or by kind.

    `kind` names the way of mending ("width", "leading-zero" …) and is what is accepted together. `provable`: nothing
    else can have been meant (a check digit proves it, only the spelling changes), so that it may be accepted in bulk.
    """

    kind: str
    before: str
    after: str
    provable: bool


class Finding(NamedTuple):
    """`line` as in `table.Row`, None for the whole file or column; `column` is the header as it stood, "" for none."""

    rule: str  # stable: "required", "format:date_iso", "vocabulary", "coordinates:outside" …
    weight: Weight
    ja: str
    en: str
    line: int | None = None
    column: str = ""
    value: str = ""
    repair: Repair | None = None
