"""In which order data are to be published or mended: points from declared weights, and the words of who set them aside."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from madoguchi.declare.municipality import Priorities
from madoguchi.design.frame import municipality
from madoguchi.opendata.standards.loading import standards
from madoguchi.publish.models import Dataset, Placing, Wanted
from madoguchi.publish.queries.catalogue import Entered, catalogue
from madoguchi.publish.queries.fresh import fresh
from madoguchi.publish.queries.requests import requests
from madoguchi.publish.queries.uses import taken
from madoguchi.publish.queries.voices import desks
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.trail import clock
from madoguchi.trail.models import Event

CRITERIA = ("votes", "standard", "errors", "late", "kin", "effort")
KIN_DAYS, YEAR = 90, 365
UNSAID = 3
"""The effort of what no keeper has spoken about."""
MADE_BY_ITSELF = "open_data_list"
"""The list of all data: the catalogue makes it."""


@dataclass(frozen=True)
class Part:
    """One criterion of one candidate: value × weight = points."""

    criterion: str
    value: int
    weight: int

    @property
    def points(self) -> int:
        return self.value * self.weight


@dataclass(frozen=True)
class Candidate:
    """Something that could be done next. `kind`: request, standard, dataset."""

    key: str
    title: str
    office: str
    parts: tuple[Part, ...]
    address: str = ""
    placing: Placing | None = None

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def place(self) -> str:
        return self.placing.place if self.placing else ""


def weights() -> Priorities | None:
    """As the town declares them."""
    town = municipality()
    return town.open_data.priorities if town and town.open_data else None


def candidates() -> list[Candidate]:
    """Everything in its order: what a person put first, then by points, then what a person put last."""
    declared = weights()
    if declared is None:
        return []
    said = {one.candidate: one for one in Placing.objects.order_by("pk")}
    found = [*_requests(declared), *_standards(declared), *_datasets(declared)]
    placed = [Candidate(one.key, one.title, one.office, one.parts, one.address, said.get(one.key)) for one in found]
    rank = {"first": 0, "": 1, "last": 2}
    return sorted(placed, key=lambda one: (rank[one.place], -one.points, one.key))


def _parts(declared: Priorities, **values: int) -> tuple[Part, ...]:
    every = ((name, values.get(name, 0), getattr(declared, name)) for name in CRITERIA)
    return tuple(Part(*one) for one in every if one[1] and one[2])


def _requests(declared: Priorities) -> Iterator[Candidate]:
    for one in requests().filter(state__in=Wanted.OPEN):
        parts = _parts(declared, votes=one.n, kin=_kin(one.category), effort=one.effort or UNSAID)  # type: ignore[attr-defined]  # the votes that `requests` counts
        yield Candidate(f"request:{one.pk}", one.title, one.office, parts, "/data/requests/")


def _standards(declared: Priorities) -> Iterator[Candidate]:
    """Of the newest edition of each recommended dataset, those that nobody publishes."""
    out = {one.dataset.standard.partition("/")[2] for one in catalogue().entries}
    newest = {key.partition("/")[2]: standard for key, standard in sorted(standards().items())}
    office = _open_data_office()
    for name, standard in newest.items():
        if name not in out and name != MADE_BY_ITSELF:
            yield Candidate(f"standard:{name}", standard.name, office, _parts(declared, standard=1, effort=UNSAID))


def _datasets(declared: Priorities) -> Iterator[Candidate]:
    """What is out, where somebody found an error or the day of the update has gone by."""
    errors = _errors()
    for one in catalogue().entries:
        late = int(fresh(one).is_late)
        if errors[one.slug] or late:
            parts = _parts(declared, errors=errors[one.slug], late=late, kin=_own(one))
            yield Candidate(f"dataset:{one.slug}", one.dataset.title, one.dataset.office, parts, f"/data/{one.slug}/")


def _kin(category: str) -> int:
    """Hundreds of times."""
    same = Dataset.objects.filter(category=category).values_list("slug", flat=True) if category else []
    return taken(same, days=KIN_DAYS) // 100


def _own(one: Entered) -> int:
    return taken([one.slug], days=KIN_DAYS) // 100


def _errors() -> Counter[str]:
    """Reports within a year, by dataset."""
    desk = desks().get("error")
    if desk is None:
        return Counter()
    since = clock.now() - timedelta(days=YEAR)
    arrived = Event.objects.filter(verb="receive.submitted", at__gte=since, data__procedure=desk.procedure)
    return Counter(str(one.data["dataset"]) for one in arrived if "dataset" in one.data)


def _open_data_office() -> str:
    desk = desks().get("request")
    version = version_in_force(desk.procedure, clock.today()) if desk else None
    return version.procedure.owner if version else ""
