"""What people said about what was found: the last word on each finding counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from madoguchi.publish.found import Mark, Marked
from madoguchi.publish.models import Check, Choice
from madoguchi.publish.words import blocks

Verb = Choice.Verb
TOGETHER = frozenset({"swap-coordinates"})
"""Ways of mending that change two cells of a row: never one without the other."""


class Mended(NamedTuple):
    """One change that was made in a cell, and whose word it rests on."""

    mark: Mark
    choice: Choice


@dataclass
class Tally:
    """How many findings of a group are accepted, and at how many somebody looked."""

    accepted: int = 0
    seen: int = 0


class Said:
    """All that was said about one check."""

    def __init__(self, check: Check, choices: Iterable[Choice]) -> None:
        self.check = check
        self._groups: dict[int, Choice] = {}  # accept or undo of a whole group
        self._ones: dict[int, Choice] = {}  # of one finding, after the last word on its group
        self._seen: dict[int, set[int] | None] = {}  # None: the whole group
        for choice in choices:
            self._hear(choice)

    def _hear(self, choice: Choice) -> None:
        if choice.verb == Verb.SEEN:
            seen = self._seen.setdefault(choice.group, set())
            if choice.finding is None:
                self._seen[choice.group] = None
            elif seen is not None:
                seen.add(choice.finding)
        elif choice.finding is None:
            self._groups[choice.group] = choice
            self._ones = {one: word for one, word in self._ones.items() if word.group != choice.group}
        else:
            self._ones[choice.finding] = choice

    def word_on(self, mark: Mark) -> Choice | None:
        """The acceptance that covers a finding; None where there is none or it was taken back."""
        choice = self._ones.get(mark.number) or self._groups.get(mark.group)
        return choice if choice and choice.verb == Verb.ACCEPT else None

    def is_seen(self, mark: Mark) -> bool:
        seen = self._seen.get(mark.group, set())
        return seen is None or mark.number in seen

    def tally(self, group: int) -> Tally:
        count = self.check.groups[group]["count"]
        whole = self._groups.get(group)
        accepts = whole is not None and whole.verb == Verb.ACCEPT
        other = Verb.UNDO if accepts else Verb.ACCEPT
        ones = sum(1 for word in self._ones.values() if word.group == group and word.verb == other)
        seen = self._seen.get(group, set())
        return Tally(count - ones if accepts else ones, count if seen is None else len(seen))

    @property
    def unseen(self) -> int:
        """Cells in which a person may be and at which nobody has looked yet."""
        groups = [at for at, group in enumerate(self.check.groups) if blocks(group)]
        return sum(self.check.groups[at]["count"] - self.tally(at).seen for at in groups)

    @property
    def accepted(self) -> int:
        return sum(self.tally(at).accepted for at in range(len(self.check.groups)))

    def mended(self, row: Marked) -> tuple[list[str], list[Mended]]:
        """The row's cells with what was accepted, and each change that was made."""
        cells, made = list(row.cells), []
        for mark, choice in self._accepted(row.marks):
            if mark.after is not None and 0 <= mark.at < len(cells) and cells[mark.at] == mark.before:
                cells[mark.at] = mark.after
                made.append(Mended(mark, choice))
        return cells, made

    def _accepted(self, marks: Sequence[Mark]) -> list[tuple[Mark, Choice]]:
        """A repair rests on the spelling repairs before it in the same cell: who accepts it has seen the whole change."""
        words: dict[int, Choice] = {}
        for mark in marks:
            if mark.after is None or not (word := self.word_on(mark)):
                continue
            together = self.check.groups[mark.group]["kind"] in TOGETHER
            for other in marks:
                before = other.at == mark.at and other.number <= mark.number
                if before or (together and other.group == mark.group):
                    words.setdefault(other.number, word)
        return [(mark, words[mark.number]) for mark in marks if mark.number in words]


def said(check: Check) -> Said:
    return Said(check, Choice.objects.filter(of=check).order_by("pk"))
