"""How often data were taken: a number for each dataset, day and form. Nothing about who."""

from typing import ClassVar

from django.db import models


class Uses(models.Model):
    """So many times on that day. Grows while the day lasts."""

    dataset = models.CharField(max_length=80)  # its address: the dataset may be taken back, what was used stays
    day = models.DateField()
    form = models.CharField(max_length=8)  # page, api, csv, parquet, geojson, xlsx, json, sqlite, ics
    n = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dataset", "day", "form"], name="publish_uses_once")]
        indexes: ClassVar = [models.Index(fields=["day"], name="publish_uses_day")]

    def __str__(self) -> str:
        return f"{self.dataset} {self.day} {self.form} {self.n}"
