"""What residents wrote in an app is opened one by one: read by a person, and only what every answer lets out goes out."""

import json
from datetime import timedelta
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madoguchi.declare.dataset import ITEM_QUESTIONS
from madoguchi.demo.reported import SLUG
from madoguchi.protect import actions as vault
from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, NotYours, Unfit
from madoguchi.publish.models import Dataset, Item, ItemFile
from madoguchi.publish.queries import items as queries
from madoguchi.publish.queries.items import cells_of, declared_items, items_of
from madoguchi.publish.queries.releases import root
from madoguchi.trail import clock, worker
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.publish.opened import colleague_of
from tests.unit.publish.reports import OUT, PAGE, ROW, ROWS, answered, brought, proposed, rows_of, sheet
from tests.unit.publish.sheets import OFFICE


@pytest.fixture
def desk(clerk, client_of) -> Client:
    return client_of("mori")


def send(desk: Client, content: bytes, name: str = "app.csv"):
    return desk.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def test_only_what_is_declared_is_kept_and_a_place_only_coarsely(desk):
    assert send(desk, sheet()).status_code == 302
    first, _second, third = Item.objects.order_by("pk")
    assert (first.lat, first.lon, third.lat) == (35.031, 139.052, None)
    assert cells_of(first) == {"分類": "遊具", "本文": "すべり台の手すりがぐらぐらします。", "投稿日": "2026-11-01"}
    assert ItemFile.objects.get().left_out == ["投稿者"]
    page = desk.get(PAGE).content.decode()
    assert "宣言にない列は、受け取らずに捨てました" in page and "投稿者" in page
    assert "手すり" not in page, "the list tells no words of an item"


def test_what_may_be_about_a_person_is_marked_at_its_place(desk):
    send(desk, sheet())
    _first, second, third = Item.objects.order_by("pk")
    page = desk.get(f"/staff/data/items/{second.pk}/").content.decode()
    assert "連絡は <mark>０９０−００００−１４１４<small" in page and "電話番号" in page
    page = desk.get(f"/staff/data/items/{third.pk}/").content.decode()
    assert "となりの<mark>佐藤さん<small" in page and "人の名前" in page


def test_each_question_is_answered_for_this_item(desk):
    send(desk, sheet())
    first, second, _third = Item.objects.order_by("pk")
    typed = {f"q-{name}": answer for name, answer in OUT.items()} | {"stamp": first.stamp, "keep_place": "keep"}
    for gone in OUT:
        told = {name: answer for name, answer in typed.items() if name != f"q-{gone}"}
        answer = desk.post(f"/staff/data/items/{first.pk}/", told)
        assert answer.status_code == 422 and "答えていない質問があります" in answer.content.decode()
        assert answer.content.decode().count(" checked") == len(OUT), "what was answered stays"
    answer = desk.post(f"/staff/data/items/{first.pk}/", typed)
    assert answer.status_code == 302 and answer.url == f"/staff/data/items/{second.pk}/#look"
    first.refresh_from_db()
    assert (first.state, first.judged_by_label, first.answers) == ("accepted", "森 あかね", OUT)
    told = Event.objects.get(verb="publish.item_answered")
    assert told.data["answers"] == [f"{name}:{answer}" for name, answer in OUT.items()] and told.data["out"] is True


def test_one_answer_that_does_not_let_it_out_holds_it_back(clerk):
    first, *_rest = brought(clerk)
    for name, passing in OUT.items():
        assert answered(first, clerk, **{name: "no" if passing == "yes" else "yes"}) is False
        first.refresh_from_db()
        assert first.state == "refused"
    assert answered(first, clerk) is True, "who answered wrongly may answer again"


def test_marked_words_are_looked_at_and_a_place_is_kept_or_dropped_by_a_word_of_a_person(clerk):
    _first, second, _third = brought(clerk)
    with pytest.raises(Unfit, match="seen"):
        answered(second, clerk, seen=False)
    with pytest.raises(Unfit, match="keep_place"):
        answered(second, clerk, keep_place=None)
    assert answered(second, clerk, keep_place=False)
    second.refresh_from_db()
    assert (second.lat, second.lon) == (None, None)


def test_what_may_be_a_my_number_is_never_shown_and_never_goes_out(clerk, desk):
    (item,) = brought(clerk, sheet("R-1,遊具,番号は 1234-5678-9018 です,2026-11-01,,,u\r\n"))
    page = desk.get(f"/staff/data/items/{item.pk}/").content.decode()
    assert "1234-5678-9018" not in page and "マイナンバーかもしれない数字" in page
    with pytest.raises(Unfit, match="my-number"):
        answered(item, clerk)
    assert answered(item, clerk, persons="yes") is False


