"""What a row below the header is: data, or something to be set aside (blank, group, total, note, header again)."""

import re
import unicodedata
from collections.abc import Sequence

from madoguchi.japan.patterns import lazily

_TOTALS = {"合計", "計", "総計", "小計", "総合計", "合計値", "total", "合計(件)", "総数"}
_SUBTOTAL = lazily(r".+(?<![会時家設統集余生])計")
_COUNT = lazily(r"[-+△▲]?[\d,]+(\.\d+)?%?")
_NOTE = lazily(r"[※＊*]|[(\[（【〔]?(注|備考|出典|資料|注意|注記|補足)([)\]）】〕:：\d０-９\s]|$)|注[)）0-9０-９]")
_UNIT = lazily(r"[(（\[［][^)）\]］]{1,8}[)）\]］]")
"""（人）, (㎡): a row of units below the headings."""

_GROUP = lazily(r"[【■●◆◎○〔［\[<＜《].*")


def fill(cells: Sequence[str]) -> int:
    """How many cells hold something."""
    return sum(1 for cell in cells if cell and not cell.isspace() and cell != "\x1a")


def plain(cell: str) -> str:
    """For comparing: width folded, no spaces, lower case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)).casefold()


def first(cells: Sequence[str]) -> str:
    """The first cell that holds something."""
    return next((cell for cell in cells if cell and not cell.isspace()), "")


def is_total(cells: Sequence[str]) -> bool:
    """Whether the row's first word is 合計, 計, 総計 …, or 東部計 before a blank cell and numbers alone."""
    word = plain(first(cells)) if len(first(cells)) <= 12 else ""
    return (word in _TOTALS and word != "総数") or (bool(_SUBTOTAL.fullmatch(word)) and _are_numbers(cells))


def _are_numbers(cells: Sequence[str]) -> bool:
    """Whether the second cell is blank, and all further ones are numbers or blank."""
    if not cells[0].strip() or len(cells) < 3 or cells[1].strip():
        return False
    further = [plain(cell) for cell in cells[2:] if cell.strip()]
    return bool(further) and all(_COUNT.fullmatch(word) for word in further)


def aside_word(cells: Sequence[str]) -> str:
    """ "total" or "note" where the row begins so, else ""."""
    if is_total(cells):
        return "total"
    return "note" if _NOTE.match(first(cells).lstrip()) and fill(cells) <= 2 else ""


def kind(cells: Sequence[str], filled: float) -> str:
    """The kind of an `Aside`, "" for data. A lone word is a group where ordinary rows fill three cells or more."""
    there = fill(cells)
    if there == 0:
        return "blank"
    word = aside_word(cells)
    if word == "total" and there > 1:
        return word
    if word == "note" and filled > 2:
        return word
    if not cells[0].strip() and all(_UNIT.fullmatch(cell.strip()) for cell in cells if cell.strip()):
        return "note"
    lone = there == 1 and filled >= 3 and any(cells[:2])
    return "group" if lone or (there == 1 and filled >= 2 and _GROUP.fullmatch(first(cells))) else ""


def known_share(cells: Sequence[str]) -> float:
    """The share of filled cells that are words of a header: of a standard, or of the usual ending."""
    words = [plain(cell) for cell in cells if cell.strip()]
    return sum(bool(_HEADER_WORD.search(word)) for word in words) / len(words) if words else 0.0


_HEADER_WORD = lazily(
    r"^(no\.?|id|url|番号|名称|氏名|種別|区分|備考|緯度|経度|x座標|y座標|説明|概要|分類|男性?|女性?|総数|人口|世帯数?|定員|種類)$"
    r"|(名|名称|番号|住所|所在地|コード|年月日|日時|時間|曜日|件数|面積|座標|カナ|フリガナ|かな|有無|総数|数|人数|金額|料金)(\(.*\))?$"
)
