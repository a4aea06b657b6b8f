"""What rules, ways of mending and troubles are called on the pages."""

from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop

KINDS = {
    "trim": gettext_noop("前後の空白を取る"),
    "control": gettext_noop("見えない文字を取る"),
    "width": gettext_noop("全角を半角にする"),
    "kana-width": gettext_noop("半角カナを全角にする"),
    "sign-width": gettext_noop("記号を半角にする"),
    "sign": gettext_noop("記号をそろえる"),
    "spelling": gettext_noop("書き方をそろえる"),
    "no-value": gettext_noop("「なし」などを空にする"),
    "date": gettext_noop("日付の形をそろえる"),
    "time": gettext_noop("時刻の形をそろえる"),
    "weekdays": gettext_noop("曜日の書き方をそろえる"),
    "number": gettext_noop("数の形をそろえる"),
    "thousands": gettext_noop("数の区切りを取る"),
    "degrees": gettext_noop("緯度・経度を10進数にする"),
    "swap-coordinates": gettext_noop("緯度と経度を入れ替える"),
    "code": gettext_noop("コードを正しい形にする"),
    "telephone": gettext_noop("電話番号の形をそろえる"),
    "postal": gettext_noop("郵便番号の形をそろえる"),
    "uri": gettext_noop("URLの形をそろえる"),
    "scheme": gettext_noop("URLに https:// を付ける"),
    "kana": gettext_noop("カナをそろえる"),
    "word": gettext_noop("決まった言葉にする"),
    "prefecture": gettext_noop("都道府県の名前にする"),
    "address": gettext_noop("住所を都道府県から書く"),
}
WEIGHTS = {"error": gettext_noop("誤り"), "warning": gettext_noop("注意"), "note": gettext_noop("参考")}
EVIDENCE = {
    "official": gettext_noop("公式の定義書で確かめた項目です"),
    "headers": gettext_noop("見出しは公式のひな形で確かめました。必須の区分は確かめていません"),
    "inferred": gettext_noop("ほかの資料から起こした項目です。公式の定義書では確かめていません"),
}
HOW = {
    "exact": gettext_noop("同じ見出し"),
    "spelling": gettext_noop("書き方だけが違う"),
    "learned": gettext_noop("前に選んだ"),
    "renamed": gettext_noop("ほかの版での名前"),
    "synonym": gettext_noop("よく使われる言いかえ"),
    "values": gettext_noop("中の値から"),
}
ORDER = ("error", "warning", "note")


def is_personal(rule: str) -> bool:
    """A rule of the look for personal data."""
    return rule.startswith("personal:")


def blocks(group: dict[str, Any]) -> bool:
    """Nobody hands anything out before a person looked at these. What is but good to know blocks nothing."""
    return is_personal(group["rule"]) and group["weight"] != "note"


def kind_words(kind: str) -> str:
    return gettext(KINDS[kind]) if kind in KINDS else kind


def weight_words(weight: str) -> str:
    return gettext(WEIGHTS[weight])


def spoken(told: Any, name: str = "") -> str:
    """Of words in Japanese and English those of the page: `ja` and `en`, or `mend_ja` and `mend_en`."""
    language = "en" if get_language() == "en" else "ja"
    key = f"{name}_{language}" if name else language
    return str(told[key] if isinstance(told, dict) else getattr(told, key))


def rule_words(rule: str) -> str:
    """What a rule asks, in the page's language; its code where the library has no words for it."""
    from madoguchi.opendata.checking.formats import FORMATS
    from madoguchi.opendata.checking.rules import RULES

    known = RULES.get(rule) or FORMATS.get(rule.partition(":")[2])
    return spoken(known) if known else rule


def place_in_line(group: dict[str, Any]) -> tuple[bool, int, bool, int]:
    """Personal first, then what weighs most; what can be proven before what cannot, what is frequent before what is rare."""
    weight = ORDER.index(group["weight"]) if group["weight"] in ORDER else len(ORDER)
    return not is_personal(group["rule"]), weight, not group["provable"], -group["count"]
