"""What kind of value somebody wrote, and what kind a declaration wants, in words."""

from datetime import date
from typing import Any, get_origin

from madoguchi.declare.base import Text
from madoguchi.declare.findings import Both, listed
from madoguchi.declare.shapes import is_model, keys_of, literals


def found(value: Any) -> Both:
    """What kind of value somebody wrote."""
    names = {
        bool: Both("真偽（true / false）", "true or false"),
        int: Both("数", "a number"),
        str: Both("文字", "text"),
        list: Both("並び（- または [ ]）", "a list"),
        dict: Both("キーと値の組（{ }）", "a mapping"),
    }
    return names.get(type(value), Both("空", "nothing"))


def expected(options: list[Any]) -> Both:
    """What kind of value a declaration wants."""
    kinds = [_kind(option) for option in options if option is not type(None)]
    once = list(dict.fromkeys(kinds)) or [Both("値", "a value")]
    return Both("または".join(kind.ja for kind in once), " or ".join(kind.en for kind in once))


def _kind(option: Any) -> Both:
    if option is Text:
        return Both("文（{ja: …} の形）", "a text, written {ja: …}")
    if is_model(option):
        keys = listed(keys_of(option)[:5])
        return Both(f"キーと値の組（{{ }}。キー：{keys} など）", f"a mapping with keys such as {keys}")
    if words := literals(option):
        return Both(f"次のどれか：{listed(map(str, words))}", f"one of {listed(map(str, words))}")
    return _KINDS.get(get_origin(option) or option, Both("値", "a value"))


_KINDS: dict[Any, Both] = {
    str: Both("文字", "text"),
    int: Both("整数", "a whole number"),
    bool: Both("true・false のどちらか", "true or false"),
    date: Both("日付（2026-04-01 の形）", "a date such as 2026-04-01"),
    tuple: Both("並び（[ ] または - の行）", "a list ([ ] or lines with -)"),
    dict: Both("名前と値の組（名前: 値）", "a mapping (name: value)"),
}
