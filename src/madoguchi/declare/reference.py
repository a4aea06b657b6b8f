"""Writes docs/reference/declarations.md and checks.md from the models and the codes: `python -m madoguchi.declare.reference`."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from madoguchi.declare.activity import Activity
from madoguchi.declare.checks.fields import TYPES_OF_KEY
from madoguchi.declare.codes import CHAPTERS, codes_of
from madoguchi.declare.dataset import Dataset
from madoguchi.declare.findings import Code
from madoguchi.declare.indicator import Indicator
from madoguchi.declare.keys import meaning
from madoguchi.declare.municipality import Municipality
from madoguchi.declare.procedure import Procedure
from madoguchi.declare.purpose import Purpose
from madoguchi.declare.recommendations import Recommendations
from madoguchi.declare.reference_words import CHECKS_INTRO, DECLARATIONS_INTRO, FILES, MODELS
from madoguchi.declare.register import Register
from madoguchi.declare.shapes import is_model, literals, unwrap

FOLDER = Path("docs/reference")
ROOTS: tuple[type[BaseModel], ...] = (
    Procedure,
    Register,
    Indicator,
    Recommendations,
    Activity,
    Dataset,
    Purpose,
    Municipality,
)


def declarations_page() -> str:
    """Every key of every file, from the models."""
    parts = [DECLARATIONS_INTRO]
    done: set[type[BaseModel]] = set()
    for root in ROOTS:
        parts.append(f"## {FILES[root.__name__]}\n")
        for model in models_under(root):
            if model not in done:
                done.add(model)
                parts.append(model_table(model))
                parts += [types_table()] if model.__name__ == "Field" else []
    return "\n".join(parts)


def models_under(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and the models inside it, each once, in the order in which they are met."""
    seen: list[type[BaseModel]] = []
    waiting = [model]
    while waiting:
        here = waiting.pop(0)
        if here not in seen:
            seen.append(here)
            yield here
            waiting += [inner for info in here.model_fields.values() for inner in _models_in(info.annotation)]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    for option in unwrap(annotation):
        if is_model(option):
            yield option
        else:
            yield from (inner for part in get_args(option) for inner in _models_in(part))


def model_table(model: type[BaseModel]) -> str:
    """The keys of one model as a table."""
    rows = [_row(model, name, info) for name, info in model.model_fields.items()]
    head = "| キー | 必須 | 値 | 意味 |\n| --- | --- | --- | --- |"
    return f"### {MODELS[model.__name__]}\n\n{head}\n" + "\n".join(rows) + "\n"


def _row(model: type[BaseModel], name: str, info: FieldInfo) -> str:
    key = info.alias or name
    values = dict.fromkeys(_value(option) for option in unwrap(info.annotation) if option is not type(None))
    cells = [f"`{key}`", "○" if info.is_required() else "", "、または ".join(values), meaning(model.__name__, key)]
    return "| " + " | ".join(cells) + " |"


def _value(option: Any) -> str:
    """What kind of value a key takes, as a clerk would say it."""
    if is_model(option):
        return MODELS[option.__name__]
    if words := literals(option):
        return "・".join(f"`{word}`" for word in words)
    if get_origin(option) is tuple:
        return "並び：" + "、または ".join(dict.fromkeys(map(_value, unwrap(get_args(option)[0]))))
    if get_origin(option) is dict:
        return "名前ごとに：" + _value(next(unwrap(get_args(option)[1])))
    return _SIMPLE[option]


_SIMPLE: dict[Any, str] = {str: "文字", int: "整数", bool: "`true`・`false`", date: "日付（2026-04-01）"}


def types_table() -> str:
    """Which keys only some types of field take."""
    rows = [f"| `{key}` | {'・'.join(f'`{one}`' for one in types)} |" for key, types in TYPES_OF_KEY.items()]
    return "#### 種類によって書けるキー\n\n| キー | 種類 |\n| --- | --- |\n" + "\n".join(rows) + "\n"


def checks_page() -> str:
    """Every code of `madoguchi check`, from the codes."""
    parts = [CHECKS_INTRO]
    for title, modules in CHAPTERS.items():
        rows = [_code_row(code) for module in modules for code in codes_of(module)]
        head = "| コード | 何が | 直し方 |\n| --- | --- | --- |"
        parts.append(f"## {title}\n\n{head}\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _code_row(code: Code) -> str:
    return f"| `{code.id}` | {_plain(code.ja)}<br>*{_plain(code.en)}* | {_plain(code.mend_ja)}<br>*{_plain(code.mend_en)}* |"


def _plain(template: str) -> str:
    """A sentence with … for what varies, fit for a table's cell."""
    text = re.sub(r"(?<!\{)\{(hint|why)\}(?!\})", "", template)
    text = re.sub(r"(?<!\{)\{\w+\}(?!\})", "…", text).replace("{{", "{").replace("}}", "}")
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").strip()


PAGES = {"declarations.md": declarations_page, "checks.md": checks_page}


def write() -> None:
    """Write the pages anew."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
