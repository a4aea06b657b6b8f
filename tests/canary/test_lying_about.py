"""What is left lying where no file shows it: sessions, the cache, pages kept in memory, hand-overs, an error's page."""

import tempfile
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from madoguchi.receive import stencil
from madoguchi.trail.models import Event, Handover
from madoguchi.trail.worker import run_due
from tests.canary.spellings import hits
from tests.canary.world import CANARIES


def sessions() -> bytes:
    """As they are read: on the disk they are packed."""
    return str([one.get_decoded() for one in Session.objects.all()]).encode()


def in_memory() -> bytes:
    """What the process keeps between requests: the cache, and pages rendered once for everybody."""
    return str([getattr(cache, "_cache", ""), [one.pieces for one in stencil._cut.values()]]).encode()


def test_the_look_into_sessions_and_memory_has_teeth(world):
    client = world.browser("mori")
    session = client.session
    session["last"] = ["綾瀬川 望海"] * 50  # long enough to be packed
    session.save()
    stencil._cut["planted"] = stencil.Stencil("<p>帆波</p>")
    try:
        assert hits(CANARIES, sessions()) == {"望海"} and hits(CANARIES, in_memory()) == {"帆波"}
        packed = str(list(Session.objects.values_list("session_data", flat=True)))
        assert hits(CANARIES, packed.encode()) == set()  # why the bytes on the disk are not enough
    finally:
        del stencil._cut["planted"]


def test_the_trail_and_the_queue_hold_ids_and_codes(world):
    """Also what stopped: the operator's page shows its taker and the class of its error."""
    while run_due() > 0:
        pass
    rows = str([*Event.objects.values_list(), *Handover.objects.values_list()]).encode()
    assert Event.objects.count() > 100 and Handover.objects.filter(state="dead").exists()
    assert hits(CANARIES, rows) == set()
    page = world.browser("sakuma").get("/staff/operator/").content
    assert "ValueError" in page.decode() and hits(CANARIES, page) == set()


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