def test_only_what_passed_goes_out_and_another_person_lets_it_out(clerk, desk):
    first, second, _third = brought(clerk)
    with pytest.raises(NotNow):
        actions.propose_items(dataset=first.dataset, by=clerk)
    answered(first, clerk)
    answered(second, clerk, persons="yes")
    release = proposed(colleague_of(clerk, OFFICE))
    assert release.state == "pending" and release.checklist == {
        "passed": 1, "held": 1, "waiting": 1, "by": {"persons": 1, "rights": 0, "location": 0, "licence": 0},
    }  # fmt: skip
    page = desk.get(f"/staff/data/releases/{release.pk}/").content.decode()
    assert "公開しない答えのあった質問" in page and "手すりがぐらぐら" in page
    actions.release(release=release, by=clerk)
    assert rows_of(release) == [
        {"投稿番号": "R-1", "分類": "遊具", "本文": "すべり台の手すりがぐらぐらします。", "投稿日": "2026-11-01", "緯度": "35.031", "経度": "139.052"}
    ]  # fmt: skip
    public = Client().get(f"/data/{SLUG}/").content.decode()
    assert "確かめて公開しなかったものが、10件未満あります" in public and "100メートルほどに粗く" in public
    found = Client().get(f"/api/3/action/package_show?id={SLUG}").json()["result"]["resources"]
    assert {"CSV", "GeoJSON"} <= {one["format"] for one in found}
    assert SLUG in Client().get("/catalog.ttl").content.decode()
    point = b"".join(Client().get(f"/data/files/{release.hash}/data.geojson").streaming_content)
    assert json.loads(point)["features"][0]["geometry"]["coordinates"] == [139.052, 35.031]


def test_a_changed_item_is_looked_at_anew_and_calls_off_what_waits(clerk, django_capture_on_commit_callbacks):
    first, _second, third = brought(clerk)
    for one in (first, third):
        answered(one, clerk)
    release = proposed(clerk)
    place = root() / release.hash[:2] / release.hash
    with django_capture_on_commit_callbacks(execute=True):
        brought(clerk, sheet(ROWS.replace("ぐらぐらします", "直りました")))
    first.refresh_from_db(), third.refresh_from_db(), release.refresh_from_db()
    assert (first.state, first.answers, third.state) == ("waiting", {}, "accepted")
    assert (release.state, release.hash) == ("failed", "") and not place.exists()
    file = ItemFile.objects.latest("pk")
    assert (file.new, file.changed, file.same) == (0, 1, 2)


@pytest.mark.full
def test_who_had_another_content_before_them_answers_nothing(clerk, desk):
    first, *_rest = brought(clerk)
    old = first.stamp
    brought(clerk, sheet(ROWS.replace("ぐらぐらします", "090-0000-0000")))
    typed = {f"q-{name}": answer for name, answer in OUT.items()} | {"stamp": old, "keep_place": "keep"}
    answer = desk.post(f"/staff/data/items/{first.pk}/", typed)
    assert answer.status_code == 409 and "中身が新しくなりました" in answer.content.decode()
    first.refresh_from_db()
    assert first.state == "waiting"


@pytest.mark.full
def test_an_answer_that_changes_after_all_calls_off_what_waits_and_the_next_release_is_without_it(clerk):
    first, _second, third = brought(clerk)
    for one in (first, third):
        answered(one, clerk)
    release = proposed(clerk)
    answered(third, clerk, persons="yes")
    release.refresh_from_db()
    assert release.state == "failed" and "もう一度版を作ってください" in release.trouble["ja"]
    assert proposed(clerk).rows == 1


@pytest.mark.full
def test_an_answer_that_changes_while_a_release_is_built_keeps_it_in(clerk):
    first, *_rest = brought(clerk)
    answered(first, clerk)
    release = actions.propose_items(dataset=first.dataset, by=clerk)
    write = actions.make_items(Event.objects.get(verb="publish.items_proposed"))  # built, and not yet told
    answered(first, clerk, persons="yes")
    write()
    release.refresh_from_db()
    assert release.state == "failed"


@pytest.mark.full
def test_where_the_town_asks_more_it_is_looked_at_again(clerk, monkeypatch):
    first, *_rest = brought(clerk)
    answered(first, clerk)
    one = declared_items()[SLUG]
    asked = [*ITEM_QUESTIONS, ITEM_QUESTIONS[0].model_copy(update={"id": "children"})]
    more = one.model_copy(update={"items": one.items.model_copy(update={"questions": tuple(asked)})})
    monkeypatch.setattr(queries, "declared", lambda: {SLUG: more})
    assert [each.key for each in items_of(first.dataset, more.items).waiting] == ["R-1", "R-2", "R-3"]
    with pytest.raises(NotNow):
        actions.propose_items(dataset=first.dataset, by=clerk)


