"""What a declared dataset counts, with the values that each of its axes may take at present."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from madoguchi.anonymise.tables.spec import TableSpec
from madoguchi.declare.coarse import UNKNOWN, Coarse, band_names, coarse
from madoguchi.declare.dataset import PLAIN, Axis, Count, Dataset
from madoguchi.declare.folder import read_folder
from madoguchi.declare.municipality import Municipality
from madoguchi.declare.procedure import Procedure
from madoguchi.people.models import Office
from madoguchi.receive.models import School

TOTAL, UNGROUPED = "総数", "どこにも入らないもの"
PERIOD, COUNT, HIDDEN = "期間", "件数", "秘匿"
VIA = {"online": "オンライン", "counter": "窓口", "phone": "電話", "api": "連携", "import": "取り込み"}


@dataclass(frozen=True)
class Plan:
    """A declared dataset and the procedures that it counts."""

    dataset: Dataset
    procedures: tuple[Procedure, ...]
    municipality: Municipality

    @property
    def count(self) -> Count:
        if self.dataset.count is None:
            raise ValueError("not counted")
        return self.dataset.count

    @property
    def definition(self) -> str:
        """SHA-256 of what is counted. The words about it may be bettered; this may not, once a period was counted."""
        kept = self.count.model_dump(mode="json", by_alias=True)
        return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    @property
    def k(self) -> int:
        return max(self.count.k or 0, *(one.statistics.k for one in self.procedures if one.statistics))

    @property
    def header(self) -> tuple[str, ...]:
        return (PERIOD, *(axis.title.ja for axis in self.count.by), COUNT, HIDDEN)

    def coarse(self, procedure: str, axis: Axis) -> Coarse | None:
        """The dimension of an axis in one of the procedures; None where no record is opened for it."""
        mine = next(one for one in self.procedures if one.procedure == procedure)
        return None if axis.of in PLAIN else coarse(mine, axis.of, self.municipality)

    def spec(self) -> TableSpec:
        """The declaration of one period's table: nothing that is small is shown, and no zero either, so that nobody can
        tell nobody from somebody."""
        count = self.count
        return TableSpec.model_validate({
            "table": self.dataset.dataset, "title": self.dataset.title,
            "measure": {"unit": {"ja": COUNT, "en": "cases"}},
            "dimensions": tuple(
                {"id": axis.id, "column": axis.title.ja, "total": TOTAL} | self._codes(axis) for axis in count.by
            ),
            "tables": ({"id": "table", "by": tuple(axis.id for axis in count.by)},),
            "rules": {"minimum": self.k, "zero": "hidden"},
        })  # fmt: skip

    def _codes(self, axis: Axis) -> dict[str, object]:
        values = self.values(axis)
        if not axis.groups:
            return {"values": values}
        left = tuple(value for value in values if not any(value in some for some in axis.groups.values()))
        return {"groups": axis.groups | ({UNGROUPED: left} if left else {})}

    def values(self, axis: Axis) -> tuple[str, ...]:
        """Every value of an axis."""
        if axis.of == "procedure":
            return tuple(one.title.ja for one in self.procedures)
        if axis.of == "days-to-decision":
            return band_names(axis.bands)
        if axis.of == "via":
            return tuple(VIA.values())
        if axis.of == "result":
            return tuple(dict.fromkeys(result.ja for one in self.procedures for result in one.case.results))
        if axis.of == "office":
            return (*self._offices(), UNKNOWN)
        found = (self.coarse(one.procedure, axis) for one in self.procedures)
        return (*dict.fromkeys(value for one in found if one for value in one.values if value != UNKNOWN), UNKNOWN)

    def _offices(self) -> tuple[str, ...]:
        """The schools, where a procedure is theirs; else the offices in charge."""
        if any(one.audience in ("guardian", "school") for one in self.procedures):
            return tuple(School.objects.order_by("pk").values_list("office__name_ja", flat=True))
        wanted = {one.owner for one in self.procedures}
        return tuple(Office.objects.filter(pk__in=wanted).order_by("pk").values_list("name_ja", flat=True))


@lru_cache(maxsize=1)
def plans() -> dict[str, Plan]:
    """The counted datasets of the town's files, read once per process. A file that is wrong is left out."""
    folder = read_folder(settings.MADOGUCHI_TOWN)
    known = {one.procedure: one for file, one in folder.procedures.items() if file not in folder.broken}
    found = {}
    for file, one in folder.datasets.items():
        count = one.count
        if count and file not in folder.broken and folder.municipality and set(count.procedures) <= known.keys():
            mine = tuple(known[name] for name in count.procedures)
            found[one.dataset] = Plan(one, mine, folder.municipality)
    return found
