"""Of counted cases nothing small and nothing personal comes out, and nothing without its certificate."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from madoguchi.anonymise.tables.certificate import KIND
from madoguchi.anonymise.tables.emit import HIDDEN
from madoguchi.publish import actions
from madoguchi.publish.counted import proof
from madoguchi.publish.counted.plan import plans
from madoguchi.publish.errors import NotProven
from madoguchi.publish.models import CountedPeriod, Proof, Release
from madoguchi.publish.queries.releases import folder
from madoguchi.trail import clock, worker
from madoguchi.trail.models import Event
from tests.unit.publish.claims import arrive, arrive_all
from tests.unit.publish.counts import MANY, SEPTEMBER, SLUG, counted, released, rows, shown

pytestmark = pytest.mark.usefixtures("after_the_summer")


def test_no_small_number_is_shown_nor_found_by_subtracting(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = counted(ward)
    k, numbers = plans()[SLUG].k, [int(row["件数"]) for row in rows(made) if row["件数"]]
    assert k == 5 and min(numbers) >= k
    for whole, parts in _sums(shown(made)):
        hidden = [part for part in parts if part == HIDDEN]
        if whole != HIDDEN and hidden:
            left = int(whole) - sum(int(part) for part in parts if part != HIDDEN)
            assert len(hidden) > 1 and left >= k, "what is left over could be only small, or is one cell"


def _sums(table: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    groups = plans()[SLUG].count.by[0].groups
    yield table["総数"], [table[name] for name in groups]
    for name, towns in groups.items():
        yield table[name], [table[town] for town in towns]


def test_no_answer_of_anybody_is_in_a_released_byte(ward, houses):
    cases = arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    words = {"canary": "カナリア8315", "case": cases[0].number, "record": str(cases[0].record_id)}
    arrive(ward, houses, "駅前", SEPTEMBER, **_with_canary(words["canary"]))
    made = released(ward)
    whole = [path.read_bytes() for path in sorted(folder(made.hash).iterdir())]
    stored = CountedPeriod.objects.get()
    paper = Client().get(f"/data/{SLUG}/certificate.json").content
    for one in (*whole, stored.table.encode(), stored.page.encode(), paper):
        for word in words.values():
            assert word.encode() not in one and word.encode("utf-16-le") not in one


def _with_canary(word: str) -> dict[str, object]:
    home = {"postal_code": "0000131", "prefecture": "青葉都", "city": "みどり区", "town": f"駅前{word}"}
    return {"home": home | {"number": word, "building": word}}


def test_interrupted_before_its_last_step_nothing_is_kept_and_it_begins_again(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = actions.propose_count(slug=SLUG, by=ward.actor("nagai"))
    event = Event.objects.get(verb="publish.count_proposed")
    actions.count_release(event)  # the last step is never taken: the worker died
    made.refresh_from_db()
    assert (made.state, CountedPeriod.objects.count(), Proof.objects.count()) == ("waiting", 0, 0)
    worker.run_due()
    made.refresh_from_db()
    assert made.state == "pending"


def test_without_a_certificate_nothing_goes_out(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = counted(ward)
    kept = {name: getattr(made, name) for name in ("dataset", "hash", "rows", "proposed_by", "proposed_by_label")}
    bare = Release.objects.create(**kept, number=9, state="pending", proposed_at=clock.now())
    with pytest.raises(NotProven, match="none"):
        actions.release(release=bare, by=ward.actor("mori"))
    client = Client()
    assert client.get(f"/data/{SLUG}/").status_code == 404


def test_a_certificate_about_something_else_is_none(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = counted(ward)
    period, paper = CountedPeriod.objects.get(), Proof.objects.get()

    def ask(proof_: Proof | None = paper, period: CountedPeriod = period, hash_: str = made.hash) -> None:
        proof.must_hold(proof_, release_hash=hash_, folder=folder(made.hash), periods=[period])

    ask()
    wrongs: list[dict[str, Any]] = [
        {"proof_": None},
        {"hash_": "0" * 64},
        {"proof_": Proof(release_hash=made.hash, periods=[])},
        {"period": _with(period, {"passed": False})},
        {"period": _with(period, {"files": {"table.csv": "0" * 64}})},
        {"period": _with(period, {"kind": "another"})},
    ]
    for wrong in wrongs:
        with pytest.raises(NotProven):
            ask(**wrong)


def _with(period: CountedPeriod, change: dict[str, object]) -> CountedPeriod:
    fields = {name: getattr(period, name) for name in ("dataset", "begins", "name", "table", "table_hash", "page")}
    return CountedPeriod(**fields, certificate=period.certificate | change)


def test_a_file_that_was_changed_on_the_disk_is_not_let_out(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = counted(ward)
    path = folder(made.hash) / "data.csv"
    content = path.read_bytes()
    path.chmod(0o640)
    try:
        path.write_bytes(content.replace(b"X", b"2", 1))
        with pytest.raises(NotProven, match="release"):
            actions.release(release=made, by=ward.actor("mori"))
    finally:
        shutil.rmtree(folder(made.hash))


def test_the_words_of_a_certificate_are_those_of_the_verifier():
    assert (proof.KIND, proof.HIDDEN) == (KIND, HIDDEN)


def test_nobody_but_staff_reads_what_is_not_out(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = counted(ward)
    for path in ("certificate.json", f"report/{CountedPeriod.objects.get().pk}/"):
        assert Client().get(f"/staff/data/releases/{made.pk}/{path}").status_code in (302, 403, 404)
    assert Client().get(f"/data/{SLUG}/certificate.json").status_code == 404
    assert json.dumps(made.told) == "{}"
