"""Which cases are about a dataset, and which of them an office has because it keeps that dataset."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from madoguchi.decide.models import Case, CaseColumn
from madoguchi.receive import datasets

DATASET, KEPT = "@dataset", "@kept"
"""Columns that no procedure declares: the public address of the dataset, and `yes` where the office keeps it."""


def datasets_in(offices: Iterable[str], *, absent: Collection[UUID] = ()) -> dict[str, str]:
    """Address → title of the datasets that cases of these offices are about. `absent`: records that are not there.

    Walks the few columns that name a dataset and looks up the case of each: an office may have a million cases.
    """
    cases = Case.objects.filter(pk=OuterRef("case"), office__in=list(offices)).exclude(record_id__in=absent)
    rows = CaseColumn.objects.filter(Exists(cases), procedure__in=datasets.procedures(), name=DATASET)
    return titles(rows.order_by("value").values_list("value", flat=True).distinct())


def titles(slugs: Iterable[str]) -> dict[str, str]:
    """By address. One that is out no longer is called by its address."""
    return {slug: found.title if (found := datasets.dataset(slug)) else slug for slug in slugs}


def dataset_of(cases: Iterable[Case]) -> dict[int, str]:
    """The title of the dataset that a case is about, for those that are about one."""
    rows = dict(CaseColumn.objects.filter(case__in=list(cases), name=DATASET).values_list("case_id", "value"))
    known = titles(set(rows.values()))
    return {case: known[slug] for case, slug in rows.items()}
