"""Trees from a file: one leaf a line, then its coarser labels, separated by `,` or `;` (as other tools write them)."""

import csv
from functools import lru_cache
from pathlib import Path

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.hierarchies.ladder import WHOLE, Steps
from madoguchi.anonymise.recipe.model import Hierarchy

Tree = dict[str, tuple[str, ...]]
MOST_LEAVES = 2_000_000


def tree(hierarchy: Hierarchy, folder: Path) -> Steps:
    """The tree of the file that the recipe names, from the recipe's own folder."""
    paths = read_tree(folder / (hierarchy.file or ""), bool(hierarchy.heading))

    def climb(value: str) -> list[str]:
        if value not in paths:
            raise ValueError(f"ファイル「{hierarchy.file}」にありません。")
        return [value, *paths[value]]

    return Steps(climb, tuple(paths), _doubtful(paths) if hierarchy.heading is None else None)


def _doubtful(paths: Tree) -> str | None:
    """The first leaf, if it may be a heading: no other line shares a group with it."""
    first = next(iter(paths), None)
    others = {label for leaf, labels in paths.items() if leaf != first for label in labels}
    return first if first is not None and others.isdisjoint(paths[first]) else None


@lru_cache(maxsize=32)
def read_tree(path: Path, heading: bool = False) -> Tree:
    """Leaf → its labels from fine to coarse, without a last `*`; with a `heading` the first line is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path) from error
    first = text.split("\n", 1)[0]
    rows = csv.reader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    found: Tree = {}
    for line, row in enumerate(rows, start=1):
        if row and row[0] and not (heading and line == 1):
            _add(found, path, line, row)
    return found


def _add(found: Tree, path: Path, line: int, row: list[str]) -> None:
    width = len(next(iter(found.values()))) if found else None
    labels = tuple(row[1:-1] if row[-1] == WHOLE else row[1:])
    if row[0] in found or not all(labels) or (width is not None and len(labels) != width) or line > MOST_LEAVES:
        raise Trouble(
            "tree",
            ja=f"{path.name}:{line}:1: 階層のファイルのこの行が読めません (同じ値が2回、空の欄、または列の数のちがい)。",
            en=f"{path.name}:{line}:1: this line of the tree is a repetition, has an empty cell or another length.",
            mend_ja="どの行も「値,細かい組,粗い組」のように、同じ数の欄で書いてください。",
            mend_en="Write every line with the same number of cells: value, fine group, coarse group.",
        )
    found[row[0]] = labels


def _unreadable(path: Path) -> Trouble:
    return Trouble(
        "tree-unreadable",
        ja=f"階層のファイル「{path.name}」を読めません。",
        en=f"The tree `{path.name}` cannot be read.",
        mend_ja="レシピと同じフォルダーに、UTF-8 の CSV で置いてください。",
        mend_en="Put it beside the recipe, as a CSV in UTF-8.",
    )
