"""A file that another system lays into the folder goes out by itself, under the word of two people; whatever is wrong
with it, the last good release stays, and its keeper is told."""

import os
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.declare.dataset import Fetch
from madoguchi.demo.fetched import ROOMS, SLUG, free_at, write, write_again
from madoguchi.people.models import RoleGrant
from madoguchi.publish import actions
from madoguchi.publish.errors import NotDeclared, NotNow, NotYours, SamePerson
from madoguchi.publish.models import Check, FolderSource, Release, Upload
from madoguchi.publish.queries.releases import current, folder
from madoguchi.publish.queries.sources import minute, source_of
from madoguchi.trail import clock, recurring, worker
from madoguchi.trail.models import Event

START = datetime(2026, 11, 24, 10, 15, tzinfo=clock.TOKYO)
MANY, FEW = (4, 1, 6, 0, 9), (3, 1, 4, 2, 7)


@pytest.fixture
def place(tmp_path, settings):
    settings.MADOGUCHI_SOURCES = tmp_path / "sources"
    settings.MADOGUCHI_SOURCES.mkdir()
    return settings.MADOGUCHI_SOURCES


@pytest.fixture
def source(ward, place) -> FolderSource:
    actions.register_source(slug=SLUG, by=ward.actor("nagai"))
    actions.approve_source(slug=SLUG, by=ward.actor("mori"))
    return source_of(SLUG)


def look(minutes: int) -> FolderSource:
    """So many minutes after 10:15 the ticker looks, and the worker does what there is."""
    with clock.at(START + timedelta(minutes=minutes)):
        actions.look_into_folder()
        worker.run_due()
    return source_of(SLUG)


def out() -> Release | None:
    return current(source_of(SLUG).dataset)


def spoil(place, text: str, *, minutes: int = 60) -> None:
    file = place / f"{SLUG}.csv"
    file.write_text(text, encoding="utf-8")
    at = (START + timedelta(minutes=minutes)).timestamp()
    os.utime(file, (at, at))


@pytest.fixture
def first(source, place) -> Release:
    """The first file is out."""
    write(place, MANY, at=START)
    look(2)
    look(7)
    release = out()
    assert release is not None, (source_of(SLUG).trouble, source_of(SLUG).latest_check)
    return release


def test_a_file_at_rest_goes_out_under_the_word_of_two_people(first, client_of):
    assert (first.number, first.rows, first.proposed_by_label) == (1, 5, source_of(SLUG).registered_by_label)
    assert first.released_by == source_of(SLUG).approved_by != first.proposed_by
    assert "若草一時預かり室,若草町,12,4" in (folder(first.hash) / "data.csv").read_text(encoding="utf-8-sig")
    assert "一度の承認のもとで自動で" in client_of("mori").get(f"/staff/data/releases/{first.pk}/").content.decode()
    said = Event.objects.get(verb="publish.released", about_id=str(first.pk))
    assert (said.actor_kind, said.data["standing"]) == ("system", source_of(SLUG).pk), (
        "nobody says that a person sat there"
    )


def test_the_first_look_at_a_file_waits_whether_it_grows(source, place):
    file = write(place, MANY, at=START)
    look(2)
    assert not Upload.objects.exists()
    with file.open("a", encoding="utf-8") as more:
        more.write("東山一時預かり室,東山,9,1\r\n")
    look(7)
    assert not Upload.objects.exists(), "it grew between two looks"
    look(12)
    assert out().rows == 6


def test_a_source_is_looked_at_as_often_as_is_declared_and_sooner_while_it_is_being_written(first, place):
    first_look = source_of(SLUG).looked_at
    assert look(12).looked_at == first_look, "every quarter of an hour, and five minutes have passed"
    seen_at = look(22).looked_at
    assert seen_at == START + timedelta(minutes=22)
    write(place, FEW, at=START + timedelta(minutes=30))
    assert look(27).looked_at == seen_at
    assert look(37).looked_at == START + timedelta(minutes=37) and out().number == 1
    assert look(42).looked_at == START + timedelta(minutes=42) and out().number == 2, "it is at rest"


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


def test_what_did_not_change_makes_nothing_new(first, place):
    for minutes in (22, 37):
        look(minutes)
    assert (Upload.objects.count(), Check.objects.count(), Release.objects.count()) == (1, 1, 1)


def test_the_same_written_again_is_fresh_and_makes_nothing_new(first, place):
    write(place, MANY, at=START + timedelta(minutes=30))
    look(32)
    assert look(37).data_at == START + timedelta(minutes=30)
    assert Release.objects.count() == 1 and Upload.objects.count() == 1


def test_a_change_is_the_next_release_with_its_difference(first, place):
    write(place, FEW, at=START + timedelta(minutes=20))
    look(22)
    assert look(27).trouble == ""
    second = out()
    assert (second.number, second.told["rows_before"], second.told["rows_after"]) == (2, 5, 5)
    assert second.hash != first.hash and Release.objects.get(pk=first.pk).state == "released"


FULL = pytest.mark.full


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "empty", marks=FULL),
        pytest.param("施設名,町,定員,空き\r\n", "empty", marks=FULL),
        ("施設名,町,定員,空き\r\n若草一時預かり室,若草町,12,満室\r\n", "release"),
        pytest.param("施設名,町\r\n若草一時預かり室,若草町\r\n", "release", marks=FULL),
        ("施設名,町,定員,空き,電話\r\n架空 花代,若草町,12,3,090-0000-1111\r\n", "personal"),
        pytest.param("\x00\x01\x02", "unreadable", marks=FULL),
    ],
)
def test_a_bad_file_does_not_go_out_and_its_keeper_is_told(first, place, client_of, text, code):
    spoil(place, text)
    look(62)
    assert look(67).trouble == code
    assert out().pk == first.pk, "the last good one stands"
    assert not Release.objects.filter(state__in=("waiting", "pending")).exists()
    page = client_of("mori").get("/staff/data/sources/").content.decode()
    assert "公開していないファイルがあります" in page
    assert "前の版のままです" in client_of("mori").get("/staff/data/releases/").content.decode()
    assert Event.objects.filter(verb="publish.fetch_failed").count() == 1
    look(82)
    assert Event.objects.filter(verb="publish.fetch_failed").count() == 1, "told once, not at every look"
    write(place, FEW, at=START + timedelta(minutes=90))
    look(97)
    assert look(102).trouble == "" and out().pk != first.pk, "and the next good one goes out"


