"""Every kind of mistake that `check` can tell, by its code: for the manual, and for the test that each is tried."""

from types import ModuleType

from madoguchi.declare import loading_codes, shape_codes, source_codes
from madoguchi.declare.checks import (
    activities,
    areas,
    cases,
    citations,
    conditions,
    datasets,
    fetched,
    fields,
    indicator_codes,
    items,
    letters,
    names,
    open_data,
    pages,
    recommendations,
    registers,
    statistics,
    tables,
    texts,
    towns,
)
from madoguchi.declare.findings import Code

CHAPTERS: dict[str, tuple[ModuleType, ...]] = {
    "ファイルとフォルダー": (source_codes, loading_codes),
    "キーと値の形": (shape_codes,),
    "名前": (names,),
    "ページ": (pages,),
    "項目": (fields,),
    "条件": (conditions,),
    "受付後の扱い": (cases,),
    "通知": (letters,),
    "統計": (statistics,),
    "決定表": (tables,),
    "台帳": (registers,),
    "指標": (indicator_codes,),
    "提言": (recommendations,),
    "活動報告": (activities,),
    "データセット": (datasets, fetched, items, open_data, citations),
    "自治体と利用目的": (towns, areas),
    "文": (texts,),
}


def codes_of(module: ModuleType) -> list[Code]:
    """The codes of one module in the order of the alphabet."""
    return sorted((one for one in vars(module).values() if isinstance(one, Code)), key=lambda code: code.id)


def every_code() -> dict[str, Code]:
    """All codes by their id."""
    return {code.id: code for modules in CHAPTERS.values() for module in modules for code in codes_of(module)}
