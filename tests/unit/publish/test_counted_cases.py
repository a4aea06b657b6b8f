"""From cases to open data: counted when a period is over, let out by a second person, never told otherwise."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as live
from django.test import Client

from madoguchi.anonymise.tables.emit import HIDDEN
from madoguchi.protect import actions as vault
from madoguchi.protect.models import Reading
from madoguchi.publish import actions
from madoguchi.publish.counted import gathering
from madoguchi.publish.counted.periods import period_of
from madoguchi.publish.counted.plan import UNKNOWN, plans
from madoguchi.publish.errors import CountChanged, NothingNew, NotNow, NotYours, SamePerson
from madoguchi.publish.models import CountedPeriod, Release
from madoguchi.publish.queries.releases import folder
from madoguchi.trail import clock, worker
from madoguchi.trail.actor import SYSTEM
from tests.unit.publish.claims import arrive, arrive_all, shield_head
from tests.unit.publish.counts import FIRST, MANY, OCTOBER, SECOND, SEPTEMBER, SLUG, counted, released, rows, shown

pytestmark = pytest.mark.usefixtures("after_the_summer")


def test_what_is_over_is_counted_and_a_second_person_lets_it_out(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
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
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = released(ward)
    page = Client().get(f"/data/{SLUG}/").content.decode()
    assert "児童手当の請求(町・月別)" in page and "検査の証明" in page
    cells, hidden = told_of(made)
    assert f"この版の{cells}マスのうち{hidden}マスが「X」です。5件か5人に満たないマス" in page
    assert re.search(r"<td[^>]*>\s*X\s*</td>", page), "what is hidden is told beside the empty number"
    assert f"{FIRST}の件数" in page and "件数の合計" not in page, "the chart says of which period its numbers are"
    assert Client().get(f"/api/3/action/package_show?id={SLUG}").json()["result"]["name"] == SLUG
    told = Client().get("/api/3/action/datastore_search", {"resource_id": _resource(), "limit": 2}).json()["result"]
    assert told["total"] == made.rows and told["records"][0]["期間"] == FIRST
    paper = Client().get(f"/data/{SLUG}/certificate.json").json()
    assert paper["release"] == made.hash and paper["periods"][0]["certificate"]["passed"] is True


def told_of(release: Release) -> tuple[int, int]:
    numbers = list(shown(release).values())
    return len(numbers), numbers.count(HIDDEN)


def _resource() -> str:
    package = Client().get(f"/api/3/action/package_show?id={SLUG}").json()["result"]
    return next(one["id"] for one in package["resources"] if one["format"] == "CSV")


def test_the_next_release_tells_the_same_of_what_was_out(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    first = released(ward)
    before = rows(first)
    arrive(ward, houses, "桜ケ丘", SEPTEMBER)  # entered late: its period is closed
    arrive_all(ward, {"駅前": 7, "本町": 8, "若草町": 9}, OCTOBER, houses=houses)
    with clock.at(datetime(2027, 1, 20, 12, tzinfo=clock.TOKYO)):
        second = released(ward)
    assert rows(second)[: len(before)] == before
    assert shown(second, SECOND)["総数"] == "24"


def test_what_was_counted_is_not_counted_again(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    made = counted(ward)
    with pytest.raises(NotNow):
        actions.propose_count(slug=SLUG, by=ward.actor("nagai"))
    actions.release(release=made, by=ward.actor("mori"))
    with pytest.raises(NothingNew):
        actions.propose_count(slug=SLUG, by=ward.actor("nagai"))


def test_erasing_a_case_changes_nothing_that_was_released(ward, houses):
    cases = arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    first = released(ward)
    content = (folder(first.hash) / "data.csv").read_bytes()
    vault.erase(cases[0].record_id, reason="kept-long-enough", by=SYSTEM)
    arrive_all(ward, MANY, OCTOBER, houses=houses)
    with clock.at(datetime(2027, 1, 20, 12, tzinfo=clock.TOKYO)):
        second = released(ward)
    assert (folder(first.hash) / "data.csv").read_bytes() == content
    assert shown(second) == shown(first)


def test_of_a_shielded_family_nothing_is_counted_but_that_it_exists(ward, houses):
    arrive(ward, houses, "若草町", SEPTEMBER)
    fled = next(houses)
    arrive(ward, iter([fled]), "駅前", SEPTEMBER)
    shield_head(fled)
    found = gathering.gather(plans()[SLUG], period_of(SEPTEMBER, "month"), by=SYSTEM)
    assert found.rows == [("若草町",), (UNKNOWN,)]


def test_what_has_no_town_is_counted_with_a_district_so_that_none_is_hidden_for_it(ward, houses):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
    told = shown(counted(ward))
    assert (told["西部"], told["東部と町が不明なもの"], told["不明・そのほか"]) == ("21", "29", "X")
    assert "どこにも入らないもの" not in told


def test_ten_notices_of_one_child_are_one_child(ward, houses):
    house = next(houses)
    for _ in range(10):
        arrive(ward, iter([house]), "駅前", SEPTEMBER)
    arrive_all(ward, {"若草町": 9, "本町": 9}, SEPTEMBER, houses=houses)
    made = counted(ward)
    assert shown(made)["駅前"] == HIDDEN


def test_each_count_is_written_into_the_access_log_with_its_purpose(ward, houses):
    arrive_all(ward, {"駅前": 3}, SEPTEMBER, houses=houses)
    counted(ward)
    reading = Reading.objects.filter(channel="statistics").get()
    assert (reading.purpose, reading.actor_kind, reading.fields) == ("statistics", "system", ["home"])
    assert reading.items.count() == 3


def test_only_the_office_counts_its_cases(ward):
    with pytest.raises(NotYours):
        actions.propose_count(slug=SLUG, by=ward.actor("kubota"))


def test_what_is_counted_otherwise_needs_another_name(ward, houses, settings, tmp_path):
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
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
    arrive_all(ward, MANY, SEPTEMBER, houses=houses)
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
    assert boss.get(f"{sent.url}certificate.json").json()["periods"][0]["period"] == FIRST
    again = client.post(f"/staff/data/counts/{SLUG}/count/")
    assert again.status_code == 409 and "公開を待っています" in again.content.decode()
    assert boss.post(f"{sent.url}out/").status_code == 302
