"""Everybody and every program reads to the minute how fresh a fetched dataset is, and the demo's stays fresh."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.declare.dataset import Fetch
from madoguchi.demo.fetched import ROOMS, SLUG, free_at, write, write_again
from madoguchi.publish.models import Dataset, Release, Upload
from madoguchi.publish.queries.sources import minute, source_of
from madoguchi.trail import clock, recurring
from tests.unit.publish.laid import FEW, MANY, START, look, out


def test_a_source_is_looked_at_as_often_as_is_declared_and_sooner_while_it_is_being_written(first, place):
    first_look = source_of(SLUG).looked_at
    assert look(12).looked_at == first_look, "every quarter of an hour, and five minutes have passed"
    seen_at = look(22).looked_at
    assert seen_at == START + timedelta(minutes=22)
    write(place, FEW, at=START + timedelta(minutes=30))
    assert look(27).looked_at == seen_at
    assert look(37).looked_at == START + timedelta(minutes=37) and out().number == 1
    assert look(42).looked_at == START + timedelta(minutes=42) and out().number == 2, "it is at rest"


def test_a_first_file_that_comes_after_the_approval_is_seen_within_five_minutes(source, place):
    assert look(2).trouble == "missing"
    write(place, MANY, at=START + timedelta(minutes=3))
    assert look(7).looked_at == START + timedelta(minutes=7), "though a quarter of an hour is declared"
    look(12)
    assert out().number == 1


@pytest.mark.parametrize(("every", "max_age", "wanted"), [(15, None, 40), (15, 120, 120), (1440, None, 2890)])
def test_it_is_stale_after_what_is_declared_else_when_two_looks_brought_nothing(every, max_age, wanted):
    assert Fetch(file="a.csv", every=every, max_age=max_age).stale_after == wanted


def test_programs_read_to_the_minute_how_fresh_it_is(first):
    told = Client().get(f"/api/3/action/package_show?id={SLUG}").json()["result"]
    extras = {one["key"]: one["value"] for one in told["extras"]}
    assert {one["last_modified"] for one in told["resources"]} == {"2026-11-24T01:15:00"}
    assert (extras["modified"], extras["checked"]) == ("2026-11-24T10:15:00+09:00", "2026-11-24T10:22:00+09:00")
    assert (extras["update_interval"], extras["stale_after"]) == ("PT15M", "PT120M")
    turtle = Client().get("/catalog.ttl").content.decode()
    assert 'dct:modified "2026-11-24T01:15:00+00:00"^^xsd:dateTime' in turtle and "frequency/15MIN>" in turtle
    listed = Client().get("/data/open_data_list.csv").content.decode("utf-8-sig")
    assert ",15分ごと," in listed and ",2026-11-24," in listed


def test_the_same_written_again_is_fresh_and_makes_nothing_new(first, place):
    write(place, MANY, at=START + timedelta(minutes=30))
    look(32)
    assert look(37).data_at == START + timedelta(minutes=30)
    assert Release.objects.count() == 1 and Upload.objects.count() == 1


def test_a_file_that_vanished_leaves_the_page_and_turns_it_amber(first, place):
    (place / f"{SLUG}.csv").unlink()
    source = look(22)
    assert (source.trouble, source.data_at) == ("missing", START)
    with clock.at(START + timedelta(minutes=119)):
        assert not minute(source.dataset).is_stale
    with clock.at(START + timedelta(minutes=121)):
        assert minute(source.dataset).is_stale
        page = Client().get(f"/data/{SLUG}/").content.decode()
        assert "10時37分に確認、10時15分のデータ" in page and "新しいデータが届いていません" in page


def test_everybody_reads_to_the_minute_how_fresh_it_is(first):
    page = Client().get(f"/data/{SLUG}/").content.decode()
    assert "10時22分に確認、10時15分のデータ" in page and "新しいデータが届いていません" not in page


def test_the_catalogue_tells_it_too_and_a_declared_dataset_speaks_the_reader_s_language(first):
    assert "10時15分のデータ" in Client().get("/data/").content.decode()
    for path in ("/data/", f"/data/{SLUG}/"):
        page = Client(headers={"Accept-Language": "en"}).get(path).content.decode()
        assert "Free places of today in the ward" in page


def test_the_words_of_a_declaration_are_not_another_office_s(first):
    Dataset.objects.filter(slug=SLUG).update(office="it-suishin", description="別の課のデータ")
    for path in ("/data/", f"/data/{SLUG}/"):
        page = Client(headers={"Accept-Language": "en"}).get(path).content.decode()
        assert "別の課のデータ" in page and "Free places of today in the ward" not in page


def test_of_many_releases_the_page_shows_twelve_and_leads_to_the_others(first):
    told = {
        name: getattr(first, name)
        for name in ("dataset", "check_of", "state", "rows", "released_at", "released_by", "proposed_at")
    }
    Release.objects.bulk_create(Release(number=n, hash=first.hash, **told) for n in range(2, 27))
    page = Client().get(f"/data/{SLUG}/").content.decode()
    assert "第26版</b>" in page and "第15版</b>" in page and "第14版</b>" not in page
    assert 'href="?past=12#before"' in page and 'rel="prev nofollow"' not in page
    last = Client().get(f"/data/{SLUG}/?past=24").content.decode()
    assert "第1版</b>" in last and 'href="?past=12#before"' in last and 'rel="next nofollow"' not in last
    assert Client().get(f"/data/{SLUG}/?past=x").status_code == 200


def test_the_demo_writes_its_file_anew_so_that_it_stays_fresh(source, settings, tmp_path):
    settings.HOME = tmp_path
    for minutes in (0, 15, 30):
        with clock.at(START + timedelta(minutes=minutes)):
            write_again(None)
        look(minutes + 2)
        look(minutes + 7)
    assert source_of(SLUG).data_at == START + timedelta(minutes=30)
    assert not minute(source_of(SLUG).dataset).is_stale


def test_the_demo_writes_into_no_folder_that_somebody_named(source, place, settings, tmp_path):
    settings.HOME = tmp_path / "elsewhere"
    write_again(None)
    assert list(place.iterdir()) == []


@given(st.integers(0, 366 * 96))
def test_never_are_more_places_free_than_there_are(quarters):
    found = free_at(START + timedelta(minutes=15 * quarters))
    assert all(0 <= free <= most for free, (_, _, most) in zip(found, ROOMS, strict=True))


def test_the_ticker_looks_every_five_minutes():
    (one,) = (one for one in recurring.everything() if one.name == "folder-of-sources")
    assert one.step == timedelta(minutes=5)
