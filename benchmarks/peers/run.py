"""One peer on one file: `python run.py PEER SOURCE.parquet FOLDER`, in the peers' own environment."""

import sys
from pathlib import Path

import pandas as pd

CLUES = ["年齢", "性別", "町", "職業", "世帯", "国籍", "申請"]


def pycanon(table: pd.DataFrame, folder: Path) -> str:
    """It checks only: k and l of the rows as they are."""
    from pycanon import anonymity

    k, several = anonymity.k_anonymity(table, CLUES), anonymity.l_diversity(table, CLUES, ["要介護度"])
    return f"検査だけ: k={k}, l={several}"


def anjana(table: pd.DataFrame, folder: Path) -> str:
    """Greedy: it makes the column with most values coarser until it holds."""
    from anjana import anonymity

    steps = {name: _steps(folder / f"{name}.csv") for name in CLUES}
    found = anonymity.k_anonymity(table, [], CLUES, 5, 5, steps)
    return f"{len(found):,} 行、損失 {_loss(found, folder, len(table)):.4f}"


def _steps(path: Path) -> dict[int, list[str]]:
    lines = [[*line.split(","), "*"] for line in path.read_text(encoding="utf-8").splitlines()]
    return dict(enumerate([list(column) for column in zip(*lines, strict=True)]))


def _loss(found: pd.DataFrame, folder: Path, rows: int) -> float:
    """The same measure as ours: the part of a column's values that stands behind a label; a row left out has lost all."""
    total = 0.0
    for name in CLUES:
        columns = _steps(folder / f"{name}.csv").values()
        behind = {label: column.count(label) / len(column) for column in columns for label in column}
        total += found[name].astype(str).map(behind).sum()
    return (total / len(CLUES) + rows - len(found)) / rows


def anonypy(table: pd.DataFrame, folder: Path) -> str:
    """Mondrian without hierarchies: it publishes lists of values."""
    import anonypy as tool

    ready = table.copy()
    for name in [*CLUES[1:], "要介護度"]:
        ready[name] = ready[name].astype("category")
    preserver = tool.Preserver(ready, CLUES, "要介護度")
    found = preserver.anonymize_k_anonymity(k=5)
    return f"{len(found):,} 組の表"


def main() -> None:
    peer, source, folder = sys.argv[1:]
    table = pd.read_parquet(source)
    table["年齢"] = table["年齢"].astype(int) if peer == "anonypy" else table["年齢"].astype(str)
    print({"pycanon": pycanon, "anjana": anjana, "anonypy": anonypy}[peer](table, Path(folder)))


if __name__ == "__main__":
    main()
