"""The file register as it is to be read today: entries in force, how many people, what changed when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from madoguchi.declare.base import Text
from madoguchi.declare.file_register import BY_CODE, ITEMS, THRESHOLD, Item
from madoguchi.design.frame import municipality
from madoguchi.registers.models import FileCount, FileEntry


@dataclass(frozen=True)
class Filed:
    """One file with its entry in force. `large`: None while nobody has counted, which counts as large."""

    entry: FileEntry
    large: bool | None
    counted_at: datetime | None
    voluntary: bool

    @property
    def must_be_listed(self) -> bool:
        return self.large is not False

    @property
    def is_listed(self) -> bool:
        return self.must_be_listed or self.voluntary

    @property
    def name(self) -> Text:
        return self.lines("name")[0]

    @property
    def purpose(self) -> list[Text]:
        return self.lines("purpose")

    @property
    def office(self) -> list[Text]:
        return self.lines("office")

    def lines(self, code: str) -> list[Text]:
        return texts(self.entry.items.get(code, []))

    @property
    def rows(self) -> list[tuple[Item, list[Text]]]:
        """Every item with what it says, in the order of the register."""
        return [(item, self.lines(item.code)) for item in ITEMS]


@dataclass(frozen=True)
class Changed:
    """One item that a version changed."""

    entry: FileEntry
    item: Item
    before: list[Text]
    after: list[Text]


def texts(dumped: list[dict[str, Any]]) -> list[Text]:
    return [Text.model_validate(one) for one in dumped]


def entry_before(slug: str, on: date) -> FileEntry | None:
    """The entry in force on that day."""
    return FileEntry.objects.filter(slug=slug, applies_from__lte=on).order_by("applies_from", "pk").last()


def sources_of() -> list[str]:
    """Every procedure and register that ever had an entry."""
    return sorted(set(FileEntry.objects.values_list("slug", flat=True)))


def files(on: date) -> list[Filed]:
    """Every file that is kept on that day, listed or not."""
    rows = FileEntry.objects.filter(applies_from__lte=on).order_by("applies_from", "pk")
    in_force = {entry.slug: entry for entry in rows}
    counts = FileCount.objects.in_bulk()
    return [_filed(entry, counts.get(slug)) for slug, entry in sorted(in_force.items()) if entry.items]


def file_of(slug: str, on: date) -> Filed | None:
    entry = entry_before(slug, on)
    return _filed(entry, FileCount.objects.filter(pk=slug).first()) if entry and entry.items else None


def _filed(entry: FileEntry, count: FileCount | None) -> Filed:
    town = municipality()
    voluntary = entry.listed == "always" or bool(town and town.privacy and town.privacy.voluntary)
    large = count.people >= THRESHOLD if count else None
    return Filed(entry, large, count.counted_at if count else None, voluntary)


def changes(slug: str = "", most: int = 200) -> list[Changed]:
    """What changed, latest first; of one file when `slug` is given."""
    entries = FileEntry.objects.filter(**({"slug": slug} if slug else {})).order_by("-applies_from", "-pk")
    return [one for entry in entries[:most] for one in _changes(entry)]


def _changes(entry: FileEntry) -> Iterator[Changed]:
    for told in entry.changes:
        if item := BY_CODE.get(told["item"]):
            yield Changed(entry, item, texts(told["before"]), texts(told["after"]))
