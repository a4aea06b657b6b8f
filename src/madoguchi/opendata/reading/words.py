"""What a word in a cell is: a value, as stands in a table, or a name, as stands above it."""

import unicodedata
from collections.abc import Sequence

from madoguchi.japan.patterns import lazily

_NUMBER = lazily(r"[-+△▲]?[\d,]*\.?\d+%?|\d{1,4}[-/:.]\d{1,2}([-/:.]\d{1,2})*|https?://.*|\d[\d\-()]{8,}")
_YEAR = lazily(r"(19|20|21)\d\d年?度?|(明治|大正|昭和|平成|令和|[MTSHR])(\d+|元)年?度?|\d+月|\d+歳")
_REMARK = lazily(r"[(（\[［【〔].*[)）\]］】〕]|単位.*|.+(現在|時点)")
LONGEST_NAME = 60


def is_value(cell: str) -> bool:
    """A number, a date, a time, an address on the web: what stands in a table and not above it."""
    return bool(_NUMBER.fullmatch(unicodedata.normalize("NFKC", cell.strip())))


def is_year(word: str) -> bool:
    """A year, a month or an age: the names of columns as often as values."""
    return bool(_YEAR.fullmatch(word))


def is_remark(word: str) -> bool:
    """（令和6年度）, （千円）, 単位：人, 令和7年4月1日現在: what stands above a table and names no column."""
    return bool(_REMARK.fullmatch(word))


def looks_like_header(words: Sequence[str]) -> bool:
    """Whether nearly all are names, and not all of them years."""
    values = sum((is_value(word) and not is_year(word)) or len(word) > LONGEST_NAME for word in words)
    return values <= len(words) * 0.2 and sum(map(is_year, words)) < len(words)


def are_values(cells: Sequence[str]) -> bool:
    """Whether most of those that are filled are values."""
    there = [cell for cell in cells if cell]
    return bool(there) and sum(map(is_value, there)) >= len(there) * 0.6
