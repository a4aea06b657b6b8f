"""Ages and other numbers in bands, with top and bottom coding."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from madoguchi.anonymise.hierarchies.ladder import Steps
from madoguchi.anonymise.recipe.model import Hierarchy

AGE_WIDTHS = (5, 10, 20)
OLDEST = 150


def age(hierarchy: Hierarchy, folder: Path) -> Steps:
    """Years of age: `37` → `35-39` → `30-39` → `20-39`."""
    return Steps(_climb(hierarchy, hierarchy.widths or AGE_WIDTHS, _years))


def interval(hierarchy: Hierarchy, folder: Path) -> Steps:
    """Any number: `1234.5` → `1000-1999`."""
    return Steps(_climb(hierarchy, hierarchy.widths, _number))


def _climb(hierarchy: Hierarchy, widths: tuple[int, ...], read: Callable[[str], Decimal]) -> Callable[[str], list[str]]:
    def climb(value: str) -> list[str]:
        number = read(value)
        if hierarchy.top is not None and number >= hierarchy.top:
            return [f"{hierarchy.top}以上"] * (len(widths) + 1)
        if hierarchy.bottom is not None and number <= hierarchy.bottom:
            return [f"{hierarchy.bottom}以下"] * (len(widths) + 1)
        return [_plain(number), *(_band(number, width, hierarchy) for width in widths)]

    return climb


def _band(number: Decimal, width: int, hierarchy: Hierarchy) -> str:
    """The band of a number, cut where top and bottom coding begin."""
    low = int(number // width) * width
    low -= width if number < low else 0
    high = low + width - 1
    if hierarchy.bottom is not None:
        low = max(low, hierarchy.bottom + 1)
    if hierarchy.top is not None:
        high = min(high, hierarchy.top - 1)
    return f"{low}-{high}" if low != high else str(low)


def _years(value: str) -> Decimal:
    number = _number(value.strip().removesuffix("歳"))
    if number != int(number) or not 0 <= number <= OLDEST:
        raise ValueError("年齢は 0〜150 の整数です。")
    return number


def _number(value: str) -> Decimal:
    try:
        number = Decimal(unicodedata.normalize("NFKC", value).strip().replace(",", ""))
    except InvalidOperation as error:
        raise ValueError("数ではありません。") from error
    if not number.is_finite():
        raise ValueError("数ではありません。")
    return number


def _plain(number: Decimal) -> str:
    return str(int(number)) if number == int(number) else format(number.normalize(), "f")
