"""Periods that were counted: the cells that may be shown, and the proof. Written once, so that no later release tells
another number of the same cases."""

from typing import ClassVar

from django.db import models

from madoguchi.publish.models.datasets import Dataset, Release
from madoguchi.trail.append_only import Once


class CountedPeriod(Once):
    """The cells of one period of one dataset, as they are shown for ever. No truth of a hidden one is kept."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="periods")
    begins = models.DateField()
    name = models.CharField(max_length=40)
    definition = models.CharField(max_length=64)  # of what is counted
    table = models.TextField()  # the CSV that the certificate is about
    table_hash = models.CharField(max_length=64)
    certificate = models.JSONField()
    page = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="publish_period_once", fields=["dataset", "begins"])]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.name}"


class CountedDay(Once):
    """The cases of one procedure of one day were counted, and are never counted for another table."""

    procedure = models.CharField(max_length=48)
    event = models.CharField(max_length=8)  # received | decided
    day = models.DateField()
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="publish_counted_once", fields=["procedure", "event", "day"])
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.event} {self.day}"


class Proof(Once):
    """The certificate of a release: its hash, and that of every period's table and certificate in it."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="proof")
    release_hash = models.CharField(max_length=64)
    periods = models.JSONField()  # [{period, table, certificate}], in order
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.release_id} {self.release_hash[:12]}"