@pytest.mark.full
def test_what_was_held_back_is_destroyed_after_two_weeks(clerk):
    first, second, _third = brought(clerk)
    answered(first, clerk, persons="yes")
    answered(second, clerk)
    assert actions.drop_held_items(by=SYSTEM) == 0
    with clock.at(clock.now() + timedelta(days=15)):
        assert actions.drop_held_items(by=SYSTEM) == 1
    kept = first.content_id
    first.refresh_from_db()
    assert (first.content_id, first.lat, first.state) == (None, None, "refused") and first.judged_by_label
    with pytest.raises(vault.Gone):
        vault.open_loose(kept)
    with pytest.raises(NotNow):
        answered(first, clerk)
    brought(clerk)
    first.refresh_from_db()
    assert first.state == "refused", "the same again is not asked again"


def test_what_nobody_answers_for_is_gone_after_half_a_year_and_new_when_it_comes_again(clerk):
    first, *_rest = brought(clerk)
    with clock.at(clock.now() + timedelta(days=179)):
        assert actions.drop_held_items(by=SYSTEM) == 0
    with clock.at(clock.now() + timedelta(days=181)):
        assert actions.drop_held_items(by=SYSTEM) == 3
        assert not Item.objects.exists()
        with pytest.raises(vault.Gone):
            vault.open_loose(first.content_id)
        assert [one.state for one in brought(clerk)] == ["waiting"] * 3


def test_a_release_whose_declaration_is_taken_away_fails_with_words_and_blocks_nothing(clerk, monkeypatch):
    for one in brought(clerk):
        answered(one, clerk)
    release = actions.propose_items(dataset=Dataset.objects.get(slug=SLUG), by=clerk)
    monkeypatch.setattr("madoguchi.publish.actions.answering.declared_items", dict)
    worker.run_due()
    release.refresh_from_db()
    assert release.state == "failed" and "宣言を戻して" in release.trouble["ja"]
    monkeypatch.undo()
    assert actions.propose_items(dataset=release.dataset, by=clerk).state == "waiting"


@pytest.mark.full
def test_other_offices_see_none_and_bring_none(clerk, stranger, desk, client_of):
    first, *_rest = brought(clerk)
    other = client_of("sakuma")
    for address in (PAGE, f"/staff/data/items/{first.pk}/"):
        assert other.get(address).status_code == 404
    assert SLUG not in other.get("/staff/data/items/").content.decode()
    assert client_of("kurata").get(f"/staff/data/items/{first.pk}/").status_code == 200
    assert send(client_of("kurata"), sheet()).status_code == 404
    with pytest.raises(NotYours):
        brought(stranger)
    with pytest.raises(NotYours):
        answered(first, stranger)
    assert desk.get("/staff/data/items/").status_code == 200


@pytest.mark.full
def test_of_any_answers_only_what_passed_is_ever_in_a_release(clerk):
    """Released ⊆ passed, whatever people answer, bring again and release in between."""
    rng = Random("items")  # a test's dice need no secrecy
    rows = [f"R-{n},遊具,{n}番目の言葉です。,2026-11-01,35.03,139.05,u\r\n" for n in range(8)]
    passed: dict[str, str] = {}
    for _turn in range(4):
        texts = [row.replace("言葉", rng.choice(["言葉", "文"])) for row in rows]
        for item in brought(clerk, sheet("".join(texts))):
            if item.state == "waiting":
                passed.pop(item.key, None)
            if rng.random() < 0.7:
                answers = {name: rng.choice(["yes", "no", passing, passing]) for name, passing in OUT.items()}
                out = answered(item, clerk, **answers)
                passed.pop(item.key, None)
                assert out == (answers == OUT)
                if out:
                    passed[item.key] = cells_of(item)["本文"]
        if passed:
            release = proposed(colleague_of(clerk, OFFICE))
            actions.release(release=release, by=clerk)
            assert {row["投稿番号"]: row["本文"] for row in rows_of(release)} == passed


def test_of_a_file_with_a_mistake_nothing_is_kept(desk):
    answer = send(desk, sheet(ROW + ROW + ROW.replace("R-1", "山田")))
    assert answer.status_code == 422 and not Item.objects.exists() and not Dataset.objects.exists()
    page = answer.content.decode()
    assert "3行目: 「R-1」が、2行目にもあります" in page and "4行目: 番号を" in page, "all of them are told"
