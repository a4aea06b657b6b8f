"""What is public already becomes data with four eyes; numbers of the moment are told in whole tens, with their minute."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from madoguchi.demo.ledgers import ROWS, publish_registers
from madoguchi.publish import actions
from madoguchi.publish.errors import NotDeclared, NotNow, SamePerson
from madoguchi.publish.queries.live import declared, moment, told
from madoguchi.publish.queries.releases import folder
from madoguchi.registers.actions import import_rows
from madoguchi.trail import clock, worker
from tests.unit.publish.claims import arrive, families
from tests.unit.publish.opened import published


def made(ward, slug, by):
    release = actions.propose_table(slug=slug, by=ward.actor(by))
    worker.run_due()
    release.refresh_from_db()
    return release


def text(release) -> str:
    return (folder(release.hash) / "data.csv").read_text(encoding="utf-8-sig")


def test_the_guides_of_the_procedures_become_a_table_and_wait_for_a_second_person(ward):
    release = made(ward, "shien-seido", "kurata")
    assert release.state == "pending", release.trouble
    lines = text(release).splitlines()
    assert lines[0].startswith("制度ID,制度名") and any(line.startswith("jido-teate-nintei,") for line in lines)
    with pytest.raises(SamePerson):
        actions.release(release=release, by=ward.actor("kurata"))
    with pytest.raises(NotNow):
        actions.propose_table(slug="shien-seido", by=ward.actor("kurata"))


def test_of_a_register_only_what_it_publishes_becomes_data(ward):
    publish_registers(ward)
    release = made(ward, "teikyo-saki-ichiran", "kurata")
    assert (release.state, release.trouble["ja"]) == ("failed", "行が1つもありません。")
    raw = (ROWS / "teikyo-saki.csv").read_text("utf-8")
    import_rows(
        register="teikyo-saki",
        raw=re.sub(r"\{\d+\}", "2026-11-01", raw).encode(),
        why="移した",
        by=ward.actor("kurata"),
    )
    release = made(ward, "teikyo-saki-ichiran", "kurata")
    assert release.state == "pending", release.trouble
    assert text(release).startswith("番号,渡す先")


def test_a_register_that_is_not_published_says_so(ward):
    release = made(ward, "teikyo-saki-ichiran", "kurata")
    assert release.state == "failed" and "公開されていません" in release.trouble["ja"]


def test_what_nobody_declared_is_not_made(ward):
    with pytest.raises(NotDeclared):
        actions.propose_table(slug="kesseki", by=ward.actor("kurata"))


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20)])
def test_a_live_number_is_told_in_whole_tens(n, shown):
    assert told(n) == shown


def test_between_two_quarters_of_an_hour_nothing_changes(ward):
    houses, one = families(ward), declared()["kyo-no-todoki"]
    for _ in range(10):
        arrive(ward, houses, "駅前", date(2026, 11, 24))
    with clock.at(datetime(2026, 11, 24, 15, 7, tzinfo=clock.TOKYO)):
        now = moment(one)
    assert (now.at.minute, now.at_least, now.under) == (0, 10, 20)


def test_everybody_reads_the_number_with_its_minute(ward):
    told_ = Client().get("/data/live/kettei-machi.json").json()
    assert told_["at"] == "2026-11-24T12:00+09:00" and (told_["at_least"], told_["under"]) == (0, 10)
    page = Client().get("/data/live/").content.decode()
    assert "10件未満" in page and "11月24日" in page and "12時" in page
    assert Client().get("/data/live/nothing.json").status_code == 404


def test_its_keeper_sees_in_amber_what_is_past_the_day_of_its_update(ward, client_of):
    published(by=ward.actor("mori"), frequency="monthly")
    assert "更新の予定を過ぎています" not in client_of("mori").get("/staff/data/releases/").content.decode()
    with clock.at(clock.now() + timedelta(days=60)):
        assert "更新の予定を過ぎています" in client_of("mori").get("/staff/data/releases/").content.decode()
