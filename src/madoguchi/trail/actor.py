"""Who did it. The trail stores kind, id and label, so that it can tell of sign-ins and role grants without importing people."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["staff", "resident", "system", "machine"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. `label` is work data (office and name of staff); a resident's label is 「本人」, never a name."""

    kind: Kind
    id: str
    label: str


SYSTEM = Actor("system", "madoguchi", "システム")
RESIDENT = Actor("resident", "self", "本人")
