"""What follows a dataset: a feed of its releases, its columns described, its events in a calendar, a map of the site."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.publish import actions
from madoguchi.publish.release.events import calendar
from madoguchi.publish.views.changes import PAGES
from madoguchi.receive.queries.versions import for_residents, for_staff, versions_in_force
from madoguchi.trail import clock
from tests.unit.publish.opened import published
from tests.unit.publish.sheets import GOOD, sheet

STAMP = datetime(2026, 11, 24, 3, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
EVENT = {"_id": 1, "イベント名": "防災訓練, 本町; その1", "開始日": "2026-12-01", "終了日": "2026-12-01", "開始時間": "09:00",
         "終了時間": "11:30", "場所名称": "本町区民館", "緯度": 35.04, "経度": 139.05, "URL": "https://www.midori.example/1"}  # fmt: skip


def lines(*rows: dict[str, object]) -> list[str]:
    text = "".join(calendar(rows, name="催し", host="midori.example", slug="events", stamp=STAMP))
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_stands_in_the_calendar_at_its_hours():
    told = lines(EVENT)
    assert "DTSTART:20261201T000000Z" in told and "DTEND:20261201T023000Z" in told
    assert r"SUMMARY:防災訓練\, 本町\; その1" in told and "GEO:35.04;139.05" in told
    assert told.count("BEGIN:VEVENT") == 1 and told[-2] == "END:VCALENDAR"


def test_without_hours_it_takes_the_whole_day_and_without_a_day_it_is_left_out():
    told = lines({**EVENT, "開始時間": None}, {**EVENT, "開始日": "12月1日"}, {**EVENT, "終了日": "2026-11-01"})
    assert "DTSTART;VALUE=DATE:20261201" in told and "DTEND;VALUE=DATE:20261202" in told
    assert told.count("BEGIN:VEVENT") == 1


@given(st.text(max_size=120))
def test_no_line_is_too_long_and_no_text_breaks_out(words):
    text = "".join(calendar([{**EVENT, "イベント名": words}], name="催し", host="h", slug="s", stamp=STAMP))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 1 and text.count("\r\nEND:VEVENT\r\n") == 1


def test_the_feed_tells_of_releases_and_of_what_was_taken_back(clerk):
    made = published(by=clerk)
    actions.retract(release=published(by=clerk, slug="second"), reason="座標がずれていました。", by=clerk)
    feed = ElementTree.fromstring(Client().get("/data/changes.atom").content)  # noqa: S314  # our own
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert sorted(titles) == ["AED設置箇所 第1版 公開", "AED設置箇所 第1版 取り下げ"]
    alone = Client().get("/data/aed/changes.atom").content.decode()
    assert made.hash in alone and "座標" not in alone
    assert Client().get("/data/second/changes.atom").status_code == 404


def test_the_columns_are_described_as_a_table_schema(clerk):
    made = published(by=clerk)
    told = json.loads(Client().get("/data/aed/datapackage.json").content)
    table = told["resources"][0]
    types = {field["name"]: field["type"] for field in table["schema"]["fields"]}
    assert types["緯度"] == "number" and types["NO"] == "integer" and types["名称"] == "string"
    assert table["hash"] == f"sha256:{made.hash}" and table["schema"]["primaryKey"] == ["NO"]
    assert [one["format"] for one in told["resources"]] == ["csv", "parquet", "geojson", "xlsx", "json"]


def test_events_are_given_only_where_there_are_days(clerk):
    published(by=clerk)
    assert Client().get("/data/aed/events.ics").status_code == 404
    published(by=clerk, slug="fest", content="NO,イベント名,開始日\r\n1,まつり,2026-12-05\r\n".encode())
    answer = Client().get("/data/fest/events.ics")
    assert answer["Content-Type"].startswith("text/calendar") and "SUMMARY:まつり" in answer.content.decode()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_site_map_names_every_dataset_and_every_procedure_of_residents(clerk):
    published(by=clerk)
    text = Client().get("/sitemap.xml").content.decode()
    ElementTree.fromstring(text)  # noqa: S314  # our own
    residents = for_residents(versions_in_force(clock.today()))
    assert residents and all(f"/procedures/{one.procedure.procedure}/</loc>" in text for one in residents)
    assert not any(
        f"/procedures/{one.procedure.procedure}/" in text for one in for_staff(versions_in_force(clock.today()))
    )
    assert "/data/aed/</loc><lastmod>2026-11-24</lastmod>" in text


def test_every_fixed_page_of_the_site_map_answers(db):
    assert {path: Client().get(path).status_code for path in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize(
    "path", ["/data/changes.atom", "/data/aed/datapackage.json", "/sitemap.xml", "/data/areas.geojson"]
)
def test_who_has_it_already_is_told_so(clerk, path):
    published(by=clerk, content=sheet([GOOD] * 2))
    first = Client().get(path)
    assert first.status_code == 200
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_all_rows_are_one_json(clerk):
    made = published(by=clerk)
    rows = json.loads(b"".join(Client().get(f"/data/files/{made.hash}/data.json").streaming_content))
    assert [row["_id"] for row in rows] == [1, 2, 3, 4, 5] and rows[0]["緯度"] == 35.751165
