"""Several releases of one source: what is left when one is subtracted from the other must be large enough, too.

Every row of the input has a class in each release, or is left out there. Rows that share both classes are what an
intruder who holds both files can single out; each such group must have at least k rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.hierarchies import Ladder, ladder_of
from madoguchi.anonymise.recipe import Recipe
from madoguchi.anonymise.sources import Source, open_source
from madoguchi.anonymise.sources.source import quoted
from madoguchi.anonymise.verify import counting
from madoguchi.anonymise.verify.certificate import Check, beside, read_certificate
from madoguchi.anonymise.verify.words import Says, say


@dataclass(frozen=True)
class Other:
    """An earlier release, with the recipe that its certificate remembers."""

    path: Path
    recipe: Recipe


def read_other(path: Path) -> Other:
    """An earlier release by its file; its certificate must stand beside it and belong to it."""
    certificate = read_certificate(beside(path))
    from madoguchi.anonymise.sources.source import hash_file

    if not path.is_file() or hash_file(path) != certificate.output.sha256:
        raise Trouble(
            "other-release",
            ja=f"前の公開「{path.name}」が、その証明と合いません。",
            en=f"The earlier release `{path.name}` is not the file of its certificate.",
            mend_ja="公開したときのままのファイルと証明を置いてください。",
            mend_en="Put the file and the certificate there as they were released.",
        )
    return Other(path, Recipe.model_validate_json(_json(certificate.asked)))


def together(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    recipe: Recipe,
    ladders: dict[str, Ladder],
    other: Other,
    folder: Path,
) -> Check:
    """Count the groups that both releases single out."""
    if "local" in (recipe.recoding, other.recipe.recoding):
        raise _not_for_local(other)
    with open_source(connection, str(other.path)) as released:
        quasi = [one.column for one in other.recipe.of("quasi")]
        inside = counting.look_inside(connection, source, quasi)
        theirs = {
            one.column: ladder_of(one, sorted(inside.values[one.column]), folder) for one in other.recipe.of("quasi")
        }
        shown = [*quasi, *(one.column for one in other.recipe.of("sensitive") if one.column in source.names)]
        names = ", ".join(f"{counting.text(released, name)} AS {quoted(name)}" for name in shown)
        connection.execute(
            f'CREATE OR REPLACE TEMP TABLE released AS SELECT {names}, count(*) AS "#rows" FROM {released.relation}'
            " GROUP BY ALL"
        )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE theirs AS SELECT DISTINCT {_names(quasi)} FROM released")
    mine = _names([one.column for one in recipe.of("quasi")])
    connection.execute(f"CREATE OR REPLACE TEMP TABLE mine AS SELECT DISTINCT {mine} FROM {counting.SEEN}")
    smallest = _smallest(connection, source, ladders, theirs, shown)
    _refuse_other_source(connection, list(theirs), shown, other)
    k = max(recipe.size, other.recipe.size)
    return say(Says.TOGETHER, smallest >= k, other=other.path.name, smallest=smallest, k=k)


def _smallest(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    mine: dict[str, Ladder],
    theirs: dict[str, Ladder],
    shown: Sequence[str],
) -> int:
    """The smallest group that shares its class in both; rows that neither shows are no group."""
    columns = sorted({*mine, *theirs, *shown})
    rows = ", ".join(f"{counting.text(source, name)} AS {quoted(name)}" for name in columns)
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE once AS SELECT {rows}, count(*) AS "#n" FROM {source.relation} GROUP BY ALL'
    )
    first, second = (_labelled(connection, side, name) for side, name in ((mine, "mine"), (theirs, "theirs")))
    question = (
        (
            f'SELECT min(n) FROM (SELECT sum("#n")::BIGINT AS n FROM once {first} {second}'
            " WHERE a.number IS NOT NULL OR b.number IS NOT NULL GROUP BY a.number, b.number)"
        )
        .replace("mine_classes", "a")
        .replace("theirs_classes", "b")
    )
    return int(counting.one(connection, question)[0] or 0)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(quoted, columns))


def _refuse_other_source(
    connection: duckdb.DuckDBPyConnection, quasi: Sequence[str], shown: Sequence[str], other: Other
) -> None:
    """The earlier release must follow from this input to the last row: who came or went since then is told by the
    difference of the two files, and the input alone cannot say who that was."""
    joins = " ".join(
        f"JOIN theirs_{place} ON theirs_{place}.value = once.{quoted(name)}" for place, name in enumerate(quasi)
    )
    labels = [f"theirs_{place}.label AS {quoted(name)}" for place, name in enumerate(quasi)]
    rest = [f"once.{quoted(name)}" for name in shown[len(quasi) :]]
    again = f'SELECT {", ".join([*labels, *rest])}, sum("#n")::BIGINT AS "#rows" FROM once {joins} GROUP BY ALL'
    strange = f'SELECT count(*) FROM released ANTI JOIN ({again}) USING ({_names(shown)}, "#rows")'
    if counting.one(connection, strange)[0]:
        raise _other_source(other)


def _other_source(other: Other) -> Trouble:
    return Trouble(
        "other-source",
        ja=f"前の公開「{other.path.name}」は、この入力と同じ元データのものではありません (行や値が変わっています)。",
        en=f"The earlier release `{other.path.name}` does not come from this input (rows or values have changed).",
        mend_ja="2つのファイルを引き算すると、増えた人や減った人が分かることがあり、この検査では確かめられません。"
        "同じ元データの公開だけを --with に書き、変わった人が少ないときは、次の公開まで人数がたまるのを待ってください。",
        mend_en="The difference of the two files can tell who came or went, which this check cannot see. Name only releases "
        "of the same source in --with; where few people have changed, wait until they are more.",
    )


def _labelled(connection: duckdb.DuckDBPyConnection, ladders: dict[str, Ladder], name: str) -> str:
    """Joins that lead from a row's values to the number of its class; NULL where it is left out."""
    joins, same = [], []
    for place, (column, ladder) in enumerate(ladders.items()):
        table = f"{name}_{place}"
        step = _step(ladder, counting_words(connection, name, column))
        labels = [ladder.labels[step][code] for code in ladder.codes[step]]
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (value VARCHAR, label VARCHAR)")
        if ladder.values:
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", list(zip(ladder.values, labels, strict=True)))
        joins.append(f"JOIN {table} ON {table}.value = once.{quoted(column)}")
        same.append(f"{name}_classes.{quoted(column)} = {table}.label")
    numbered = f"(SELECT *, row_number() OVER () AS number FROM {name}) AS {name}_classes"
    return f"{' '.join(joins)} LEFT JOIN {numbered} ON {' AND '.join(same)}"


