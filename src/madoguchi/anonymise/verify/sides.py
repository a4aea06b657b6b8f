"""One of two releases, as tables: what it shows, and which class each row of the common source has in it.

Where whole columns were recoded the class follows from a row's values. Where classes were recoded one by one their boxes
overlap, and a file does not say which row went where. Then a `Witness` says it: a guess, whoever made it, that is
believed only after the file came out of it again to the last row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from numpy.typing import NDArray

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.hierarchies import Ladder
from madoguchi.anonymise.recipe import Recipe
from madoguchi.anonymise.sources.source import quoted
from madoguchi.anonymise.verify import counting


@dataclass(frozen=True)
class Witness:
    """For each combination of values in the input's columns `values` the label that the release shows in each clue:
    arrays of texts of one length, by column."""

    values: dict[str, NDArray[Any]]
    labels: dict[str, NDArray[Any]]


Retrace = Callable[[Recipe], Witness]


@dataclass(frozen=True)
class Side:
    """`name` is the table of what the release shows, each different row once with its "#rows"; `file` is for messages."""

    name: str
    file: str
    ladders: dict[str, Ladder]
    shown: tuple[str, ...]
    witness: Witness | None = None

    @property
    def needs(self) -> set[str]:
        """The columns of the input from which its classes follow."""
        return {*self.ladders, *self.shown, *(self.witness.values if self.witness else ())}


@dataclass(frozen=True)
class Labels:
    """Joins that lead from a row of `once` to the label it shows in each clue."""

    joins: str
    words: dict[str, str]


def names(columns: Sequence[str]) -> str:
    """Columns in SQL."""
    return ", ".join(map(quoted, columns))


def shown_by(recipe: Recipe, there: Sequence[str]) -> tuple[str, ...]:
    """The columns of a release whose words are compared: the clues, and those that go out as they came in."""
    return tuple(
        one.column for role in ("quasi", "sensitive", "keep") for one in recipe.of(role) if one.column in there
    )


def labels_of(connection: duckdb.DuckDBPyConnection, side: Side) -> Labels:
    """Where a row's labels stand."""
    return _witnessed(connection, side, side.witness) if side.witness else _by_column(connection, side)


def _by_column(connection: duckdb.DuckDBPyConnection, side: Side) -> Labels:
    joins, words = [], {}
    for place, (column, ladder) in enumerate(side.ladders.items()):
        step = _step(ladder, _words(connection, side.name, column), side.file)
        table = f"{side.name}_{place}"
        pairs = zip(ladder.values, (ladder.labels[step][code] for code in ladder.codes[step]), strict=True)
        _table_of(connection, table, list(pairs))
        joins.append(f"JOIN {table} ON {table}.value = once.{quoted(column)}")
        words[column] = f"{table}.label"
    return Labels(" ".join(joins), words)


def _witnessed(connection: duckdb.DuckDBPyConnection, side: Side, witness: Witness) -> Labels:
    table = f"{side.name}_witness"
    same = " AND ".join(f"{table}.{quoted(one)} = once.{quoted(one)}" for one in witness.values)
    labels = {column: f"={column}" for column in witness.labels}
    content = {**witness.values, **{labels[column]: words for column, words in witness.labels.items()}}
    connection.register("proposed", content)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM proposed")
    connection.unregister("proposed")
    if not _is_possible(connection, side, witness, table, same):
        raise not_retraced(side.file)
    return Labels(f"JOIN {table} ON {same}", {column: f"{table}.{quoted(name)}" for column, name in labels.items()})


def _is_possible(connection: duckdb.DuckDBPyConnection, side: Side, witness: Witness, table: str, same: str) -> bool:
    """Does it speak of every row, of each only once, and does each row lie in the box of its class?"""
    twice = f"SELECT 1 FROM {table} GROUP BY {names(list(witness.values))} HAVING count(*) > 1"
    wrong = [twice, f"SELECT 1 FROM once ANTI JOIN {table} ON {same}"]
    for place, (column, ladder) in enumerate(side.ladders.items()):
        boxes = f"{side.name}_{place}"
        steps = zip(ladder.labels, ladder.codes, strict=True)
        pairs = {(value, step[code]) for step, codes in steps for value, code in zip(ladder.values, codes, strict=True)}
        _table_of(connection, boxes, sorted(pairs))
        wrong.append(
            f"SELECT 1 FROM {table} ANTI JOIN {boxes} ON {boxes}.value = {table}.{quoted(column)}"
            f" AND {boxes}.label = {table}.{quoted('=' + column)}"
        )
    return not any(connection.execute(f"{one} LIMIT 1").fetchone() for one in wrong)


def follows(connection: duckdb.DuckDBPyConnection, side: Side, labels: Labels) -> bool:
    """Does the release come out of the common source again, to the last row?"""
    shown = [f"{labels.words.get(one, 'once.' + quoted(one))} AS {quoted(one)}" for one in side.shown]
    again = f'SELECT {", ".join(shown)}, sum("#n")::BIGINT AS "#rows" FROM once {labels.joins} GROUP BY ALL'
    strange = f'SELECT count(*) FROM {side.name} ANTI JOIN ({again}) USING ({names(side.shown)}, "#rows")'
    return not counting.one(connection, strange)[0]


def _table_of(connection: duckdb.DuckDBPyConnection, table: str, pairs: list[tuple[str, str]]) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (value VARCHAR, label VARCHAR)")
    if pairs:
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", pairs)


def _words(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> set[str]:
    """The labels that a release shows in a column."""
    return {row[0] for row in connection.execute(f"SELECT DISTINCT {quoted(column)} FROM {table}").fetchall()}


def _step(ladder: Ladder, shown: set[str], file: str) -> int:
    """The step that a column was released at: the finest one that knows every label shown."""
    fitting: Sequence[int] = [step for step, labels in enumerate(ladder.labels) if shown <= set(labels)]
    if not fitting:
        raise Trouble(
            "other-release",
            ja=f"「{file}」の列「{ladder.column}」が、この入力からは生じません。",
            en=f"The column `{ladder.column}` of `{file}` cannot come from this input.",
            mend_ja="同じ元データから作ったファイルかを確かめてください。",
            mend_en="Check that both come from the same source.",
        )
    return fitting[0]


def not_retraced(file: str) -> Trouble:
    """A release class by class whose rows could not be put back into their classes."""
    return Trouble(
        "not-retraced",
        ja=f"組ごとの粗さ (recoding: local) の公開「{file}」は、この入力からたどり直せません "
        "(元データの行や値が変わったか、別の版のプログラムで作られています)。",
        en=f"`{file}`, released with local recoding, does not come from this input again "
        "(rows or values have changed, or another version of this program made it).",
        mend_ja="どの行がどの組に入ったかが分からないと、引き算しても見分けられないことを確かめられません。"
        "同じ元データから何度も公開するときは recoding: whole にするか、前の公開を今の版で作り直して置きかえてください。",
        mend_en="Where it is not known which row went into which class, nobody can say that no one stands out by subtracting. "
        "Use `recoding: whole` where one source is released several times, or make the earlier release anew and replace it.",
    )
