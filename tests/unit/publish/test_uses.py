"""Uses are counted in memory and written each minute: how often, and never who."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError
from django.test import Client

from madoguchi.publish import actions, used
from madoguchi.publish.models import Uses
from madoguchi.publish.queries.uses import WEEKS, taken, uses
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.publish.opened import published

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    used._counts.clear()
    yield
    used._counts.clear()


def counted() -> dict[str, int]:
    used.write()
    return dict(Uses.objects.values_list("form", "n"))


def test_each_form_of_taking_is_counted_by_dataset_and_day(clerk):
    made = published(by=clerk)
    visitor = Client()
    resource = json.loads(visitor.get("/api/3/action/package_show", {"id": "aed"}).content)["result"]["resources"]
    of_csv = next(one["id"] for one in resource if one["format"] == "CSV")
    visitor.get("/data/aed/")
    visitor.head("/data/aed/")
    for name in ("data.csv", "data.csv", "data.xlsx", "data.geojson", "data.parquet"):
        answer = visitor.get(f"/data/files/{made.hash}/{name}")
        assert answer.getvalue()
    visitor.get("/api/3/action/datastore_search", {"resource_id": of_csv})
    visitor.get("/api/3/action/datastore_search", {"resource_id": "nothing"})
    assert counted() == {"page": 1, "csv": 2, "xlsx": 1, "geojson": 1, "parquet": 1, "api": 1}
    assert set(Uses.objects.values_list("dataset", "day")) == {("aed", DAY)}


def test_who_has_the_newest_already_takes_nothing(clerk):
    made = published(by=clerk)
    first = Client().get(f"/data/files/{made.hash}/data.xlsx")
    assert first.getvalue()
    again = Client().get(f"/data/files/{made.hash}/data.xlsx", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and counted() == {"xlsx": 1}


def test_nothing_but_dataset_day_form_and_number_is_kept(db):
    used.used("aed", "csv")
    before = Event.objects.count()
    used.write()
    assert {field.name for field in Uses._meta.fields} == {"id", "dataset", "day", "form", "n"}
    assert Event.objects.count() == before


def test_later_counts_are_added(db):
    for _ in range(3):
        used.used("aed", "csv")
        used.write()
    assert Uses.objects.get().n == 3


def test_a_minute_goes_by_before_anything_is_written(db, monkeypatch):
    now = [used._written[0] + 1]
    monkeypatch.setattr(used.time, "monotonic", lambda: now[0])
    used.used("aed", "csv")
    assert not Uses.objects.exists()
    now[0] += used.EVERY
    used.used("aed", "csv")
    assert Uses.objects.get().n == 2


def test_the_memory_is_bounded(db, monkeypatch):
    monkeypatch.setattr(used, "MOST", 10)
    for n in range(50):
        used.used(f"set-{n}", "csv")
        assert len(used._counts) <= 11
    assert sum(counted_n for counted_n in Uses.objects.values_list("n", flat=True)) + len(used._counts) == 50


def test_a_database_that_stands_still_loses_nothing(db, monkeypatch):
    def stands_still(**_: object) -> None:
        raise DatabaseError("locked")

    used.used("aed", "csv")
    with monkeypatch.context() as broken:
        broken.setattr(used, "add_uses", stands_still)
        used.write()
    assert counted() == {"csv": 1}


def test_the_page_draws_the_weeks_and_tells_the_forms(clerk):
    published(by=clerk)
    actions.add_uses(
        uses={("aed", DAY, "csv"): 5, ("aed", date(2026, 11, 16), "api"): 7, ("aed", DAY, "page"): 40,
              ("aed", date(2026, 1, 5), "csv"): 99}, by=SYSTEM)  # fmt: skip
    found = uses("aed")
    assert len(found.weeks) == WEEKS and found.weeks[-1] == (date(2026, 11, 23), 5) and found.weeks[-2][1] == 7
    assert found.forms == [("csv", 5), ("api", 7), ("page", 40)] and taken(["aed"], days=90) == 12
    page = Client().get("/data/aed/").content.decode()
    assert "使われた回数" in page and "だれが使ったかは" in page
