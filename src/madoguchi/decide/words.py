"""The words of this room, in the page's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from madoguchi.decide.due import Clock
from madoguchi.design import dates


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a frame; `kind` is the badge's."""

    word: str
    kind: str = ""


def state_tag(state: str, kind: str = "application") -> Tag:
    """What the queue and the case page call a state."""
    return {
        "received": Tag(_("新着"), "info"),
        "in_review": Tag(_("審査中")),
        "correction": Tag(_("補正待ち"), "still"),
        "decided": Tag(_("決定済み"), "good"),
        "closed": Tag(_("確認済み") if kind == "notification" else _("完了"), "good"),
        "withdrawn": Tag(_("取下げ"), "still"),
    }[state]


def tab_words() -> dict[str, str]:
    return {
        "open": _("すべて"),
        "received": _("新着"),
        "in_review": _("審査中"),
        "correction": _("補正待ち"),
        "extended": _("延長中"),
        "decided": _("決定済み"),
        "closed": _("完了"),
        "withdrawn": _("取下げ"),
    }


def via_word(via: str) -> str:
    return {"online": _("オンライン"), "counter": _("窓口"), "api": _("API"), "import": _("取り込み")}.get(via, via)


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What design/components/clock.html draws."""

    state: str
    words: str
    until: str
    share: int


def clock_face(clock: Clock, *, extended: bool, stopped_days: int = 0) -> ClockFace | None:
    """Word, shape and bar of a clock; None where there is no period."""
    if clock.kind == "none":
        return None
    words = {"over": _over, "still": _still}.get(clock.kind, _left)(clock)
    return ClockFace(clock.kind, words, _until(clock, extended, stopped_days), round(clock.run * 100))


def _left(clock: Clock) -> str:
    if clock.days == 0:
        return _("きょうまで")
    return ngettext("あと%(n)s日", "あと%(n)s日", clock.days) % {"n": clock.days}


def _over(clock: Clock) -> str:
    return ngettext("%(n)s日超過", "%(n)s日超過", clock.days) % {"n": clock.days}


def _still(clock: Clock) -> str:
    if clock.days < 0:
        return _("停止中 超過のまま")
    return ngettext("停止中 残り%(n)s日", "停止中 残り%(n)s日", clock.days) % {"n": clock.days}


def _until(clock: Clock, extended: bool, stopped_days: int) -> str:
    if clock.kind == "still":
        return _("補正を待って%(n)s日目") % {"n": clock.waiting + 1}
    if clock.kind == "over":
        return _("延長後の期限も過ぎました") if extended else _("延長通知がまだです")
    day = _("%(day)sまで") % {"day": dates.day(clock.due_on)}
    notes = [_("延長後")] if extended else []
    notes += [_("補正で%(n)s日止まりました") % {"n": stopped_days}] if stopped_days else []
    return day + (f"({'、'.join(notes)})" if notes else "")


def role_needed(role: str) -> str:
    return {"clerk": _("受付担当"), "reviewer": _("審査担当"), "manager": _("管理職")}[role]
