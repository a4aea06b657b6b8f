"""What happened to a case, read from the trail: the trail is the history, there is no second one."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from madoguchi.decide.models import Case
from madoguchi.declare.versions import Version
from madoguchi.people.models import Staff
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.said import presence_word
from madoguchi.trail.models import Event


@dataclass(frozen=True)
class Entry:
    """One line of the history. kind: "", "machine" (a rule), "stood" (the clock stands still from here)."""

    words: str
    more: str
    who: str
    at: datetime
    kind: str = ""


def history_of(case: Case) -> list[Entry]:
    """Oldest first."""
    events = Event.objects.filter(about_kind="case", about_id=case.number).order_by("at", "pk")
    version, names = open_version(case.version_hash), _names(events)
    return [_entry(event, version, names, case) for event in events if event.verb in _words()]


def _entry(event: Event, version: Version, names: dict[str, str], case: Case) -> Entry:
    words = _words()[event.verb]
    more = _written_by(case) if event.verb == "decide.case_opened" else _more(event, version, names)
    who = event.actor_label if event.actor_kind in ("staff", "resident") else ""
    kind = "machine" if event.verb == "decide.proposed" else "stood" if event.verb in STOPS else ""
    return Entry(words, more, who or (_("規則による提案") if kind == "machine" else ""), event.at, kind)


STOPS = ("decide.correction_requested",)


def _words() -> dict[str, str]:
    return {
        "decide.case_opened": _("届きました"),
        "decide.proposed": _("提案がありました"),
        "decide.assigned": _("担当を決めました"),
        "decide.released": _("担当を外しました"),
        "decide.review_started": _("審査を始めました"),
        "decide.correction_requested": _("補正をお願いしました"),
        "decide.correction_received": _("補正が届きました"),
        "decide.review_resumed": _("補正を待たずに審査に戻しました"),
        "decide.extended": _("期間の延長を知らせました"),
        "decide.decided": _("決定しました"),
        "decide.acknowledged": _("届出を確認しました"),
        "decide.closed": _("完了しました"),
        "decide.withdrawn": _("取り下げられました"),
        "decide.noted": _("メモを残しました"),
    }


def _more(event: Event, version: Version, names: dict[str, str]) -> str:
    data = event.data
    if event.verb in ("decide.proposed", "decide.decided"):
        own = _("(窓口で入力した職員)") if data.get("one_hand") else ""
        return _result(version, data.get("result", "")) + _followed(data.get("followed")) + own
    if event.verb == "decide.assigned":
        return names.get(data.get("to", ""), "")
    if event.verb == "decide.correction_requested":
        return _("日数はここで止まります")
    if event.verb in ("decide.correction_received", "decide.review_resumed"):
        return _("止まっていたのは%(n)s日。日数がまた進みます") % {"n": data.get("stopped", 0)}
    return _("新しい期限 %(day)s") % {"day": data["until"]} if event.verb == "decide.extended" else ""


def _written_by(case: Case) -> str:
    """Who wrote it at the counter, and for whom; nothing where the applicant did."""
    arrived = case.application
    if arrived.taken_by is None:
        return ""
    return _("%(for_whom)s。入力した職員 %(name)s") % {
        "for_whom": presence_word(arrived.presence),
        "name": arrived.taken_by.name,
    }


def _result(version: Version, result: str) -> str:
    return next((one.ja for one in version.procedure.case.results if one.id == result), result)


def _followed(followed: bool | None) -> str:
    return "" if followed is None else _("(提案どおり)") if followed else _("(提案とはちがう決定)")


def _names(events: object) -> dict[str, str]:
    ids = {event.data["to"] for event in events if event.verb == "decide.assigned"}  # type: ignore[attr-defined]
    return {str(staff.pk): staff.name for staff in Staff.objects.filter(pk__in=ids)}
