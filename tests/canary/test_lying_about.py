"""What is left lying: database, sessions, cache, hand-overs, files, temporary files, the log, an error's page."""

import logging
import tempfile
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from madoguchi.trail.recurring import everything
from madoguchi.trail.worker import run_due
from tests.canary.spellings import hits
from tests.canary.walk import addresses
from tests.canary.world import CANARIES, MEMBER, a_world
from tests.unit.protect.test_canary import lying_about

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    """In real transactions, so that every row is on the disk."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HOME = tmp_path
    return a_world()


def carry_out_everything() -> int:
    """Every hand-over and every recurring piece of work."""
    from madoguchi.trail import flow
    from madoguchi.trail.models import Event

    done = 0
    while (some := run_due()) > 0:
        done += some
    event = Event.objects.first()
    for one in everything():
        flow.taker(one.taker)(event)
        done += 1
    return done


def test_nothing_of_a_shielded_person_lies_about(world, tmp_path, caplog, monkeypatch):
    """A day of work by everybody; then every byte of the disk, the dump of every row, and every line of the log."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    with caplog.at_level(logging.DEBUG):
        for login in ("", "mori", "nagai", "tsukuda"):
            client = world.browser(login)
            for _path, address in addresses(world, login):
                client.get(address)
        assert carry_out_everything() >= 8
    found = lying_about(tmp_path)
    found |= {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert sum(map(len, found.values())) > 100_000
    leaks = {place: hits(CANARIES, content) - {MEMBER[0]} for place, content in found.items()}  # declared plain
    assert {place: words for place, words in leaks.items() if words} == {}
    assert hits(CANARIES, caplog.text.encode()) == set()
    assert hits(CANARIES, str(getattr(cache, "_cache", "")).encode()) == set()


def test_an_error_shows_and_logs_nothing_of_what_was_open(world, monkeypatch, caplog, settings):
    """A page fails while a record is open: neither its page nor the log holds a word of it."""
    settings.DEBUG = False

    def fail(*args, **kwargs):
        secret = "メゾンカナリア 9-99-909"
        raise RuntimeError(secret)

    monkeypatch.setattr("madoguchi.decide.views.case.case_context", fail)
    client = world.browser("mori")
    answer = client.get(f"/staff/cases/{world.number}/")
    assert answer.status_code == 500
    assert hits(CANARIES, answer.content) == set()
    from madoguchi.site.logs import Discreet

    lines = "".join(Discreet().format(one) for one in caplog.records)
    assert lines and hits(CANARIES, lines.encode()) == set()


def test_a_stranger_leaves_no_session(world):
    client = Client()
    client.get(f"/receipts/{world.secret}/")
    assert not client.cookies.get("sessionid") and Path(tempfile.gettempdir()).exists()
