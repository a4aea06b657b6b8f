"""What people said about open data: the ways to say it, and what waits to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from madoguchi.decide.models import Case, CaseColumn
from madoguchi.declare.municipality import DataDesk
from madoguchi.design.frame import municipality
from madoguchi.people.queries import offices_of
from madoguchi.protect.queries import fled_from
from madoguchi.publish.models import Dataset, Reuse
from madoguchi.publish.queries.access import WORK
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor
from madoguchi.trail.models import Event

ANSWERED = ("decided", "closed")
MOST = 200


def desks() -> dict[str, DataDesk]:
    """request, error, reuse: those that the town declares."""
    town = municipality()
    return town.open_data.desks() if town and town.open_data else {}


def ways(slug: str = "") -> dict[str, str]:
    """Where the forms begin, with the dataset filled in: by `request`, `error`, `reuse`."""
    found = {}
    for name, desk in desks().items():
        if version_in_force(desk.procedure, clock.today()):
            asked = "?" + urlencode({"dataset": slug}) if slug and desk.dataset else ""
            found[name] = f"/procedures/{desk.procedure}/start/{asked}"
    return found


def agreed(case: Case) -> bool:
    """Did the person say yes, in a form that asks whether it may be published?"""
    desk = desks().get("reuse")
    if desk is None or desk.agreed is None or case.procedure != desk.procedure:
        return False
    return CaseColumn.objects.filter(case=case, name=desk.agreed, value="yes").exists()


def is_answered(case: Case) -> bool:
    return case.state in ANSWERED


def reuses(datasets: Iterable[Dataset] | None = None) -> list[Reuse]:
    """Those that are shown, the latest first."""
    shown = Reuse.objects.filter(taken_back_at=None).select_related("dataset").order_by("-published_at", "-pk")
    return list(shown if datasets is None else shown.filter(dataset__in=list(datasets)))


@dataclass(frozen=True)
class Told:
    """A case before a member of staff who may show what it tells: with the dataset that it named."""

    case: Case
    dataset: str

    @property
    def is_answered(self) -> bool:
        return is_answered(self.case)


def reuses_to_show(who: Actor) -> list[Told]:
    """Cases whose person agreed and whose reuse is not shown yet. A shielded person is in nobody's list."""
    desk = desks().get("reuse")
    if desk is None:
        return []
    cases = cases_of(desk, who).exclude(number__in=Reuse.objects.values("case_number"))
    return told(cases.filter(columns__name=desk.agreed, columns__value="yes"))


def cases_of(desk: DataDesk, who: Actor) -> QuerySet[Case]:
    mine = Case.objects.filter(procedure=desk.procedure, office__in=offices_of(who, roles=WORK))
    return mine.exclude(state="withdrawn").exclude(record_id__in=fled_from(who)).order_by("-received_at")


def told(cases: QuerySet[Case]) -> list[Told]:
    found = list(cases[:MOST])
    named = named_datasets(one.number for one in found)
    return [Told(one, named.get(one.number, "")) for one in found]


def named_datasets(numbers: Iterable[str]) -> dict[str, str]:
    """Application → the public address of the dataset that it is about, as the trail has it."""
    arrived = Event.objects.filter(verb="receive.submitted", about_kind="application", about_id__in=list(numbers))
    return {one.about_id: str(one.data["dataset"]) for one in arrived if "dataset" in one.data}
