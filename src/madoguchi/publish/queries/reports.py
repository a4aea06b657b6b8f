"""A check as a page shows it: what the file is, what was found by rule and way of mending, what was said about it."""

from dataclasses import dataclass
from typing import Any

from madoguchi.opendata.standards.loading import standards
from madoguchi.opendata.standards.model import Standard
from madoguchi.protect import actions as vault
from madoguchi.publish import words
from madoguchi.publish.found import Found
from madoguchi.publish.models import Check, Upload
from madoguchi.publish.queries.choices import Said, Tally, said
from madoguchi.trail.models import Handover

EXAMPLES = 3
GUESSED = ("renamed", "synonym", "values")
"""Ways of matching that a person may know better."""


@dataclass(frozen=True)
class Kind:
    """Findings of one rule with one way of mending."""

    at: int  # its place in Check.groups
    told: dict[str, Any]
    tally: Tally
    said: str  # what the first of them says
    pairs: list[tuple[str, str, int]]  # before, after, how often
    columns: list[str]
    rows: int  # in which it stands; 0: it is about the table as a whole

    @property
    def count(self) -> int:
        return int(self.told["count"])

    @property
    def weight(self) -> str:
        return str(self.told["weight"])

    @property
    def rule(self) -> str:
        return words.rule_words(self.told["rule"])

    @property
    def more(self) -> str:
        """What the finding says beyond its rule."""
        return "" if self.said.startswith(self.rule) else self.said

    @property
    def way(self) -> str:
        """How it is mended; "" where nothing is proposed."""
        return words.kind_words(self.told["kind"]) if self.told["kind"] else ""

    @property
    def is_personal(self) -> bool:
        return words.is_personal(self.told["rule"])

    @property
    def blocks(self) -> bool:
        return words.blocks(self.told)

    @property
    def provable(self) -> bool:
        return bool(self.told["provable"])

    @property
    def all_shown(self) -> bool:
        return not self.told["capped"]

    @property
    def is_done(self) -> bool:
        """Nothing is left for a person to say."""
        return (self.tally.seen if self.blocks else self.tally.accepted) >= self.count

    @property
    def examples(self) -> list[tuple[str, str, int]]:
        return self.pairs[:EXAMPLES]


@dataclass(frozen=True)
class Report:
    """What a finished check found."""

    check: Check
    said: Said
    kinds: list[Kind]  # personal ones first, then what weighs most
    places: dict[str, Any] | None  # which column became which
    header: list[str]
    sheets: list[tuple[int, str, bool]]  # of a workbook: place, name, whether it is this one

    @property
    def standard(self) -> Standard | None:
        return standards().get(self.check.standard)

    @property
    def loose(self) -> list[tuple[int, str]]:
        """Columns that a person may match: with no place in the standard, or with one that was guessed."""
        told = self.places or {"homeless": [], "matches": []}
        open_ = {*told["homeless"], *(header for header, _column, how in told["matches"] if how in GUESSED)}
        return [(at, name) for at, name in enumerate(self.header) if name in open_]

    @property
    def learned(self) -> list[tuple[int, str, str]]:
        """Columns that have their place because a person of the office said so: place in the table, heading, column."""
        matches = self.places["matches"] if self.places else []
        return [(self.header.index(header), header, column) for header, column, how in matches if how == "learned"]

    @property
    def personal(self) -> list[Kind]:
        return [kind for kind in self.kinds if kind.is_personal]

    @property
    def others(self) -> list[Kind]:
        return [kind for kind in self.kinds if not kind.is_personal]

    @property
    def provable_left(self) -> int:
        """Provable repairs that nobody has accepted yet."""
        return sum(kind.count - kind.tally.accepted for kind in self.kinds if kind.provable)

    @property
    def errors(self) -> int:
        return self._weighing("error")

    @property
    def warnings(self) -> int:
        return self._weighing("warning")

    @property
    def per_thousand(self) -> float:
        cells = self.check.cells
        return 1000 * (self.errors + self.warnings) / cells if cells else 0.0

    def _weighing(self, weight: str) -> int:
        return sum(kind.count for kind in self.others if kind.weight == weight)


def report(check: Check) -> Report | None:
    """None where the content was erased."""
    if check.found_id is None:
        return None
    spoken = said(check)
    try:
        with Found(vault.open_loose(check.found_id)) as found:
            return _report(check, spoken, found)
    except vault.Gone:
        return None


def _report(check: Check, spoken: Said, found: Found) -> Report:
    order = sorted(range(len(check.groups)), key=lambda at: words.place_in_line(check.groups[at]))
    kinds = [
        Kind(at, check.groups[at], spoken.tally(at), words.finding_words(check.groups[at]["rule"], *found.words(at)),
             found.pairs(at), found.columns(at), found.count(at))
        for at in order
    ]  # fmt: skip
    return Report(check, spoken, kinds, found.told("matching"), found.header, found.told("sheets") or [])


def column_names(standard: str) -> tuple[str, ...]:
    """The columns of a standard by its key; none of one that is not known."""
    known = standards().get(standard)
    return known.names if known else ()


def latest(upload: Upload) -> Check | None:
    return upload.checks.order_by("-pk").first()


def latest_done(upload: Upload) -> Check | None:
    """The check whose findings count, whatever was begun after it."""
    return upload.checks.filter(state=Check.State.DONE, found_id__isnull=False).order_by("-pk").first()


def is_stuck(check: Check) -> bool:
    """The worker gave up: it failed again and again, not because of what is in the file."""
    taken = Handover.objects.filter(event__about_kind="check", event__about_id=str(check.pk))
    return taken.filter(state=Handover.State.DEAD).exists()


def successor(standard: Standard | None) -> Standard | None:
    """The same dataset in the newest edition; None when it is that one."""
    if standard is None:
        return None
    name = standard.key.split("/")[1]
    others = [one for key, one in standards().items() if key.split("/")[1] == name and one.key != standard.key]
    newer = [one for one in others if _edition(one) > _edition(standard)]
    return max(newer, key=_edition, default=None)


def _edition(standard: Standard) -> tuple[int, str]:
    """v1 before v3; a town's own editions by name."""
    word = standard.key.split("/")[0]
    return int(word[1:]) if word[1:].isdigit() else 0, word
