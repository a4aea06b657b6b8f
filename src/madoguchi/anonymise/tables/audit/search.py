"""How far every unknown of a block can go, up and down.

Two kinds of bound close in on the truth. From inside: a *witness*, a whole table that fits everything published, shows
a value that the cell can really have. From outside: an equation or a linear program shows a value that it cannot pass.
One table moves many cells at once, so that few cells need a program of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from madoguchi.anonymise.tables.audit.blocks import Block, Floats
from madoguchi.anonymise.tables.audit.moves import Moves
from madoguchi.anonymise.tables.audit.program import TOLERANCE, Program
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.grid import Mask

DOWN, UP = 1.0, -1.0  # aims are minimised
_IDLE_ROUNDS = 3
PARTIES = (512, 256, 64, 16, 4)


@dataclass(frozen=True)
class Need:
    """What the interval of a cell must do: reach `low` or less, reach `high` or more, and be `width` wide."""

    low: Floats
    high: Floats
    width: Floats

    def take(self, chosen: Ints) -> "Need":
        """The needs of some."""
        return Need(self.low[chosen], self.high[chosen], self.width[chosen])

    def met(self, lower: Floats, upper: Floats) -> Mask:
        """Where an interval does all that is needed."""
        return (lower <= self.low) & (upper >= self.high) & (upper - lower >= self.width)


@dataclass
class Search:
    """Bounds from inside and outside, and the tables that prove the inner ones."""

    block: Block
    start: Ints  # one whole table that fits: the true one
    need: Need
    whole: bool = True  # may whole numbers be searched for, where a linear program's end is not whole
    lower: Floats = field(init=False)
    upper: Floats = field(init=False)
    inner_lower: Floats = field(init=False)
    inner_upper: Floats = field(init=False)
    witnesses: list[Ints] = field(init=False)
    _moves: Moves | None = field(init=False, default=None)
    _solved_by_twins: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        if not self.block.is_solved_by(self.start):
            raise ArithmeticError("the true table does not solve its own puzzle")
        self.lower, self.upper = self.block.lower.copy(), self.block.upper.copy()
        self.inner_lower, self.inner_upper = self.start.astype(float), self.start.astype(float)
        self.witnesses = [self.start]
        needed = self.need.high[np.isfinite(self.need.high)]
        self.cap = 2.0 * float(np.abs(self.start).sum() + needed.max(initial=0) + self.need.width.max(initial=0)) + 1000
        self.program = Program(self.block, self.cap)

    @property
    def solved(self) -> int:
        """How many linear programs it took so far."""
        return self._solved_by_twins + self.program.solved + (self._moves.solved if self._moves else 0)

    def twin(self) -> "Search":
        """Another search that knows the same and has programs of its own."""
        twin = Search(self.block, self.start, self.need, self.whole)
        for name in ("lower", "upper", "inner_lower", "inner_upper"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def learn(self, twin: "Search") -> None:
        """Take over what a twin found."""
        for witness in twin.witnesses:
            self.take(witness)
        np.maximum(self.lower, twin.lower, out=self.lower)
        np.minimum(self.upper, twin.upper, out=self.upper)
        self._solved_by_twins += twin.solved

    def unmet(self) -> Mask:
        """Not yet shown to be protected."""
        return ~self.need.met(self.inner_lower, self.inner_upper)

    def exact(self) -> Mask:
        """Where inside and outside meet."""
        return (self.inner_lower == self.lower) & (self.inner_upper == np.minimum(self.upper, self.cap))

    def wants(self, direction: float, *, everything: bool) -> Mask:
        """Which unknowns should still be pushed this way."""
        if direction == DOWN:
            open_, short = self.inner_lower > self.lower, self.inner_lower > self.need.low
        else:
            open_ = self.inner_upper < np.minimum(self.upper, self.cap)
            short = self.inner_upper < self.need.high
        if everything:
            return np.asarray(open_)
        narrow = self.inner_upper - self.inner_lower < self.need.width
        return np.asarray(open_ & (short | narrow))

    def sweep(self, *, tick: Callable[[], None]) -> None:
        """Push all of them together, down and up in turn, as long as that helps."""
        idle = 0
        while idle < _IDLE_ROUNDS:
            before = self._progress()
            for direction in (DOWN, UP):
                chosen = self.wants(direction, everything=True)
                if chosen.any():
                    self.take(self.program.push(np.where(chosen, direction, 0.0))[1])
                    tick()
            idle = 0 if self._progress() > before else idle + _IDLE_ROUNDS

    def move_together(self, *, tick: Callable[[], None]) -> None:
        """Take many to where they must reach at once: in large parties, and what is left in smaller and smaller ones."""
        lots = np.random.default_rng(20260401)
        for size in PARTIES:
            members = lots.permutation(np.flatnonzero(self.unmet()))
            if size < 4 * len(members):
                for begin in range(0, len(members), size):
                    self._move_party(members[begin : begin + size].tolist())
                    tick()

    def _move_party(self, party: Sequence[int]) -> None:
        unmet = self.unmet()
        wants = {direction: self.wants(direction, everything=False) for direction in (UP, DOWN)}
        ways = {one: UP if wants[UP][one] else DOWN for one in party if unmet[one] and (wants[UP] | wants[DOWN])[one]}
        if ways:
            self.take(self.moves.together({one: self._goal(one, way) for one, way in ways.items()}))

    def _progress(self) -> float:
        return float((self.inner_upper - self.inner_lower).sum())

    def take(self, witness: Ints | None) -> None:
        """A table that fits: keep it if it shows something new."""
        if witness is not None and ((witness < self.inner_lower) | (witness > self.inner_upper)).any():
            self.witnesses.append(witness)
            np.minimum(self.inner_lower, witness, out=self.inner_lower)
            np.maximum(self.inner_upper, witness, out=self.inner_upper)

    def decide(self, member: int) -> None:
        """Is this one safe? First by the least move to where it must reach, then as far as it goes at all."""
        for direction in (UP, DOWN):
            if self.wants(direction, everything=False)[member]:
                self.take(self.moves.to(member, self._goal(member, direction)))
        for direction in (UP, DOWN):
            if self.wants(direction, everything=False)[member]:
                self.push_one(member, direction)

    @property
    def moves(self) -> Moves:
        """Made when the first is needed."""
        if self._moves is None:
            self._moves = Moves(self.block, self.start, self.cap)
        return self._moves

    def _goal(self, member: int, direction: float) -> float:
        """Where the interval must reach for what is needed."""
        if direction == DOWN:
            return float(min(self.need.low[member], self.inner_upper[member] - self.need.width[member]))
        return float(max(self.need.high[member], self.inner_lower[member] + self.need.width[member]))

    def measure(self, way: tuple[int, float]) -> None:
        """As far as one goes in one direction."""
        member, direction = way
        if self.wants(direction, everything=True)[member]:
            self.push_one(member, direction)

    def push_one(self, member: int, direction: float) -> None:
        """As far as this one goes; among whole tables only, where that is needed to decide."""
        aim = np.zeros(len(self.start))
        aim[member] = direction
        end, witness = self.program.push(aim)
        self._bound(member, direction, end)
        self.take(witness)
        if witness is None and self.whole and self.wants(direction, everything=False)[member]:
            end, witness = self.program.push_whole(aim, direction * self._goal(member, direction))
            self._bound(member, direction, end)
            self.take(witness)

    def _bound(self, member: int, direction: float, end: float) -> None:
        if not np.isfinite(end):
            return
        if direction == DOWN:
            self.lower[member] = max(self.lower[member], np.ceil(end - TOLERANCE))
        elif -end < self.cap - TOLERANCE:
            self.upper[member] = min(self.upper[member], np.floor(-end + TOLERANCE))
