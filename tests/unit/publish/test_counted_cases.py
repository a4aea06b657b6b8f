"""From cases to open data: counted when a period is over, small cells hidden, proven, let out by a second person."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings as live
from django.test import Client

from madoguchi.anonymise.tables.certificate import KIND
from madoguchi.anonymise.tables.emit import HIDDEN
from madoguchi.demo.households import Household
from madoguchi.demo.ward import Ward
from madoguchi.protect import actions as vault
from madoguchi.protect.models import Reading
from madoguchi.publish import actions
from madoguchi.publish.counted import gathering, proof
from madoguchi.publish.counted.periods import period_of
from madoguchi.publish.counted.plan import UNKNOWN, plans
from madoguchi.publish.errors import CountChanged, NothingNew, NotNow, NotProven, NotYours, SamePerson
from madoguchi.publish.models import CountedPeriod, Proof, Release
from madoguchi.publish.queries.releases import folder
from madoguchi.trail import clock, worker
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.publish.claims import arrive, arrive_all, families, shield_head

SLUG = "jido-teate-machibetsu"
AUGUST, OCTOBER = date(2026, 8, 10), date(2026, 10, 12)
AUTUMN, WINTER = "2026年度第2四半期", "2026年度第3四半期"
MANY = {"若草町": 9, "青葉台": 7, "本町": 8, "川端町": 6, "駅前": 12, "東山": 6, "桜ケ丘": 2}


@pytest.fixture(autouse=True)
def after_the_summer() -> Iterator[None]:
    plans.cache_clear()
    with clock.at(datetime(2026, 10, 20, 12, tzinfo=clock.TOKYO)):
        yield
    plans.cache_clear()


@pytest.fixture
def houses(ward: Ward) -> Iterator[Household]:
    return families(ward)


def counted(ward: Ward, slug: str = SLUG, *, by: str = "nagai") -> Release:
    made = actions.propose_count(slug=slug, by=ward.actor(by))
    worker.run_due()
    made.refresh_from_db()
    return made


def released(ward: Ward) -> Release:
    made = counted(ward)
    actions.release(release=made, by=ward.actor("mori"))
    return made


def rows(release: Release) -> list[dict[str, str]]:
    text = (folder(release.hash) / "data.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def shown(release: Release, period: str = AUTUMN) -> dict[str, str]:
    return {row["町"]: row["件数"] or row["秘匿"] for row in rows(release) if row["期間"] == period}


def test_what_is_over_is_counted_and_a_second_person_lets_it_out(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = actions.propose_count(slug=SLUG, by=ward.actor("mori"))
    worker.run_due()
    made.refresh_from_db()
    assert (made.state, made.trouble) == ("pending", None)
    autumn = shown(made)
    assert (autumn["駅前"], autumn["総数"], autumn["桜ケ丘"]) == ("12", "50", "X")
    with pytest.raises(SamePerson):
        actions.release(release=made, by=ward.actor("mori"))
    assert Client().get(f"/data/{SLUG}/").status_code == 404


def test_what_is_out_stands_in_the_same_catalogue_and_apis(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = released(ward)
    page = Client().get(f"/data/{SLUG}/").content.decode()
    assert "児童手当の請求(町別)" in page and "検査の証明" in page
    assert Client().get(f"/api/3/action/package_show?id={SLUG}").json()["result"]["name"] == SLUG
    told = Client().get("/api/3/action/datastore_search", {"resource_id": _resource(), "limit": 2}).json()["result"]
    assert told["total"] == made.rows and told["records"][0]["期間"] == AUTUMN
    paper = Client().get(f"/data/{SLUG}/certificate.json").json()
    assert paper["release"] == made.hash and paper["periods"][0]["certificate"]["passed"] is True


def _resource() -> str:
    package = Client().get(f"/api/3/action/package_show?id={SLUG}").json()["result"]
    return next(one["id"] for one in package["resources"] if one["format"] == "CSV")


def test_no_small_number_is_shown_nor_found_by_subtracting(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = counted(ward)
    k, numbers = plans()[SLUG].k, [int(row["件数"]) for row in rows(made) if row["件数"]]
    assert k == 5 and min(numbers) >= k
    for whole, parts in _sums(shown(made)):
        hidden = [part for part in parts if part == HIDDEN]
        if whole != HIDDEN and hidden:
            left = int(whole) - sum(int(part) for part in parts if part != HIDDEN)
            assert len(hidden) > 1 and left >= k, "what is left over could be only small, or is one cell"


def _sums(table: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    groups = plans()[SLUG].dataset.count.by[0].groups
    yield table["総数"], [table[name] for name in (*groups, "どこにも入らないもの")]
    for name, towns in groups.items():
        yield table[name], [table[town] for town in towns]


def test_no_answer_of_anybody_is_in_a_released_byte(ward, houses):
    cases = arrive_all(ward, MANY, AUGUST, houses=houses)
    words = {"canary": "カナリア8315", "case": cases[0].number, "record": str(cases[0].record_id)}
    arrive(ward, houses, "駅前", AUGUST, **_with_canary(words["canary"]))
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


def test_the_next_release_tells_the_same_of_what_was_out(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    first = released(ward)
    before = rows(first)
    arrive(ward, houses, "桜ケ丘", AUGUST)  # entered late: its period is closed
    arrive_all(ward, {"駅前": 7, "本町": 8, "若草町": 9}, OCTOBER, houses=houses)
    with clock.at(datetime(2027, 1, 20, 12, tzinfo=clock.TOKYO)):
        second = released(ward)
    assert rows(second)[: len(before)] == before
    assert shown(second, WINTER)["総数"] == "24"


def test_what_was_counted_is_not_counted_again(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = counted(ward)
    with pytest.raises(NotNow):
        actions.propose_count(slug=SLUG, by=ward.actor("nagai"))
    actions.release(release=made, by=ward.actor("mori"))
    with pytest.raises(NothingNew):
        actions.propose_count(slug=SLUG, by=ward.actor("nagai"))


def test_erasing_a_case_changes_nothing_that_was_released(ward, houses):
    cases = arrive_all(ward, MANY, AUGUST, houses=houses)
    first = released(ward)
    content = (folder(first.hash) / "data.csv").read_bytes()
    vault.erase(cases[0].record_id, reason="kept-long-enough", by=SYSTEM)
    arrive_all(ward, MANY, OCTOBER, houses=houses)
    with clock.at(datetime(2027, 1, 20, 12, tzinfo=clock.TOKYO)):
        second = released(ward)
    assert (folder(first.hash) / "data.csv").read_bytes() == content
    assert shown(second) == shown(first)


def test_of_a_shielded_family_nothing_is_counted_but_that_it_exists(ward, houses):
    arrive(ward, houses, "若草町", AUGUST)
    fled = next(houses)
    arrive(ward, iter([fled]), "駅前", AUGUST)
    shield_head(fled)
    found = gathering.gather(plans()[SLUG], period_of(AUGUST, "quarter"), by=SYSTEM)
    assert found.rows == [("若草町",), (UNKNOWN,)]


def test_ten_notices_of_one_child_are_one_child(ward, houses):
    house = next(houses)
    for _ in range(10):
        arrive(ward, iter([house]), "駅前", AUGUST)
    arrive_all(ward, {"若草町": 9, "本町": 9}, AUGUST, houses=houses)
    made = counted(ward)
    assert shown(made)["駅前"] == HIDDEN


def test_each_count_is_written_into_the_access_log_with_its_purpose(ward, houses):
    arrive_all(ward, {"駅前": 3}, AUGUST, houses=houses)
    counted(ward)
    reading = Reading.objects.filter(channel="statistics").get()
    assert (reading.purpose, reading.actor_kind, reading.fields) == ("statistics", "system", ["home"])
    assert reading.items.count() == 3


def test_interrupted_before_its_last_step_nothing_is_kept_and_it_begins_again(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = actions.propose_count(slug=SLUG, by=ward.actor("nagai"))
    event = Event.objects.get(verb="publish.count_proposed")
    actions.count_release(event)  # the last step is never taken: the worker died
    made.refresh_from_db()
    assert (made.state, CountedPeriod.objects.count(), Proof.objects.count()) == ("waiting", 0, 0)
    worker.run_due()
    made.refresh_from_db()
    assert made.state == "pending"


def test_without_a_certificate_nothing_goes_out(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = counted(ward)
    kept = {name: getattr(made, name) for name in ("dataset", "hash", "rows", "proposed_by", "proposed_by_label")}
    bare = Release.objects.create(**kept, number=9, state="pending", proposed_at=clock.now())
    with pytest.raises(NotProven, match="none"):
        actions.release(release=bare, by=ward.actor("mori"))
    client = Client()
    assert client.get(f"/data/{SLUG}/").status_code == 404


def test_a_certificate_about_something_else_is_none(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = counted(ward)
    period, paper = CountedPeriod.objects.get(), Proof.objects.get()

    def ask(proof_: Proof | None = paper, period: CountedPeriod = period, hash_: str = made.hash) -> None:
        proof.must_hold(proof_, release_hash=hash_, folder=folder(made.hash), periods=[period])

    ask()
    for wrong in (
        {"proof_": None},
        {"hash_": "0" * 64},
        {"proof_": Proof(release_hash=made.hash, periods=[])},
        {"period": _with(period, {"passed": False})},
        {"period": _with(period, {"files": {"table.csv": "0" * 64}})},
        {"period": _with(period, {"kind": "another"})},
    ):
        with pytest.raises(NotProven):
            ask(**wrong)  # type: ignore[arg-type]


def _with(period: CountedPeriod, change: dict[str, object]) -> CountedPeriod:
    fields = {name: getattr(period, name) for name in ("dataset", "begins", "name", "table", "table_hash", "page")}
    return CountedPeriod(**fields, certificate=period.certificate | change)


def test_a_file_that_was_changed_on_the_disk_is_not_let_out(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
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


def test_only_the_office_counts_its_cases(ward):
    with pytest.raises(NotYours):
        actions.propose_count(slug=SLUG, by=ward.actor("kubota"))


def test_what_is_counted_otherwise_needs_another_name(ward, houses, settings, tmp_path):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    released(ward)
    arrive_all(ward, MANY, OCTOBER, houses=houses)
    settings.MADOGUCHI_TOWN = _another_town(tmp_path / "town", "k: 7\n  by:")
    plans.cache_clear()
    with clock.at(datetime(2027, 1, 20, 12, tzinfo=clock.TOKYO)), pytest.raises(CountChanged):
        actions.propose_count(slug=SLUG, by=ward.actor("nagai"))


def _another_town(to: Path, by: str) -> Path:
    shutil.copytree(live.MADOGUCHI_TOWN, to)
    file = to / "datasets" / f"{SLUG}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("by:", by), encoding="utf-8")
    return to


def test_the_second_person_reads_the_report_before(ward, houses, client_of):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    client = client_of("nagai")
    assert "数える" in client.get("/staff/data/counts/").content.decode()
    sent = client.post(f"/staff/data/counts/{SLUG}/count/")
    assert sent.status_code == 302
    worker.run_due()
    boss = client_of("mori")
    page = boss.get(sent.url).content.decode()
    assert "検査の証明" in page and "合格" in page
    report = boss.get(f"{sent.url}report/{CountedPeriod.objects.get().pk}/")
    assert "検査に合格しました" in report.content.decode() and "sandbox" in report["Content-Security-Policy"]
    assert boss.get(f"{sent.url}certificate.json").json()["periods"][0]["period"] == AUTUMN
    again = client.post(f"/staff/data/counts/{SLUG}/count/")
    assert again.status_code == 409 and "公開を待っています" in again.content.decode()
    assert boss.post(f"{sent.url}out/").status_code == 302


def test_the_words_of_a_certificate_are_those_of_the_verifier():
    assert (proof.KIND, proof.HIDDEN) == (KIND, HIDDEN)


def test_nobody_but_staff_reads_what_is_not_out(ward, houses):
    arrive_all(ward, MANY, AUGUST, houses=houses)
    made = counted(ward)
    for path in ("certificate.json", f"report/{CountedPeriod.objects.get().pk}/"):
        assert Client().get(f"/staff/data/releases/{made.pk}/{path}").status_code in (302, 403, 404)
    assert Client().get(f"/data/{SLUG}/certificate.json").status_code == 404
    assert json.dumps(made.told) == "{}"
