"""Several releases of one source: what is left when one is subtracted from the other must be large enough, too.

Every row of the input has a class in each release, or is left out there. Rows that share both classes are what an
intruder who holds both files can single out; each such group must have at least k rows. One way of putting the rows into
their classes from which both files follow, and in which every group is large enough, is proof: whatever is certain for the
intruder holds in that way, too, so nothing can be certain of fewer than k people.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.hierarchies import Ladder, ladder_of
from madoguchi.anonymise.recipe import Recipe
from madoguchi.anonymise.sources import Source, open_source
from madoguchi.anonymise.sources.source import hash_file, quoted
from madoguchi.anonymise.verify import counting
from madoguchi.anonymise.verify.certificate import Check, beside, read_certificate
from madoguchi.anonymise.verify.sides import (
    Labels,
    Retrace,
    Side,
    Witness,
    follows,
    labels_of,
    names,
    not_retraced,
    shown_by,
)
from madoguchi.anonymise.verify.words import Says, say


@dataclass(frozen=True)
class Other:
    """An earlier release, with the recipe that its certificate remembers."""

    path: Path
    recipe: Recipe


@dataclass(frozen=True)
class Common:
    """What both come from; `retrace` proposes which row went into which class of a release class by class."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    folder: Path
    retrace: Retrace | None


def read_other(path: Path) -> Other:
    """An earlier release by its file; its certificate must stand beside it and belong to it."""
    certificate = read_certificate(beside(path))
    if not path.is_file() or hash_file(path) != certificate.output.sha256:
        raise Trouble(
            "other-release",
            ja=f"前の公開「{path.name}」が、その証明と合いません。",
            en=f"The earlier release `{path.name}` is not the file of its certificate.",
            mend_ja="公開したときのままのファイルと証明を置いてください。",
            mend_en="Put the file and the certificate there as they were released.",
        )
    return Other(path, Recipe.model_validate_json(json.dumps(certificate.asked)))


def together(common: Common, recipe: Recipe, ladders: dict[str, Ladder], other: Other, file: str) -> Check:
    """Count the groups that both releases single out. The new one has been read into `counting.SEEN`; `file` names it."""
    mine = _mine(common, recipe, ladders, file)
    theirs = _theirs(common, other)
    _read_once(common, sorted(mine.needs | theirs.needs))
    found = [labels_of(common.connection, side) for side in (mine, theirs)]
    if not follows(common.connection, theirs, found[1]):
        raise not_retraced(theirs.file) if theirs.witness else _other_source(other)
    if mine.witness and not follows(common.connection, mine, found[0]):
        raise not_retraced(mine.file)
    smallest = _smallest(common.connection, [mine, theirs], found)
    k = max(recipe.size, other.recipe.size)
    return say(Says.TOGETHER, smallest >= k, other=other.path.name, smallest=smallest, k=k)


def _mine(common: Common, recipe: Recipe, ladders: dict[str, Ladder], file: str) -> Side:
    shown = shown_by(recipe, common.source.names)
    common.connection.execute(
        f'CREATE OR REPLACE TEMP TABLE mine AS SELECT {names(shown)}, sum("#n")::BIGINT AS "#rows"'
        f" FROM {counting.SEEN} GROUP BY ALL"
    )
    return Side("mine", file, ladders, shown, _witness(common, recipe, file))


def _theirs(common: Common, other: Other) -> Side:
    quasi = other.recipe.of("quasi")
    if not {one.column for one in quasi} <= set(common.source.names):
        raise _other_source(other)
    shown = shown_by(other.recipe, common.source.names)
    inside = counting.look_inside(common.connection, common.source, [one.column for one in quasi])
    ladders = {one.column: ladder_of(one, sorted(inside.values[one.column]), common.folder) for one in quasi}
    with open_source(common.connection, str(other.path)) as released:
        texts = ", ".join(f"{counting.text(released, name)} AS {quoted(name)}" for name in shown)
        common.connection.execute(
            f'CREATE OR REPLACE TEMP TABLE theirs AS SELECT {texts}, count(*) AS "#rows" FROM {released.relation}'
            " GROUP BY ALL"
        )
    return Side("theirs", other.path.name, ladders, shown, _witness(common, other.recipe, other.path.name))


def _witness(common: Common, recipe: Recipe, file: str) -> Witness | None:
    if recipe.recoding == "whole":
        return None
    if common.retrace is None:
        raise not_retraced(file)
    return common.retrace(recipe)


def _read_once(common: Common, columns: list[str]) -> None:
    rows = ", ".join(f"{counting.text(common.source, name)} AS {quoted(name)}" for name in columns)
    common.connection.execute(
        f'CREATE OR REPLACE TEMP TABLE once AS SELECT {rows}, count(*) AS "#n" FROM {common.source.relation} GROUP BY ALL'
    )


def _smallest(connection: duckdb.DuckDBPyConnection, sides: list[Side], labels: list[Labels]) -> int:
    """The smallest group that shares its class in both; rows that neither shows are no group."""
    joins = " ".join(_joined(side, one) for side, one in zip(sides, labels, strict=True))
    numbers = [f"{side.name}_classes.number" for side in sides]
    question = (
        f'SELECT min(n) FROM (SELECT sum("#n")::BIGINT AS n FROM once {joins}'
        f" WHERE {' IS NOT NULL OR '.join(numbers)} IS NOT NULL GROUP BY {', '.join(numbers)})"
    )
    return int(counting.one(connection, question)[0] or 0)


def _joined(side: Side, labels: Labels) -> str:
    """From a row's labels to the number of its class; NULL where it is left out."""
    clues = f"SELECT DISTINCT {names(list(side.ladders))} FROM {side.name}"
    same = " AND ".join(f"{side.name}_classes.{quoted(column)} = {word}" for column, word in labels.words.items())
    numbered = f"(SELECT *, row_number() OVER () AS number FROM ({clues})) AS {side.name}_classes"
    return f"{labels.joins} LEFT JOIN {numbered} ON {same}"


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
