"""Finding a My Number (個人番号) that somebody wrote into free text or a file's name, so that it is never stored.

A text is read as groups of digits. A group, or groups joined by separators, is taken for a My Number when it has twelve
digits, is no part of a longer run, and its check digit fits. Spaces tie loosely: in "1234 5678 9018 30" the first three
groups are still found; dashes and signs tie firmly, as in a card number. The check digit alone lets through one in ten of random
numbers: the words of a refusal must therefore stay friendly. Source of the check digit: 平成26年総務省令第85号 5条 (要確認).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from madoguchi.japan.patterns import lazily

_SPACE, _DASH, _OTHER = "space", "dash", "other"
_KINDS = {
    **dict.fromkeys(" \t\n\r\u00a0\u3000", _SPACE),
    **dict.fromkeys("-‐‑‒–—―−ー─━~〜", _DASH),
    **dict.fromkeys(".,/_:・|", _OTHER),
}
_UNSEEN = ("Cf", "Mn", "Me")  # zero-width characters, variation selectors, the ring of a keycap
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ANY_DIGIT = lazily(r"[\d〇零一二三四五六七八九]")


class Group(NamedTuple):
    """An unbroken group of digits at text[start:end], and the kind of separator before it ("" for none or words)."""

    digits: str
    start: int
    end: int
    joined_by: str


_FEWEST_SIGNS = 6
"""Twelve digits take at least six characters (㉑ is two digits in one): most texts need no closer look."""

_NOTHING = Group("", 0, 0, "")
"""Stands where a dashed run stood, so that groups on either side of it are not read as one."""


def find_my_number(text: str) -> list[tuple[int, int]]:
    """Where text holds what may be a My Number: spans (start, end) of `text` itself, in order.

    Sees full-width and kanji digits, spaces, dashes (also ー) and signs like `.` `_` between groups of four, and
    zero-width characters in between. Never log, store or show what the span holds. Words around are not looked at.
    """
    if len(_ANY_DIGIT.findall(unicodedata.normalize("NFKC", text))) < 12:
        return []  # nearly every text ends here, at a hundredth of the cost
    if sum(map(str.isnumeric, text)) < _FEWEST_SIGNS:
        return []
    spans = _scan(text)
    if any(sign in text for sign in "〇零一二三四五六七八九"):
        spans |= _scan(text.translate(_KANJI_DIGITS))
    return sorted(spans)


def has_my_number_check_digit(digits: str) -> bool:
    """Does the twelfth digit fit the first eleven? (weights 2-7 then 2-6 from the right, modulo 11)"""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)
    )
    return int(digits[11]) == (11 - total % 11) % 11 % 10


def _scan(text: str) -> set[tuple[int, int]]:
    groups = list(_groups(text))
    return {
        (run[0].start, run[-1].end)
        for run in _runs(groups)
        if has_my_number_check_digit("".join(group.digits for group in run))
    }


def _runs(groups: list[Group]) -> Iterator[list[Group]]:
    """The ways to read twelve digits: one group; a dashed or a spaced run of twelve in all; three groups of four."""
    yield from ([group] for group in groups if len(group.digits) == 12)
    dashed = _split(groups, lambda group: group.joined_by != _DASH)
    yield from (run for run in dashed if _length(run) == 12)
    plain = [run[0] if len(run) == 1 else _NOTHING for run in dashed]
    spaced = _split(plain, lambda group: group.joined_by != _SPACE)
    yield from (run for run in spaced if _length(run) == 12)
    yield from _fours(groups)


def _split(groups: list[Group], starts: Callable[[Group], bool]) -> list[list[Group]]:
    """Runs of groups; a new one begins before every group that `starts`, and after a gap (`_NOTHING`)."""
    runs: list[list[Group]] = []
    for group in groups:
        if not runs or starts(group) or runs[-1] == [_NOTHING]:
            runs.append([group])
        else:
            runs[-1].append(group)
    return runs


def _fours(groups: list[Group]) -> Iterator[list[Group]]:
    """Three neighbours of four digits, unless the sign that joins them also ties them to further digits."""
    for at in range(len(groups) - 2):
        run = groups[at : at + 3]
        second, third = run[1].joined_by, run[2].joined_by
        after = groups[at + 3].joined_by if at + 3 < len(groups) else ""
        tied = second == third != _SPACE and second in (run[0].joined_by, after)
        if second and third and not tied and all(len(group.digits) == 4 for group in run):
            yield run


def _length(run: list[Group]) -> int:
    return sum(len(group.digits) for group in run)


def _groups(text: str) -> Iterator[Group]:
    """Groups of digits with the separator before each; unseen characters are passed over."""
    digits, start, end, between, joined_by = "", 0, 0, "", ""
    for at, sign in enumerate(text):
        here = _as_digits(sign)
        if here and not digits:
            start, joined_by = at, _kind(between)
        if here:
            digits, end = digits + here, at + 1
        elif unicodedata.category(sign) not in _UNSEEN:
            if digits:
                yield Group(digits, start, end, joined_by)
                digits, between = "", ""
            between += sign
    if digits:
        yield Group(digits, start, end, joined_by)


@lru_cache(maxsize=4096)
def _as_digits(sign: str) -> str:
    """Full-width, circled and other scripts' digits as ASCII; "" for anything else."""
    plain = unicodedata.normalize("NFKC", sign)
    if re.fullmatch(r"\d+", plain):
        return "".join(str(unicodedata.decimal(digit)) for digit in plain)
    return ""


def _kind(between: str) -> str:
    """The kind of a separator; "" where the text starts, where words stand, or where it is longer than three signs."""
    kinds = {_KINDS.get(sign, "") for sign in unicodedata.normalize("NFKC", between)}
    if not between or "" in kinds or len(between) > 3:
        return ""
    return next(kind for kind in (_OTHER, _DASH, _SPACE) if kind in kinds)
