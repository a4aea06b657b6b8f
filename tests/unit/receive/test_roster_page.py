"""Taking over a roster by the staff's page and by the command: looked at first, all or nothing, a report with places."""

import random
from argparse import Namespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madoguchi.demo.ward import Ward
from madoguchi.people import actions as people
from madoguchi.receive.models import RosterPerson, School
from madoguchi.site import school_commands
from madoguchi.trail.actor import SYSTEM
from tests.sign_in import signed_in

from .rosters import FILES, packed, swapped


@pytest.fixture
def clerk(midori: Ward) -> Client:
    staff = midori.staff["nagai"]
    people.grant_role(staff=staff, office="kyoiku", role="clerk", by=SYSTEM)
    return signed_in(staff)


def send(client: Client, button: str, **changes):
    return client.post("/staff/roster/", {"file": SimpleUploadedFile("r.zip", packed(**changes).read()), button: "1"})


def test_looking_first_takes_nothing_over(clerk):
    answer = send(clerk, "check")
    assert answer.status_code == 200 and "まだ取り込んでいません" in answer.content.decode()
    assert not School.objects.exists()


def test_taking_over_says_what_changed(clerk):
    answer = send(clerk, "take")
    assert "取り込みました。" in answer.content.decode()
    assert RosterPerson.objects.count() == 6


@pytest.mark.parametrize("button", ["check", "take"])
def test_what_does_not_fit_stands_in_a_table_with_its_place(clerk, button):
    answer = send(clerk, button, users=swapped("users", "p1,みお,若葉", "p1,みお,"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "users.csv" in page and "familyName" in page
    assert "直すところが2件" in page and not School.objects.exists()


def test_without_a_file_it_asks_for_one(clerk):
    assert clerk.post("/staff/roster/", {"check": "1"}).status_code == 422


@pytest.mark.parametrize(
    "raw",
    [b"", b"sourcedId,name\n", b"PK\x03\x04" + b"x" * 500, b"%PDF-1.7", packed().read()[:-40]],
    ids=["empty", "a bare CSV", "a zip's head only", "a PDF", "cut off"],
)
def test_what_is_no_zip_is_told_on_the_page(clerk, raw):
    answer = clerk.post("/staff/roster/", {"file": SimpleUploadedFile("r.zip", raw), "take": "1"})
    assert answer.status_code == 422 and "ZIP" in answer.content.decode()
    assert not School.objects.exists()


def test_a_zip_of_which_only_a_part_was_kept_is_called_too_large_and_not_broken(clerk, monkeypatch):
    monkeypatch.setattr("madoguchi.receive.spool.KEPT", 1000)
    answer = send(clerk, "check", orgs=FILES["orgs.csv"] + random.Random(1).randbytes(3000).hex())
    assert answer.status_code == 422 and "大きすぎます" in answer.content.decode()


def test_a_town_with_a_scanner_scans_a_roster_too(clerk, settings, tmp_path):
    settings.MADOGUCHI_CLAMD = str(tmp_path / "nobody-is-there")
    answer = send(clerk, "take")
    assert answer.status_code == 422 and "ウイルスの検査" in answer.content.decode()
    assert not School.objects.exists()


def test_another_section_may_not(midori):
    assert signed_in(midori.staff["mori"]).get("/staff/roster/").status_code == 403


def run(path, *, check: bool = False, by: str = "mori") -> int:
    return school_commands.import_roster(Namespace(path=str(path), by=by, check=check))


@pytest.fixture
def folder(tmp_path, midori, monkeypatch):
    monkeypatch.setattr(school_commands, "start_django", lambda: None)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_command_takes_a_folder_or_a_zip(folder, capsys):
    (folder / "r.zip").write_bytes(packed().read())
    assert run(folder, check=True) == 0 and not School.objects.exists()
    assert run(folder) == 0 and run(folder / "r.zip") == 0
    assert "同じままの人 6" in capsys.readouterr().out


def test_the_command_tells_every_misfit_and_fails(folder, capsys):
    (folder / "orgs.csv").write_text("sourcedId,name\ns1,若草小学校\n", encoding="utf-8")
    assert run(folder) == 1
    assert "orgs.csv 1行目「type」" in capsys.readouterr().err


@pytest.mark.parametrize(("path", "by"), [("nowhere", "mori"), (".", "nobody")])
def test_the_command_says_what_is_missing(folder, path, by):
    assert run(folder / path, by=by) == 1
