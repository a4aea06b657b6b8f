"""Statuses, units and periods as people say them, in the language of the page."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from madoguchi.design.dates import MONTHS_EN
from madoguchi.learn.models import Statement
from madoguchi.learn.periods import MONTHS, Length

Says = Statement.Says
SAYS: dict[str, Promise] = {
    Says.DONE: gettext_lazy("済んだ"),
    Says.DOING: gettext_lazy("進めている"),
    Says.CONSIDERING: gettext_lazy("検討している"),
    Says.CONSIDERED: gettext_lazy("検討して、結果を出した"),
    Says.DECLINED: gettext_lazy("行わないことにした"),
    "silent": gettext_lazy("まだ答えていない"),
}
PROOF: dict[str, Promise] = {
    "numbers": gettext_lazy("数で示している"),
    "partly": gettext_lazy("一部だけ示している"),
    "none": gettext_lazy("証拠がない"),
}
SCHEDULE: dict[str, Promise] = {
    "on-time": gettext_lazy("間に合っている"),
    "late": gettext_lazy("遅れている"),
    "no-day": gettext_lazy("期限がない"),
}
AGE: dict[str, Promise] = {
    "unsaid-90": gettext_lazy("90日のあいだ、説明がない"),
    "unsaid-365": gettext_lazy("1年のあいだ、説明がない"),
    "never-said": gettext_lazy("1度も説明がない"),
    "old-evidence": gettext_lazy("証拠の数が古い"),
}
FORCE: dict[str, Promise] = {
    "do": gettext_lazy("すること"),
    "consider": gettext_lazy("検討すること"),
    "study": gettext_lazy("研究すること"),
    "principle": gettext_lazy("考え方"),
    "precondition": gettext_lazy("前提"),
    "aim": gettext_lazy("目的"),
}
KIND: dict[str, Promise] = {"S": gettext_lazy("しくみ"), "P": gettext_lazy("決まりや計画"), "O": gettext_lazy("組織")}
ORIGIN: dict[str, Promise] = {
    "measured": gettext_lazy("記録から計算"),
    "estimated": gettext_lazy("推計"),
    "imported": gettext_lazy("よそで測った数"),
}
BETTER: dict[str, Promise] = {
    "up": gettext_lazy("高いほどよい"),
    "down": gettext_lazy("低いほどよい"),
    "neither": gettext_lazy("高低だけでは良し悪しを言えない"),
}


def amount(value: int, unit: str) -> str:
    """A number with its unit: 82%, 11日, 1,284件."""
    number = f"{value:,}"
    return {
        "percent": f"{number}%",
        "count": _("%(n)s件") % {"n": number},
        "days": _("%(n)s日") % {"n": number},
        "minutes": _("%(n)s分") % {"n": number},
        "hours": _("%(n)s時間") % {"n": number},
        "yen": _("%(n)s円") % {"n": number},
    }[unit]


def period(begins: date, length: Length) -> str:
    """2026年11月, 2026年10〜12月, 2026年度; Nov 2026, Oct–Dec 2026, FY2026 in English."""
    last = (begins.month + MONTHS[length] - 2) % 12 + 1
    if get_language() == "en":
        names = {"month": MONTHS_EN[begins.month - 1], "year": "FY"}
        name = names.get(length, f"{MONTHS_EN[begins.month - 1]}–{MONTHS_EN[last - 1]}")
        return f"FY{begins.year}" if length == "year" else f"{name} {begins.year}"
    if length == "year":
        return f"{begins.year}年度"
    return f"{begins.year}年{begins.month}月" if length == "month" else f"{begins.year}年{begins.month}〜{last}月"