@pytest.mark.parametrize(("standard", "code"), [("v3/aed", "errors"), ("v3/nothing", "standard")])
def test_what_is_against_the_declared_standard_does_not_go_out(source, place, monkeypatch, standard, code):
    monkeypatch.setattr("madoguchi.publish.actions.fetching.wanted_standard", lambda source: standard)
    write(place, MANY, at=START)
    look(2)
    assert look(7).trouble == code and out() is None


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


def test_a_link_is_never_followed(source, place, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("施設名,町\r\nここ,そこ\r\n", encoding="utf-8")
    (place / f"{SLUG}.csv").symlink_to(secret)
    look(2)
    assert look(7).trouble == "link" and not Upload.objects.exists()


@pytest.mark.parametrize(
    "name", ["../secret.csv", "sub/../../secret.csv", "/etc/hostname", "linked/secret.csv", "sub//a.csv"]
)
def test_no_name_leads_out_of_the_folder(place, tmp_path, name):
    from madoguchi.publish.folder import Refused, opened

    (tmp_path / "secret.csv").write_text("x")
    (place / "sub").mkdir()
    (place / "linked").symlink_to(tmp_path)
    with pytest.raises(Refused) as refused, opened(name):
        pass
    assert refused.value.code == "link"


def test_a_pipe_holds_nobody_up(source, place):
    os.mkfifo(place / f"{SLUG}.csv")
    assert look(2).trouble == "link"


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


def test_without_a_folder_nothing_is_read_and_the_keeper_is_told(source, settings):
    settings.MADOGUCHI_SOURCES = None
    assert look(2).trouble == "folder"


def test_who_registered_it_does_not_approve_it(ward, place):
    actions.register_source(slug=SLUG, by=ward.actor("mori"))
    with pytest.raises(SamePerson):
        actions.approve_source(slug=SLUG, by=ward.actor("mori"))
    with pytest.raises(NotYours):
        actions.approve_source(slug=SLUG, by=ward.actor("kubota"))
    source = source_of(SLUG)
    source.approved_at, source.approved_by = clock.now(), source.registered_by
    with pytest.raises(IntegrityError), transaction.atomic():
        source.save()


def test_before_it_is_approved_nothing_is_looked_at(ward, place):
    actions.register_source(slug=SLUG, by=ward.actor("nagai"))
    write(place, MANY, at=START)
    look(2)
    assert look(7).looked_at is None and not Upload.objects.exists()


def test_what_nobody_declared_cannot_be_registered(ward):
    with pytest.raises(NotDeclared):
        actions.register_source(slug="kesseki", by=ward.actor("mori"))


def test_when_one_of_the_two_has_left_the_office_nothing_goes_out(first, place):
    RoleGrant.objects.filter(staff_id=source_of(SLUG).approved_by.partition(":")[2]).delete()
    write(place, FEW, at=START + timedelta(minutes=20))
    look(22)
    assert look(27).trouble == "approval" and out().pk == first.pk


def test_it_is_stopped_and_after_a_new_approval_goes_on_with_what_lies_there(first, ward, place):
    actions.stop_source(slug=SLUG, by=ward.actor("nagai"))
    with pytest.raises(NotNow):
        actions.stop_source(slug=SLUG, by=ward.actor("nagai"))
    write(place, FEW, at=START + timedelta(minutes=20))
    look(22)
    look(27)
    assert out().pk == first.pk
    actions.register_source(slug=SLUG, by=ward.actor("nagai"))
    actions.approve_source(slug=SLUG, by=ward.actor("mori"))
    look(32)
    look(37)
    assert out().number == 2


def test_what_was_taken_back_does_not_come_again_by_itself(first, ward, place):
    actions.retract(release=first, reason="まちがい", by=ward.actor("mori"))
    write(place, FEW, at=START + timedelta(minutes=20))
    look(22)
    look(27)
    assert out() is None and source_of(SLUG).approved_at is None


def test_the_ticker_looks_every_five_minutes():
    (one,) = (one for one in recurring.everything() if one.name == "folder-of-sources")
    assert one.step == timedelta(minutes=5)


def test_two_people_do_it_on_the_page(ward, place, client_of):
    nagai, mori = client_of("nagai"), client_of("mori")
    assert "このファイルを登録する" in nagai.get("/staff/data/sources/").content.decode()
    assert nagai.post(f"/staff/data/sources/{SLUG}/register/").status_code == 302
    again = nagai.post(f"/staff/data/sources/{SLUG}/approve/")
    assert again.status_code in (403, 409)
    assert "自動で公開することを承認する" in mori.get("/staff/data/sources/").content.decode()
    assert mori.post(f"/staff/data/sources/{SLUG}/approve/").status_code == 302
    assert "自動で公開するのをとめる" in mori.get("/staff/data/sources/").content.decode()
    assert client_of("kubota").post(f"/staff/data/sources/{SLUG}/stop/").status_code == 404
    assert mori.post(f"/staff/data/sources/{SLUG}/nothing/").status_code == 404
