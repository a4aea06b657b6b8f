"""The inputs that make up one field: which, in what order, with which words, keyboard and autofill token.

A table, not code: a template walks through it. Names are those of `declare`'s field types.
"""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    label: str | Promise
    css: str = ""  # the width: input--xs, input--s, input--m, or full
    keyboard: str = ""  # inputmode
    autocomplete: str = ""  # used only where the field speaks of the person who types (WCAG 1.3.5)
    optional: bool = False
    help: str | Promise = ""

    @property
    def is_list(self) -> bool:
        """A list to open: something is always chosen in it."""
        return self.name.endswith("era")


ERAS: list[tuple[str, str | Promise]] = [
    ("seireki", _("西暦")),
    ("reiwa", _("令和")),
    ("heisei", _("平成")),
    ("showa", _("昭和")),
    ("taisho", _("大正")),
    ("meiji", _("明治")),
]

ENDS: tuple[tuple[str, str | Promise], ...] = (("from", _("はじめの日")), ("to", _("おわりの日")))

_DATE = (
    Part("era", _("元号"), "input--era"),
    Part("year", _("年"), "input--xs", "numeric", "bday-year"),
    Part("month", _("月"), "input--xs", "numeric", "bday-month"),
    Part("day", _("日"), "input--xs", "numeric", "bday-day"),
)

PARTS: dict[str, tuple[Part, ...]] = {
    "person-name": (
        Part("family", _("姓"), autocomplete="family-name"),
        Part("given", _("名"), autocomplete="given-name"),
        Part("family_kana", _("セイ")),
        Part("given_kana", _("メイ")),
    ),
    "address": (
        Part("postal_code", _("郵便番号"), "input--s", "numeric", "postal-code",
             help=_("数字7けた。ハイフンは、あってもなくても大丈夫です。")),
        Part("prefecture", _("都道府県"), "input--m", autocomplete="address-level1"),
        Part("city", _("市区町村"), "input--m", autocomplete="address-level2"),
        Part("town", _("町名"), autocomplete="address-level3"),
        Part("number", _("番地"), "input--m", autocomplete="address-line1", help=_("全角でも半角でも大丈夫です。")),
        Part("building", _("建物名・部屋番号"), autocomplete="address-line2", optional=True),
    ),
    "bank-account": (
        Part("bank", _("金融機関の名前"), help=_("例:みどり銀行")),
        Part("branch", _("支店の名前"), help=_("ゆうちょ銀行は、3けたの店番でも大丈夫です。")),
        Part("kind", _("口座の種類")),
        Part("number", _("口座番号"), "input--s", "numeric", help=_("数字7けた。6けたのときは、頭に0をつけます。")),
        Part("holder_kana", _("口座の名義(カタカナ)"), help=_("通帳に書いてあるとおりに。")),
    ),
    "date": _DATE,
    "date-range": tuple(replace(part, name=f"{end}_{part.name}", autocomplete="") for end, _label in ENDS for part in _DATE),
}  # fmt: skip

BANK_KINDS: list[tuple[str, str | Promise]] = [("ordinary", _("普通")), ("current", _("当座")), ("savings", _("貯蓄"))]
