"""The queue of an office by due date. It shows names only to those who may read them, and each view is one reading per purpose."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from madoguchi.decide.models import Case
from madoguchi.decide.queries.about import dataset_of, datasets_in
from madoguchi.decide.queries.boards.schools import schools_of
from madoguchi.decide.queries.cases import WORKERS, desks
from madoguchi.decide.queries.filters import TABS, Filters, read_filters
from madoguchi.decide.queries.names import names_of
from madoguchi.decide.queries.procedures import Asked, office_names, procedures_of
from madoguchi.decide.queries.queue import CAP, count_of, first_due, page_of
from madoguchi.decide.views.ground import staff_of
from madoguchi.decide.views.place import keep
from madoguchi.decide.views.rows import QueueRow, rows_of
from madoguchi.decide.words import tab_words
from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.people.models import SCHOOL_ROLES, Staff
from madoguchi.protect.queries import fled_from
from madoguchi.receive.models import School
from madoguchi.trail import clock


class Desk:
    """What one request asks of the queue, put together once."""

    def __init__(self, request: HttpRequest, staff: Staff) -> None:
        self.staff, self.request = staff, request
        self.desks = desks(staff)

    @cached_property
    def procedures(self) -> list[Asked]:
        return procedures_of([office for handled in self.desks.values() for office in handled])

    @cached_property
    def chosen(self) -> Asked | None:
        wanted = self.request.GET.get("procedure")
        return next((one for one in self.procedures if one.slug == wanted), None)

    @cached_property
    def filters(self) -> Filters:
        columns = self.chosen.columns if self.chosen else {}
        return read_filters(
            self.request.GET,
            offices=[self._desk_of(self.chosen.office)] if self.chosen else list(self.desks),
            procedures={one.slug: one.office for one in self.procedures},
            columns={path: [value for value, _words in options] for path, options in columns.items()},
            results=list(self.chosen.results) if self.chosen else [],
            datasets=self.datasets,
        )

    @cached_property
    def absent(self) -> frozenset[UUID]:
        """Whoever flees from this person is in no list and no count of theirs."""
        return fled_from(actor_of(self.request))

    @cached_property
    def datasets(self) -> dict[str, str]:
        """What cases of this person's offices are about, so that it can be asked for."""
        every = [office for handled in self.desks.values() for office in handled]
        return datasets_in(every, absent=self.absent)

    @property
    def handled(self) -> list[str]:
        return self.desks.get(self.filters.office, [])

    def _desk_of(self, office: str) -> str:
        return next(desk for desk, handled in self.desks.items() if office in handled)


@dataclass(frozen=True)
class Tab:
    id: str
    words: str
    count: str
    query: str
    is_current: bool


@audience("staff", roles=(*WORKERS, *SCHOOL_ROLES, "publisher", "operator"))
def queue(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    desk = Desk(request, staff)
    if schools_of(staff) and not _works_elsewhere(desk):
        return redirect("decide:schools")
    if not desk.desks:
        return render(request, "decide/no_desk.html", {"here": "/staff/"})
    page = page_of(desk.filters, offices=desk.handled, staff_id=staff.pk, absent=desk.absent)
    names, about = names_of(page.cases, by=actor_of(request)), dataset_of(page.cases) if desk.datasets else {}
    rows = rows_of(page.cases, names=names, procedures=desk.procedures, about=about)
    return keep(render(request, "decide/queue.html", _page(desk, rows, page.next)), desk.filters)


@audience("staff", roles=WORKERS)
def first(request: HttpRequest) -> HttpResponse:
    """Straight to the open case that is due first."""
    desk = Desk(request, staff_of(request))
    case: Case | None = first_due(desk.filters, offices=desk.handled, staff_id=desk.staff.pk, absent=desk.absent)
    query = desk.filters.query()
    return redirect("decide:case", number=case.number) if case else redirect(f"{reverse('decide:queue')}?{query}")


def _works_elsewhere(desk: Desk) -> bool:
    """Whoever works in schools only begins the day at the board."""
    return bool(set(desk.desks) - set(School.objects.filter(pk__in=desk.desks).values_list("pk", flat=True)))


def _page(desk: Desk, rows: list[QueueRow], after: Filters | None) -> dict[str, object]:
    filters, names = desk.filters, office_names()
    tabs = _tabs(desk)
    return {
        "here": "/staff/",
        "filters": filters,
        "office_name": names[filters.office],
        "offices": [
            (office, names[office], filters.with_(office=office, procedure="").query()) for office in desk.desks
        ],
        "procedures": [one for one in desk.procedures if one.office in desk.handled],
        "chosen": desk.chosen,
        "columns": _columns(desk),
        "datasets": desk.datasets,
        "sorts": _sorts(desk),
        "rows": rows,
        "tabs": tabs,
        "total": next(tab.count for tab in tabs if tab.is_current),
        "first_query": filters.with_(tab="open").query(),
        "next_query": after.query() if after else "",
        "start_query": filters.with_().query() if filters.after else "",
        "all_query": Filters(office=filters.office, procedure=filters.procedure, tab=filters.tab).query(),
        "now": clock.now(),
    }


def _tabs(desk: Desk) -> list[Tab]:
    words, current = tab_words(), desk.filters.tab
    return [_tab(desk, tab, words[tab], tab == current) for tab in TABS]


def _tab(desk: Desk, tab: str, words: str, is_current: bool) -> Tab:
    plain = Filters(office=desk.filters.office, procedure=desk.filters.procedure, tab=tab)
    counted = count_of(plain, offices=desk.handled, absent=desk.absent)
    count = f"{CAP:,}+" if counted > CAP else f"{counted:,}"
    return Tab(tab, words, count, desk.filters.with_(tab=tab).query(), is_current)


def _columns(desk: Desk) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """(input name, label, options, chosen) of each declared column."""
    if not desk.chosen:
        return []
    chosen = dict(desk.filters.columns)
    return [
        (f"c.{path}", desk.chosen.labels[path], options, chosen.get(path, ""))
        for path, options in desk.chosen.columns.items()
    ]


def _sorts(desk: Desk) -> list[tuple[str, str]]:
    labels = desk.chosen.labels if desk.chosen else {}
    declared = [(f"column:{path}", _("%(column)sごと") % {"column": label}) for path, label in labels.items()]
    return [("due", _("期限の近い順")), ("received", _("届いた順")), *declared]
