"""Verify one release: the emitted file, the input and the recipe, counted again from the first row."""

import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from madoguchi.anonymise.hierarchies import Ladder, ladder_of
from madoguchi.anonymise.recipe import Column, Recipe
from madoguchi.anonymise.sources import Source, open_source
from madoguchi.anonymise.verify import counting
from madoguchi.anonymise.verify.certificate import Bound, Certificate, Check
from madoguchi.anonymise.verify.sides import Retrace
from madoguchi.anonymise.verify.together import Common, Other, together
from madoguchi.anonymise.verify.words import Says, say

OTHER = "その他"
HASHED = re.compile(r"[0-9a-f]{64}")
NEVER = ("identifier", "identification-code", "drop")
JAPAN = 9 * 3600


@dataclass(frozen=True)
class Case:
    """What is verified: the three files and where the recipe's trees are; `retrace` is for releases class by class that are
    checked together with others."""

    connection: duckdb.DuckDBPyConnection
    input: Source
    recipe: Recipe
    recipe_bound: Bound
    out: Path
    folder: Path
    others: Sequence[Other] = ()
    retrace: Retrace | None = None


def verify(case: Case, *, name: str | None = None) -> Certificate:
    """Count everything again. `name` is what the file will be called, if it does not bear its final name yet."""
    with ThreadPoolExecutor(1) as side, open_source(case.connection, str(case.out)) as output:
        hashes = side.submit(lambda: (case.input.sha256(), output.sha256()))
        counting.count_rows(case.connection, output)
        quasi = [one.column for one in case.recipe.of("quasi")]
        quasi = quasi if set(quasi) <= set(output.names) else []
        rows = int(counting.one(case.connection, f'SELECT coalesce(sum("#n"), 0) FROM {counting.SEEN}')[0])
        inside = _inside(case)
        sizes = counting.class_sizes(case.connection, quasi) if quasi else {}
        checks = tuple(_checks(case, output, inside, sizes, rows))
        input_hash, output_hash = hashes.result()
    return Certificate(
        Bound(case.input.name, input_hash, inside.rows),
        case.recipe_bound,
        Bound(name or case.out.name, output_hash, rows),
        case.recipe.output,
        case.recipe.size,
        time.strftime("%Y-%m-%dT%H:%M:%S+09:00", time.gmtime(time.time() + JAPAN)),
        checks,
        min(sizes, default=0),
        sum(sizes.values()),
        sizes,
        case.recipe.model_dump(mode="json", by_alias=True, exclude_none=True),
    )


def _inside(case: Case) -> counting.Inside:
    """Clues are compared by their labels, the others one to one."""
    one_to_one = [one.column for one in case.recipe.of("sensitive", "singular") if one.column in case.input.names]
    return counting.look_inside(
        case.connection, case.input, [one.column for one in case.recipe.of("quasi")], one_to_one
    )


def _checks(case: Case, output: Source, inside: counting.Inside, sizes: dict[int, int], rows: int) -> Iterator[Check]:
    wanted = [one.column for one in case.recipe.columns if _may_leave(one)]
    strangers = [name for name in output.names if name not in wanted]
    absent = [name for name in wanted if name not in output.names]
    yield say(Says.COLUMNS, not strangers and not absent, columns=", ".join([*strangers, *absent]) or "0")
    if strangers or absent:
        return
    smallest = min(sizes, default=0)
    yield say(Says.SIZE, rows == 0 or smallest >= case.recipe.size, k=case.recipe.size, smallest=smallest)
    yield from _several(case)
    left_out, limit = inside.rows - rows, case.recipe.may_leave_out(inside.rows)
    yield say(Says.LEFT_OUT, 0 <= left_out <= limit, left_out=left_out, limit=limit, share=case.recipe.suppress)
    wrong = counting.out_of_order(case.connection, output.names)
    yield say(Says.ORDER, wrong == 0, wrong=wrong)
    ladders = _ladders(case, inside)
    yield from _contents(case, inside, ladders)
    common = Common(case.connection, case.input, case.folder, case.retrace)
    for other in case.others:
        yield together(common, case.recipe, ladders, other, case.out.name)


def _may_leave(column: Column) -> bool:
    return column.role not in NEVER and (column.role != "linking-code" or column.treatment == "pseudonym")


def _several(case: Case) -> Iterator[Check]:
    quasi = [one.column for one in case.recipe.of("quasi")]
    for column in case.recipe.of("sensitive"):
        wanted = case.recipe.distinct_of(column)
        if wanted > 1:
            fewest = counting.fewest_values(case.connection, quasi, column.column)
            yield say(Says.SEVERAL, fewest >= wanted, column=column.column, wanted=wanted, fewest=fewest)


def _ladders(case: Case, inside: counting.Inside) -> dict[str, Ladder]:
    return {
        one.column: ladder_of(one, sorted(inside.values[one.column]), case.folder) for one in case.recipe.of("quasi")
    }


def _contents(case: Case, inside: counting.Inside, ladders: dict[str, Ladder]) -> Iterator[Check]:
    """Nothing is in the file that the input, taken through the recipe, cannot have given."""
    strange = sum(_strange(case, one, inside, ladders) for one in case.recipe.columns if _may_leave(one))
    yield say(Says.CONTENT, strange == 0, strange=strange)


def _strange(case: Case, column: Column, inside: counting.Inside, ladders: dict[str, Ladder]) -> int:
    name = column.column
    if column.role == "keep":
        return counting.from_nowhere(case.connection, case.input, name)
    found = counting.words(case.connection, name)
    if column.role == "linking-code":
        return sum(1 for word in found if word and not HASHED.fullmatch(word))
    if column.role == "quasi":
        known = {label for step in ladders[name].labels for label in step}
        return len(found.keys() - known)
    there = inside.often[name]
    least = (column.rare or case.recipe.size) if column.role == "singular" else 0
    return sum(
        1
        for word, often in found.items()
        if (word != OTHER or not least) and (often > there.get(word, 0) or there.get(word, 0) < least)
    )
