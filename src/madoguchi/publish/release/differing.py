"""What changed from one release to the next: columns, and rows by the column that names them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TypedDict

from madoguchi.publish.release.shape import ROWS, Shape

EXAMPLES = 20


class Difference(TypedDict):
    """`changed_columns`: [name, kind before, kind after]. Rows are counted by `key`; None where no column names them."""

    added_columns: list[str]
    removed_columns: list[str]
    changed_columns: list[list[str]]
    key: str | None
    rows_before: int
    rows_after: int
    added: int | None
    removed: int | None
    changed: int | None
    examples: list[str]


def differ(old: Path, before: Shape, new: Path, after: Shape) -> Difference:
    """From the release in the folder `old` to the one in `new`. `examples` are keys of changed rows."""
    kinds_before = {one.name: one.kind for one in before.columns}
    kinds_after = {one.name: one.kind for one in after.columns}
    held = {
        one.name for one in before.columns if one.filled
    }  # where nothing stood (all of it hidden), nothing can break
    shared = [name for name in before.names if name in kinds_after]
    key = before.key if before.key == after.key else None
    told = Difference(
        added_columns=[name for name in after.names if name not in kinds_before],
        removed_columns=[name for name in before.names if name not in kinds_after],
        changed_columns=[
            [name, kinds_before[name], kinds_after[name]]
            for name in shared
            if name in held and kinds_before[name] != kinds_after[name]
        ],
        key=key, rows_before=before.rows, rows_after=after.rows, added=None, removed=None, changed=None, examples=[],
    )  # fmt: skip
    if key:
        _count_rows(told, old, before, new, after, key, shared)
    return told


def breaks(told: Difference) -> bool:
    """Whether a program that reads the table may stumble over it: a column went away or is of another kind."""
    return bool(told["removed_columns"] or told["changed_columns"])


def _count_rows(
    told: Difference, old: Path, before: Shape, new: Path, after: Shape, key: str, shared: list[str]
) -> None:
    was, now = f"o.c{before.names.index(key)}", f"n.c{after.names.index(key)}"
    pairs = [(before.names.index(name), after.names.index(name)) for name in shared]
    unlike = " or ".join(f"o.c{a} is not n.c{b}" for a, b in pairs)
    with closing(sqlite3.connect(":memory:", uri=True)) as base:
        for folder, name in ((old, "o"), (new, "n")):
            base.execute(f"attach ? as {name}db", (f"{(folder / ROWS).as_uri()}?mode=ro&immutable=1",))
        joined = f"odb.cells o join ndb.cells n on {was} = {now}"
        (both,) = base.execute(f"select count(*) from {joined}").fetchone()
        (told["changed"],) = base.execute(f"select count(*) from {joined} where {unlike}").fetchone()
        found = base.execute(f"select {now} from {joined} where {unlike} order by n._id limit {EXAMPLES}")
        told["examples"] = [str(value) for (value,) in found]
    told["added"], told["removed"] = after.rows - both, before.rows - both
