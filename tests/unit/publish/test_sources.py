"""A file that another system lays into the folder goes out by itself, under the word of two people; whatever is wrong
with it, the last good release stays, and its keeper is told."""

import os
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from madoguchi.demo.fetched import SLUG, write
from madoguchi.people.models import RoleGrant
from madoguchi.publish import actions
from madoguchi.publish.errors import NotDeclared, NotNow, NotYours, SamePerson
from madoguchi.publish.models import Check, Release, Upload
from madoguchi.publish.queries.releases import folder
from madoguchi.publish.queries.sources import source_of
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.unit.publish.laid import FEW, MANY, START, look, out, spoil


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


def test_what_did_not_change_makes_nothing_new(first, place):
    for minutes in (22, 37):
        look(minutes)
    assert (Upload.objects.count(), Check.objects.count(), Release.objects.count()) == (1, 1, 1)


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
