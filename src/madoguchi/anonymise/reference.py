"""Writes docs/reference/recipe.md from the models: `python -m madoguchi.anonymise.reference`."""

from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from madoguchi.anonymise.recipe import codes
from madoguchi.anonymise.recipe.checks import KEYS_OF_KIND
from madoguchi.anonymise.recipe.keys import meaning
from madoguchi.anonymise.recipe.model import Column, Hierarchy, Recipe
from madoguchi.anonymise.recipe.presets import PRESETS
from madoguchi.declare.base import Text
from madoguchi.declare.findings import Code
from madoguchi.declare.shapes import is_model, literals, unwrap

PAGE = Path("docs/reference/recipe.md")
TITLES: dict[type[BaseModel], str] = {
    Recipe: "レシピ",
    Column: "列",
    Hierarchy: "粗くする決まり (hierarchy)",
    Text: "文",
}
INTRO = """\
# 匿名加工のレシピ

この文書の表は、プログラムの型から作っています（`python -m madoguchi.anonymise.reference`）。

レシピは1つの YAML ファイルです。読み方は手続の宣言と同じです（YAML 1.2、知らないキーは誤り）。誤りは、一度にすべて、行と桁と直し方つきで出ます。

```sh
madoguchi anonymise recipe 入力.csv --out recipe.yaml       # はじめの案
madoguchi anonymise 入力.csv --recipe recipe.yaml --out 出力.csv --report 報告.html
madoguchi anonymise verify 出力.csv --recipe recipe.yaml --input 入力.csv
madoguchi anonymise risk 入力.csv --recipe recipe.yaml
madoguchi anonymise schema                                   # JSON Schema（2020-12）。集計表の宣言は schema table
```

入力は CSV（UTF-8、Shift_JIS、UTF-16）、Parquet、SQLite・DuckDB・PostgreSQL の表（`--table 名前`）です。出力は CSV か Parquet です。
はじめての方は [はじめての匿名加工](../tutorials/first-anonymisation.md)、なぜ最もよいと言えるかは [探索とその証明](../explanation/anonymise-search.md) をどうぞ。
"""
ENDING = """\
## 終わり方

| 終了の番号 | 意味 |
| --- | --- |
| 0 | 作り、検査に合格した（verify では、すべて合格） |
| 1 | 誤りがある。何も出力していない（verify では、不合格がある） |
| 2 | コマンドの書き方がちがう |
| 130 | 中断された。何も出力していない |

- 中断は、Ctrl+C でも SIGTERM でも同じです。報告、証明、出力に名前がつきはじめてからでは、まにあいません。3つともできて、0で終わります。
- 入力、レシピ、木のファイル、前の公開を上書きする出力先は、はじめに断ります。途中まで書いたファイルが、決めた名前で残ることはありません。
- 読めない行は番号だけを知らせ、中身はくりかえしません。人の名前があるかもしれないからです。
"""


def page() -> str:
    """The whole page."""
    tables = [_table(model) for model in TITLES]
    return "\n".join([INTRO, *tables, _kinds(), _presets(), _mistakes(), ENDING])


def _table(model: type[BaseModel]) -> str:
    rows = [_row(model, name, info) for name, info in model.model_fields.items()]
    head = "| キー | 必須 | 値 | 意味 |\n| --- | --- | --- | --- |"
    return f"## {TITLES[model]}\n\n{head}\n" + "\n".join(rows) + "\n"


def _row(model: type[BaseModel], name: str, info: FieldInfo) -> str:
    key = info.alias or name
    values = dict.fromkeys(_value(option) for option in unwrap(info.annotation) if option is not type(None))
    return f"| `{key}` | {'○' if info.is_required() else ''} | {'、または '.join(values)} | {meaning(model.__name__, key)} |"


def _value(option: Any) -> str:
    if is_model(option):
        return TITLES[option]
    if words := literals(option):
        return "・".join(f"`{word}`" for word in words)
    if get_origin(option) is tuple:
        return "並び：" + "、".join(dict.fromkeys(map(_value, unwrap(get_args(option)[0]))))
    return {str: "文字", int: "整数", bool: "`true`・`false`"}[option]


def _kinds() -> str:
    rows = [f"| `{kind}` | {'・'.join(f'`{key}`' for key in keys) or '—'} |" for kind, keys in KEYS_OF_KIND.items()]
    return (
        "### 種類によって書けるキー\n\n| kind | キー (このほかに `finest`) |\n| --- | --- |\n" + "\n".join(rows) + "\n"
    )


def _presets() -> str:
    rows = [f"| `{one.id}` | {one.ja} | {one.source} |" for one in PRESETS.values()]
    return (
        "## 国のガイドラインの決まり (preset)\n\n| 名前 | 決まり | もと |\n| --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n"
    )


def _mistakes() -> str:
    every = sorted((one for one in vars(codes).values() if isinstance(one, Code)), key=lambda one: one.id)
    rows = [f"| `{one.id}` | {_plain(one.ja)} | {_plain(one.mend_ja)} |" for one in every]
    head = "| コード | 何が | 直し方 |\n| --- | --- | --- |"
    return (
        f"## レシピの誤り\n\nキーと値の形の誤りは [checks.md](checks.md) と同じです。\n\n{head}\n"
        + "\n".join(rows)
        + "\n"
    )


def _plain(template: str) -> str:
    import re

    text = re.sub(r"(?<!\{)\{\w+\}(?!\})", "…", template)
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
