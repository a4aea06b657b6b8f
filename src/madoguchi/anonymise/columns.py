"""Does the recipe speak of every column, and where in the input stands what a hierarchy does not know?"""

import duckdb

from madoguchi.anonymise.engine.coding import text_of
from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.hierarchies.ladder import Uncovered
from madoguchi.anonymise.recipe import Recipe
from madoguchi.anonymise.sources import Source


def compare_columns(recipe: Recipe, source: Source) -> None:
    """Every column has exactly one part to play; a new column stops the release until somebody says what it is."""
    told = {one.column for one in recipe.columns}
    missing = [name for name in told if name not in source.names]
    strangers = [name for name in source.names if name not in told]
    if missing:
        other_ja = f"入力にあるのは {_listed(strangers or list(source.names))} です。"
        other_en = f"The input has {_listed(strangers or list(source.names))}."
        raise Trouble(
            "columns-missing",
            ja=f"レシピの列 {_listed(sorted(missing))} が「{source.name}」にありません。{other_ja}",
            en=f"The recipe's {_listed(sorted(missing))} is not in `{source.name}`. {other_en}",
            mend_ja="列の名前を、入力の見出しと同じにしてください。",
            mend_en="Write the column as the header of the input does.",
        )
    if strangers:
        raise Trouble(
            "columns-untold",
            ja=f"「{source.name}」の列 {_listed(strangers)} の役割が、レシピにありません。",
            en=f"The recipe does not say what {_listed(strangers)} of `{source.name}` is.",
            mend_ja=f"たとえば「- {{column: {strangers[0]}, role: drop}}」を書き足してください (drop は出さない列)。",
            mend_en=f"Add for example `- {{column: {strangers[0]}, role: drop}}` (drop: not released).",
        )


def _listed(names: list[str]) -> str:
    return "、".join(f"「{name}」" for name in names[:8]) + (" ほか" if len(names) > 8 else "")


def locate(error: Uncovered, connection: duckdb.DuckDBPyConnection, source: Source) -> Trouble:
    """The same trouble with the row where the value stands first (the header not counted)."""
    numbered = f"SELECT {text_of(source, error.column)} AS value, row_number() OVER () AS row FROM {source.relation}"
    found = connection.execute(f"SELECT min(row) FROM ({numbered}) WHERE value = ?", [error.value]).fetchone()
    row = found[0] if found and found[0] else "?"
    return Trouble(
        error.code,
        ja=f"{source.name} のデータの{row}行目: {error.ja}",
        en=f"{source.name}, row {row}: {error.en}",
        mend_ja=error.mend_ja,
        mend_en=error.mend_en,
    )
