"""One case: what the applicant sent, what happened, the machine's word in its dashed box, the person's box below it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from madoguchi.decide.models import Case
from madoguchi.decide.queries.answers import Section, sections_of
from madoguchi.decide.queries.cases import WORKERS, latest_proposal, similar_to
from madoguchi.decide.queries.hands import one_hand, wrote
from madoguchi.decide.queries.history import history_of
from madoguchi.decide.queries.letters import letters_of
from madoguchi.decide.queries.names import full_name, name_path
from madoguchi.decide.queries.reading import Opened, open_case_page
from madoguchi.decide.views import place
from madoguchi.decide.views.ground import on_case, staff_of
from madoguchi.decide.words import clock_face, role_needed, state_tag, via_word
from madoguchi.declare.versions import Version
from madoguchi.people import actor_of
from madoguchi.people.models import Office, Staff
from madoguchi.people.queries import colleagues, roles_of
from madoguchi.people.session import actor_of_staff
from madoguchi.protect import Refused
from madoguchi.protect.queries import cover_of, openings_of
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock


@dataclass(frozen=True)
class Typed:
    """What was typed into a form of the page that could not be taken, with what is wrong by input name."""

    form: str = ""
    values: dict[str, Any] | None = None
    problems: dict[str, str] | None = None


@on_case
def case(request: HttpRequest, case: Case) -> HttpResponse:
    return show_case(request, case)


def show_case(request: HttpRequest, case: Case, typed: Typed | None = None) -> HttpResponse:
    """The page, anew with what was typed when something is to be mended."""
    try:
        opened = open_case_page(case, by=actor_of(request))
    except Refused as refused:
        page = {"case": case, "reason": refused.reason_ja, "may_take": refused.code == "shielded" and case.open}
        return render(request, "decide/refused.html", page, status=403)
    typed = typed or Typed()
    page = case_context(case, staff_of(request), opened) | {"typed": typed, "place": place.kept(request)}
    return render(request, "decide/case.html", page, status=422 if typed.problems else 200)


def case_context(case: Case, staff: Staff, opened: Opened) -> dict[str, Any]:
    """Everything the page of one case shows."""
    version = open_version(case.version_hash)
    procedure = version.procedure
    cover = cover_of(case.record_id, by=actor_of_staff(staff))
    sections = sections_of(version, opened.answers, cover.withheld if cover else ())
    needed = procedure.case.decide.role if procedure.case.decide else "reviewer"
    roles = roles_of(staff, case.office)
    return {
        "here": "/staff/",
        "case": case,
        "version": version,
        "procedure": procedure,
        "title": _title(case, opened),
        "state": state_tag(case.state, case.kind),
        "via": via_word(case.via),
        "clock": clock_face(case.clock, extended=case.extended, stopped_days=_stopped(case)) if case.open else None,
        "sections": sections,
        "files": files_of(sections),
        "cover": cover,
        "consents": openings_of(case.record_id, by=actor_of_staff(staff)) if cover else [],
        "history": history_of(case),
        "papers": letters_of(case),
        "may_decide": needed in roles,
        "needed": role_needed(needed),
        **_hands(case, staff),
        "results": procedure.case.results,
        "colleagues": colleagues(case.office, roles=WORKERS),
        "office_name": Office.objects.values_list("name_ja", flat=True).get(pk=case.office),
        "purpose_title": version.purpose.title.ja,
        "legal_basis": "、".join(version.purpose.legal_basis),
        "reader": staff.name,
        "read_at": clock.now(),
        **_said(case, opened),
        **_proposed(case, version),
    }


def _hands(case: Case, staff: Staff) -> dict[str, Any]:
    """Whether the one who looks wrote it at the counter, and why the office lets them decide all the same."""
    decision = getattr(case, "decision", None)
    return {
        "own_hand": wrote(case, decision.decided_by_id if decision else staff.pk),
        "one_hand": one_hand(case),
    }


def files_of(sections: list[Section]) -> list[tuple[str, dict[str, Any]]]:
    """(label, file) of every attachment."""
    return [(f"{section.title} {row.label}", one) for section in sections for row in section.rows for one in row.files]


def _title(case: Case, opened: Opened) -> str:
    if case.applicant_staff:
        name = case.applicant_staff.name
    else:
        path = name_path(case.version_hash)
        name = full_name(opened.answers.get(path)) if path else ""
    if not name:
        return _("お名前のない申請") if case.kind == "application" else _("お名前のない届出")
    return _("%(name)s さんの申請") % {"name": name}


def _stopped(case: Case) -> int:
    """Calendar days, for people: the clock's own unit may be working days."""
    ended = [(one.ended_at, one.asked_at) for one in case.corrections.exclude(ended="")]
    return sum((localdate(end) - localdate(start)).days for end, start in ended if end)


def _said(case: Case, opened: Opened) -> dict[str, Any]:
    """What the office wrote: the open request for correction, notes, the decision with its reason."""
    decision = getattr(case, "decision", None)
    asked = case.corrections.filter(ended="").select_related("asked_by").first()
    return {
        "correction": asked,
        "correction_words": opened.words.get(asked.words_id, "") if asked else "",
        "notes": [(note, opened.words.get(note.words_id, "")) for note in case.notes.select_related("by")],
        "told": _told(case, opened),
        "decision": decision,
        "decision_reason": opened.words.get(decision.reason_id, "") if decision else "",
        "decision_word": _result_word(case, decision.result) if decision else "",
    }


def _told(case: Case, opened: Opened) -> list[dict[str, Any]]:
    """Every request for correction and every extension notice, as the applicant read it; oldest first."""
    asked = [
        (one.asked_at, _("補正をお願いしました"), one.words_id, one.asked_by)
        for one in _with(case.corrections, "asked_by")
    ]
    longer = [(one.at, _("期間の延長を知らせました"), one.words_id, one.by) for one in _with(case.extensions, "by")]
    rows = sorted([*asked, *longer], key=lambda row: row[0])
    return [{"at": at, "deed": deed, "words": opened.words.get(words, ""), "who": who} for at, deed, words, who in rows]


def _with(rows: Any, who: str) -> Any:
    return rows.select_related(who)


def _result_word(case: Case, result: str) -> str:
    results = open_version(case.version_hash).procedure.case.results
    return next((one.ja for one in results if one.id == result), result)


def _proposed(case: Case, version: Version) -> dict[str, Any]:
    """The machine's box: what a table says, why, and how people decided where it said the same."""
    declared = version.procedure.case.proposals
    proposal = latest_proposal(case)
    if proposal is None:
        return {"proposes": bool(declared), "proposal": None}
    word = _result_word(case, proposal.result)
    similar = similar_to(proposal)
    counts = "、".join(_("%(result)s%(n)s件") % {"result": _result_word(case, r), "n": n} for r, n in similar.results)
    origin = _("規則 %(table)s の%(row)s行目(版 %(version)s)。") % {
        "table": proposal.table.removeprefix("tables/").removesuffix(".csv"),
        "row": proposal.row,
        "version": proposal.table_hash.removeprefix("sha256:")[:7],
    }
    past = _("同じ行の提案から決まったもの %(total)s件:%(counts)s。") % {"total": similar.total, "counts": counts}
    box = {
        "title": word,
        "note": "",
        "reasons": [{"words": words, "source": "", "asks": False} for words in proposal.reasons],
        "origin": origin + (past if similar.total else _("同じ行の提案から決まったものは、まだありません。")),
    }
    return {"proposes": True, "proposal": box}