def counting_words(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> set[str]:
    """The labels that a release shows in a column."""
    return {row[0] for row in connection.execute(f"SELECT DISTINCT {quoted(column)} FROM {table}").fetchall()}


def _step(ladder: Ladder, shown: set[str]) -> int:
    """The step that a column was released at: the finest one that knows every label shown."""
    fitting: Sequence[int] = [step for step, labels in enumerate(ladder.labels) if shown <= set(labels)]
    if not fitting:
        raise Trouble(
            "other-release",
            ja=f"前の公開の列「{ladder.column}」が、この入力からは生じません。",
            en=f"The column `{ladder.column}` of the earlier release cannot come from this input.",
            mend_ja="同じ元データから作ったファイルかを確かめてください。",
            mend_en="Check that both come from the same source.",
        )
    return fitting[0]


def _not_for_local(other: Other) -> Trouble:
    return Trouble(
        "together-local",
        ja=f"組ごとの粗さ (recoding: local) の公開は、「{other.path.name}」との引き算を確かめられません。",
        en=f"A release with local recoding cannot be checked together with `{other.path.name}`.",
        mend_ja="同じ元データから何度も公開するときは、recoding: whole にしてください。",
        mend_en="Where one source is released several times, use `recoding: whole`.",
    )


def _json(content: object) -> str:
    import json

    return json.dumps(content)
