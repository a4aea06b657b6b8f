"""Proposed, built, looked at, let out by a person, taken back with a reason; every release stays at its hash."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client

from madoguchi.publish import actions
from madoguchi.publish.errors import NotAnnounced, NotLookedAt, NotNow, NotYours, SamePerson, SlugTaken
from madoguchi.publish.models import Release
from madoguchi.publish.queries.releases import current, folder, root
from madoguchi.trail import clock, worker
from madoguchi.trail.models import Event
from tests.unit.publish.opened import described, proposed, published
from tests.unit.publish.sheets import GOOD, PEOPLE, brought, sheet


def address(release: Release, name: str = "data.csv") -> str:
    return f"/data/files/{release.hash}/{name}"


def test_a_release_is_built_and_waits_for_a_person(clerk):
    made = proposed(described(by=clerk), sheet([GOOD] * 5), by=clerk)
    assert (made.state, made.rows, made.difference, made.source_id) == ("pending", 5, None, None)
    assert current(made.dataset) is None and folder(made.hash).is_dir()
    assert Client().get(address(made)).status_code == 404


def test_a_named_person_lets_it_out_and_the_trail_says_who(clerk):
    made = published(by=clerk)
    assert (made.state, made.released_by_label) == ("released", clerk.label)
    event = Event.objects.get(verb="publish.released")
    assert event.actor_id == clerk.id and event.data["hash"] == made.hash


def test_only_the_dataset_s_office_and_only_its_reviewers_release(clerk, stranger, ward):
    made = proposed(described(by=clerk), sheet([GOOD]), by=clerk)
    for somebody in (stranger, ward.actor("nagai"), ward.actor("kurata")):
        with pytest.raises(NotYours):
            actions.release(release=made, by=somebody)
    made.refresh_from_db()
    assert made.state == "pending"


def test_a_release_is_let_out_once(clerk):
    made = published(by=clerk)
    with pytest.raises(NotNow):
        actions.release(release=made, by=clerk)


def test_who_proposed_it_does_not_let_it_out(clerk, ward):
    check = brought(sheet([GOOD]), by=clerk)
    made = actions.propose_release(dataset=described(by=clerk), check=check, by=clerk)
    worker.run_due()
    with pytest.raises(SamePerson):
        actions.release(release=made, by=clerk)
    made.refresh_from_db()
    assert made.state == "pending"


def test_a_column_goes_away_only_on_a_day_that_was_told(clerk):
    first = published(by=clerk)
    header = sheet([]).decode("utf-8-sig").strip().replace("開始時間", "備考")
    second = proposed(first.dataset, sheet([GOOD] * 5, header), by=clerk)
    with pytest.raises(NotAnnounced):
        actions.release(release=second, by=clerk)
    with pytest.raises(ValueError, match="day"):
        actions.announce(release=second, day=clock.today() - timedelta(days=1), by=clerk)
    actions.announce(release=second, day=clock.today() + timedelta(days=3), by=clerk)
    with pytest.raises(NotAnnounced):
        actions.release(release=second, by=clerk)
    page = Client().get("/data/aed/").content.decode()
    assert "列が変わります" in page and "開始時間" in page
    with clock.at(clock.now() + timedelta(days=3)):
        actions.release(release=second, by=clerk)
    assert current(first.dataset) == second


def test_what_nobody_looked_at_is_not_proposed(clerk):
    check = brought(PEOPLE, by=clerk)
    with pytest.raises(NotLookedAt):
        actions.propose_release(dataset=described(by=clerk), check=check, by=clerk)
    assert not Release.objects.exists()


def test_another_office_s_address_is_not_taken_over(clerk, stranger):
    described(by=clerk)
    with pytest.raises(SlugTaken):
        described(by=stranger, office="kocho")


def test_the_next_release_shows_what_changed_before_it_goes_out(clerk):
    first = published(by=clerk)
    header = sheet([]).decode("utf-8-sig").strip().replace("開始時間,終了時間", "備考,終了時間")
    second = proposed(first.dataset, sheet([GOOD] * 6, header), by=clerk)
    assert (second.number, second.state) == (2, "pending")
    assert second.told["added_columns"] == ["備考"] and second.told["removed_columns"] == ["開始時間"]
    assert second.told["added"] == 1 and current(first.dataset) == first


def test_every_release_can_be_fetched_for_ever_by_its_hash(clerk):
    first = published(by=clerk)
    second = proposed(first.dataset, sheet([GOOD] * 7), by=clerk)
    actions.release(release=second, by=clerk)
    was = b"".join(Client().get(address(first)).streaming_content)
    now = b"".join(Client().get("/data/aed/latest/data.csv", follow=True).streaming_content)
    assert was.count(b"\r\n") == 6 and now.count(b"\r\n") == 8


def test_what_is_retracted_says_why_and_gives_nothing(clerk):
    made = published(by=clerk)
    with pytest.raises(ValueError, match="reason"):
        actions.retract(release=made, reason="  ", by=clerk)
    actions.retract(release=made, reason="座標がずれていました。", by=clerk)
    answer = Client().get(address(made))
    assert answer.status_code == 410 and "座標がずれていました。" in answer.content.decode()
    assert current(made.dataset) is None


def test_a_table_that_cannot_be_released_says_why(clerk):
    made = proposed(described(by=clerk), sheet([], "a,b"), by=clerk)
    assert made.state == "failed" and "行が1つもありません" in made.trouble["ja"]


def test_nothing_half_lies_in_the_folder_of_releases(clerk):
    published(by=clerk)
    assert not [one for one in root().iterdir() if one.name.startswith(".")]


class TestDownloads:
    def test_a_file_is_for_ever_and_for_every_site(self, clerk):
        answer = Client().get(address(published(by=clerk)))
        assert "immutable" in answer["Cache-Control"] and answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Content-Disposition"] == 'attachment; filename="aed-1.csv"'
        assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbf")

    def test_a_part_is_given_as_a_part(self, clerk):
        made = published(by=clerk)
        whole = (folder(made.hash) / "data.csv").read_bytes()
        for asked, part in (("bytes=0-9", whole[:10]), ("bytes=-5", whole[-5:]), ("bytes=20-", whole[20:])):
            answer = Client().get(address(made), headers={"Range": asked})
            assert (answer.status_code, answer.content) == (206, part)
        answer = Client().get(address(made), headers={"Range": f"bytes={len(whole)}-"})
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(whole)}")

    def test_who_has_it_already_is_told_so(self, clerk):
        made = published(by=clerk)
        first = Client().get(address(made))
        assert b"".join(first.streaming_content)
        tag = first["ETag"]
        assert Client().get(address(made), headers={"If-None-Match": tag}).status_code == 304

    def test_it_goes_packed_to_who_unpacks(self, clerk):
        made = published(by=clerk)
        answer = Client().get(address(made), headers={"Accept-Encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        assert gzip.decompress(b"".join(answer.streaming_content)) == (folder(made.hash) / "data.csv").read_bytes()

    def test_no_other_file_of_the_folder_is_given(self, clerk):
        made = published(by=clerk)
        assert Client().get(address(made, "release.json")).status_code == 404
        assert Client().get("/data/files/" + "0" * 64 + "/data.csv").status_code == 404
