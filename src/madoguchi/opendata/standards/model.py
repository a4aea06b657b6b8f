"""One dataset of one edition of a standard: its columns, its rules, and how sure we are of them."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Need(StrEnum):
    """区分 of the definition workbook."""

    REQUIRED = "required"  # ◎
    RECOMMENDED = "recommended"  # ○
    OPTIONAL = "optional"  # blank
    UNKNOWN = "unknown"  # our evidence does not tell


class Evidence(StrEnum):
    """How well the columns are known."""

    OFFICIAL = "official"  # the definition workbook itself, or an extract of it beside a real file
    HEADERS = "headers"  # headers by the official template or two independent sources; 区分 unknown or a third party's
    INFERRED = "inferred"  # a third party's spelling


class Column(NamedTuple):
    name: str
    need: Need
    type: str = "string"  # "string" | "number" | "integer" | "date" | "time" | "boolean"
    format: str = ""  # a rule's name in `checking.formats`, "" for none
    words: tuple[str, ...] = ()  # the vocabulary, () for none
    description: str = ""
    example: str = ""
    english: str = ""
    physical: str = ""
    unique: bool = False


class Standard(NamedTuple):
    """`key` is "v3/public_toilet": edition and dataset. `amber` when its next check is due."""

    key: str
    number: str
    name: str
    edition: str
    issuer: str
    file_name: str
    evidence: Evidence
    columns: tuple[Column, ...]
    sources: tuple[str, ...]
    last_checked: date
    next_check: date
    note: str = ""
    completeness: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The headers, in order."""
        return tuple(column.name for column in self.columns)

    def amber(self, today: date) -> bool:
        """Whether somebody has to look whether a newer edition is out."""
        return today >= self.next_check


class Edition(NamedTuple):
    """One issue of a standard: a folder of datasets. `key` is the folder's name."""

    key: str
    name: str
    issuer: str
    licence: str
    last_checked: date
    next_check: date
    note: str = ""
    datasets: tuple[str, ...] = ()  # the keys of its standards

    def amber(self, today: date) -> bool:
        """Whether somebody has to look whether a newer edition is out."""
        return today >= self.next_check
