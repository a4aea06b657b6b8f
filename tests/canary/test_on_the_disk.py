"""A day of work by everybody in real transactions; then every byte of the data directory, of every row, of every log."""

import logging
import re
import tempfile
from pathlib import Path

import pytest
from django.db import transaction

from madoguchi.demo import apps as demo_apps
from madoguchi.demo import arriving
from madoguchi.receive.actions import printing
from madoguchi.site import clock as clock_file
from madoguchi.site.mail import mail_server
from madoguchi.trail import flow
from madoguchi.trail.actor import RESIDENT
from madoguchi.trail.models import Event
from madoguchi.trail.recurring import everything
from madoguchi.trail.worker import run_due
from tests.canary.outputs import api, exported, letter, searched
from tests.canary.spellings import hits
from tests.canary.test_lying_about import in_memory, sessions
from tests.canary.walk import addresses
from tests.canary.world import CANARIES, CLAIM, MEMBER, World, a_world, her_answers, her_statement
from tests.unit.protect.test_canary import lying_about

WHO = ("", "mori", "kimura", "tsukuda")


@pytest.fixture
def on_disk(transactional_db, settings, tmp_path, monkeypatch):
    """In real transactions, so that every row is on the disk; and every file in a place that can be looked through."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HOME = tmp_path
    settings.MADOGUCHI_MAIL_FROM, settings.MADOGUCHI_ADDRESS = "madoguchi@city.example.jp", "https://city.example.jp"
    settings.MADOGUCHI_SMTP = mail_server(
        "smtp://127.0.0.1:25", sender="a@b.example", address="https://city.example.jp"
    )
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(printing, "_press", [])  # a press of this town, whose files lie in its folder
    yield a_world()
    for press in printing._press:
        press.close()


def a_day_of_work(world: World) -> None:
    """Everybody opens everything; the mother begins another application and stops; letters, e-mail, search, files."""
    for login in WHO:
        client = world.browser(login)
        for path, address in addresses(world, "anybody" if login else ""):
            if not login or path.startswith("staff/"):
                client.get(address)
    for drive in (letter, exported, searched, api):
        drive(world)
    draft, _ = arriving.fill_in(
        world.ward.versions[CLAIM], her_answers(), by=RESIDENT, papers=[her_statement()], pages=4
    )
    for tail in ("", "applicant/", "children/", "children/1/", "check/", "later/"):
        world.browser("").get(f"/drafts/{draft}/{tail}")


def carry_out_everything() -> set[str]:
    """Every hand-over, and every piece of recurring work of site/clock.py. Returns the names of these."""
    while run_due() > 0:
        pass
    event = Event.objects.first()
    for one in everything():
        finish = flow.taker(one.taker)(event)
        if callable(finish):  # it works in two steps
            with transaction.atomic():
                finish()
    return {one.name for one in everything()}


@pytest.mark.full
def test_nothing_of_a_shielded_person_lies_about(on_disk, tmp_path, caplog, capfd):
    """A day of work by everybody; then every byte of the disk, the dump of every row, and every line of the log."""
    with caplog.at_level(logging.DEBUG):
        a_day_of_work(on_disk)
        done = carry_out_everything()
    told = "".join(Path(one.__file__).read_text() for one in (clock_file, demo_apps))
    assert done == set(re.findall(r'(?:daily|every)\("([a-z-]+)"', told)) and len(done) > 8
    found = lying_about(tmp_path)
    found |= {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found |= {str(path): path.read_bytes() for path in Path(printing.FONTS).rglob("*") if path.is_file()}
    printed = capfd.readouterr()
    found |= {"sessions": sessions(), "memory": in_memory(), "log": caplog.text.encode()}
    found |= {"stdout": printed.out.encode(), "stderr": printed.err.encode()}
    assert sum(map(len, found.values())) > 1_000_000 and any("attachments" in place for place in found)
    leaks = {place: hits(CANARIES, content) - {MEMBER[0]} for place, content in found.items()}  # declared plain
    assert {place: words for place, words in leaks.items() if words} == {}
