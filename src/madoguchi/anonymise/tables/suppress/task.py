"""What the suppressor is asked to do."""

from dataclasses import dataclass, field

from madoguchi.anonymise.tables.audit import Need
from madoguchi.anonymise.tables.audit.blocks import Floats
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.grid import Grid, Mask


@dataclass(frozen=True)
class Task:
    """A table with its primary cells, what each of them needs, and what it costs to hide any other."""

    grid: Grid
    values: Ints
    primary: Mask
    need: Need
    floors: Ints  # the least that a hidden cell can be, as every reader knows
    may_hide: Mask
    costs: Floats
    insiders: tuple[Ints, ...] = field(default=())  # per lone contributor: the cells whose value they know
