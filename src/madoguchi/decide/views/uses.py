"""Using records for another purpose than theirs (個人情報保護法69条2項): ask with clause, reason and end; see what was agreed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi import protect
from madoguchi.decide.days import typed_day
from madoguchi.decide.models import Case
from madoguchi.decide.queries.answers import sections_of
from madoguchi.decide.queries.cases import WORKERS
from madoguchi.decide.queries.purposes import field_choices, purpose_titles
from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.protect import Channel, Refused
from madoguchi.protect import actions as vault
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.queries import Asked, consent_of, recurring_uses, shielded_among, uses_of
from madoguchi.receive import numbers
from madoguchi.receive.queries.versions import version as open_version

HERE = "/staff/uses/"


@audience("staff", roles=WORKERS)
def uses(request: HttpRequest) -> HttpResponse:
    """What was asked for, and which pairs of purposes come up so often that they should be stated purposes."""
    titles = purpose_titles()
    recurring = [(titles.get(held, held), titles.get(wanted, wanted), n) for held, wanted, n in recurring_uses()]
    rows = [(one, titles.get(one.held_for, one.held_for), titles.get(one.wanted_for, "")) for one in _mine(request)]
    return render(request, "decide/uses.html", {"here": HERE, "rows": rows, "recurring": recurring})


@audience("staff", roles=WORKERS)
def ask(request: HttpRequest) -> HttpResponse:
    """The form. The numbers of the cases are typed: nobody is found by looking."""
    if request.method != "POST":
        return _form(request)
    day, wrong = typed_day(request.POST.get("until", ""))
    if day is None:
        return _form(request, wrong["until"])
    clause = request.POST.get("clause", "")
    try:
        vault.ask_use(
            record_ids=_records(request.POST.get("numbers", "")),
            fields=request.POST.getlist("fields"),
            wanted_for=request.POST.get("wanted_for", ""),
            clause=int(clause) if clause in ("1", "2", "3", "4") else 0,
            ends_on=day,
            reason=request.POST.get("reason", ""),
            by=actor_of(request),
        )
    except NotPossible as problem:
        return _form(request, problem.ja)
    return redirect("decide:uses")


@audience("staff", roles=WORKERS)
def use(request: HttpRequest, consent: UUID) -> HttpResponse:
    """The agreed fields of the agreed records, marked as a use for another purpose."""
    asked = consent_of(consent, by=actor_of(request))
    if asked is None or asked.what != "use":
        raise Http404
    try:
        opened = protect.read(
            asked.records,
            asked.fields,
            purpose=asked.wanted_for,
            by=actor_of(request),
            channel=Channel.STAFF_PAGE,
            relation="use",
            consent=consent,
        )
    except Refused as refused:
        return render(
            request, "decide/use.html", {"here": HERE, "asked": asked, "refused": refused.reason_ja}, status=403
        )
    shown = {record: protect.show_all(values, channel=Channel.STAFF_PAGE) for record, values in opened.items()}
    page = {"here": HERE, "asked": asked, "title": purpose_titles().get(asked.wanted_for, ""), "rows": _rows(shown)}
    return render(request, "decide/use.html", page)


def _mine(request: HttpRequest) -> list[Asked]:
    return uses_of(actor_of(request))


def _records(typed: str) -> list[UUID]:
    wanted = [numbers.parse(word) for word in typed.split()]
    cases = dict(Case.objects.filter(number__in=[one for one in wanted if one]).values_list("number", "record_id"))
    shielded = shielded_among(cases.values())  # told in no other words: whoever tries numbers learns nothing by it
    found = {number: record for number, record in cases.items() if record not in shielded}
    if not wanted or any(one not in found for one in wanted):
        raise NotPossible(_("受付番号を確かめてください。見つからない番号があります。"))
    return [found[one] for one in wanted if one]


def _rows(shown: dict[UUID, dict[str, Any]]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    cases = Case.objects.filter(record_id__in=shown)
    return [(case.number, _lines(case, shown[case.record_id])) for case in cases]


def _lines(case: Case, answers: dict[str, Any]) -> list[tuple[str, list[str]]]:
    given = {path: value for path, value in answers.items() if value is not None}
    sections = sections_of(open_version(case.version_hash), given)
    return [(row.label, row.lines) for section in sections for row in section.rows if row.path in given]


def _form(request: HttpRequest, wrong: str = "") -> HttpResponse:
    typed = request.POST
    page = {
        "here": HERE,
        "wrong": wrong,
        "typed": {name: typed.get(name, "") for name in ("numbers", "reason", "until", "clause", "wanted_for")},
        "chosen": typed.getlist("fields"),
        "purposes": sorted(purpose_titles().items()),
        "fields": field_choices(),
    }
    return render(request, "decide/ask_use.html", page, status=422 if wrong else 200)
