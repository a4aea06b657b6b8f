"""The whole way of many people's letters at once: decided, set in type by workers that are killed, read and downloaded.

Every page and every paper carries its person's canary and nobody else's; every letter is set in type once.
"""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving
from madoguchi.demo.ward import Ward, load, open_ward
from madoguchi.paper.engine import why_not
from madoguchi.protect.models import Attachment
from madoguchi.receive.models import Letter
from madoguchi.trail.lanes import in_bulk
from madoguchi.trail.models import Handover
from tests.faults import test_killed_worker as killing
from tests.faults.crossing import NINTEI, answers_of, canaries_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "-"),
]
THREADS = 6


def decided(ward: Ward, n: int) -> arriving.Sent:
    """Person n has applied, and got their decision."""
    sent, by = arriving.send(ward, NINTEI, answers_of(n)), ward.actor("mori")
    case = Case.objects.get(number=sent.number)
    decide.start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    decide.decide(case=case, result="granted", reason="", seen=case.revision, by=by)
    return sent


def letters_left() -> int:
    return Handover.objects.filter(taker__endswith="print_letter").exclude(state__in=["done", "dead"]).count()


def set_in_type(folder: Path, *, kills: int) -> int:
    """Two workers on all letters; one after the other is killed at work. Returns how many were."""
    killed = 0
    with killing.workers("right", folder, "drill_letters.py") as start:
        start()
        for _ in range(kills):
            victim = start()
            killing.wait_for(lambda victim=victim: (folder / str(victim)).exists() or not letters_left(), 120)
            time.sleep(random.uniform(0, 0.3))
            killed += bool(letters_left())
            killing.kill(victim)
        start()
        killing.wait_for(lambda: not letters_left(), 600)
    return killed


def visit(sent: arriving.Sent, n: int) -> tuple[int, list[set[int]]]:
    """One person opens their page and their paper, while others do."""
    try:
        client, letter = Client(headers={"host": "localhost"}), Letter.objects.get(application_id=sent.number)
        page = client.get(f"/receipts/{sent.secret}/").content.decode()
        paper = client.get(f"/receipts/{sent.secret}/letters/{letter.pk}/")
        return n, [canaries_in(page), canaries_in(paper.content if paper.status_code == 200 else b"")]
    finally:
        connections.close_all()


def drill(people: range, *, kills: int, folder: Path) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads and processes share no in-memory database")
    ward = open_ward(load(), logins=("mori",))
    with in_bulk():
        sent = {n: decided(ward, n) for n in people}
    killed = set_in_type(folder, kills=kills)
    assert killed >= kills // 2, "hardly any kill hit a worker at work: the drill proved nothing"
    assert Counter(Letter.objects.values_list("paper", "paper_code")) == {("ready", ""): len(people)}
    assert Attachment.objects.filter(path="letter").count() == len(people)
    with ThreadPoolExecutor(THREADS) as pool:
        heard = dict(pool.map(lambda n: visit(sent[n], n), people))
    assert {n: found for n, found in heard.items() if found != [{n}, {n}]} == {}
    assert threading.active_count() < 20


@pytest.mark.full
def test_letters_of_many_people_reach_their_own_whoever_is_killed(tmp_path):
    drill(range(1, 17), kills=2, folder=tmp_path)


@pytest.mark.full
def test_two_hundred_letters_reach_their_own_whoever_is_killed(tmp_path):
    drill(range(1, 201), kills=20, folder=tmp_path)
