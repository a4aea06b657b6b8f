"""People look at the catalogue, and a member of staff lets a release out."""

import pytest
from django.test import Client

from madoguchi.publish import actions
from madoguchi.publish.models import Release
from madoguchi.trail import worker
from tests.unit.publish.opened import described, proposed, published
from tests.unit.publish.sheets import GOOD, brought, sheet


def seen(path: str, **asked: str) -> str:
    answer = Client().get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_catalogue_says_so(db):
    assert "合うデータは、まだありません" in seen("/data/")


def test_two_characters_and_facets_find_a_dataset(clerk):
    published(by=clerk)
    assert "AED設置箇所" in seen("/data/", q="救急") and "AED設置箇所" not in seen("/data/", q="公園")
    assert "AED設置箇所" in seen("/data/", office="kodomo-seisaku", format="GeoJSON")
    assert "AED設置箇所" not in seen("/data/", office="kocho")


@pytest.mark.parametrize("lang", ["ja", "ja-easy", "en"])
def test_a_dataset_shows_its_table_its_age_and_its_files(clerk, lang):
    made = published(by=clerk, content=sheet([GOOD] * 60))
    page = seen("/data/aed/", lang=lang)
    assert f"/data/files/{made.hash}/data.parquet" in page and "集会所50" in page and "集会所51" not in page
    assert "集会所51" in seen("/data/aed/", page="2")


def test_the_table_is_searched_and_sorted(clerk):
    published(by=clerk, content=sheet([GOOD] * 60))
    assert "集会所60" in seen("/data/aed/", sort="NO desc") and "集会所59" in seen("/data/aed/", q="集会所59")
    assert seen("/data/aed/", sort="'; drop table cells")


def test_what_is_in_a_cell_is_text(clerk):
    published(by=clerk, content=sheet([GOOD.replace("1階入口", "<script>x</script>")]))
    assert "<script>x" not in seen("/data/aed/")


def test_a_dataset_taken_back_says_why(clerk):
    made = published(by=clerk)
    actions.retract(release=made, reason="誤りがありました。", by=clerk)
    answer = Client().get("/data/aed/")
    assert answer.status_code == 410 and "誤りがありました。" in answer.content.decode()
    assert Client().get("/data/nothing/").status_code == 404


def test_a_reviewer_sees_the_difference_and_lets_it_out(clerk, client_of):
    first = published(by=clerk)
    header = sheet([]).decode("utf-8-sig").strip().replace("開始時間", "備考")
    second = proposed(first.dataset, sheet([GOOD] * 6, header), by=clerk)
    browser = client_of("mori")
    page = browser.get(f"/staff/data/releases/{second.pk}/").content.decode()
    assert "なくなった列" in page and "プログラムが止まることがあります" in page
    assert browser.post(f"/staff/data/releases/{second.pk}/out/").status_code == 409
    assert browser.post(f"/staff/data/releases/{second.pk}/announce/", {"day": "きのう"}).status_code == 422
    assert browser.post(f"/staff/data/releases/{second.pk}/announce/", {"day": "2026-11-24"}).status_code == 302
    assert browser.post(f"/staff/data/releases/{second.pk}/out/").status_code == 302
    second.refresh_from_db()
    assert second.state == "released"
    assert browser.post(f"/staff/data/releases/{second.pk}/out/").status_code == 409
    assert browser.post(f"/staff/data/releases/{second.pk}/back/", {"reason": " "}).status_code == 422


def test_who_is_not_the_reviewer_sees_no_button_and_cannot_press_it(clerk, client_of):
    made = proposed(described(by=clerk), sheet([GOOD]), by=clerk)
    page = client_of("nagai").get(f"/staff/data/releases/{made.pk}/").content.decode()
    assert "この版を公開する" not in page
    assert client_of("nagai").post(f"/staff/data/releases/{made.pk}/out/").status_code == 403
    assert client_of("kubota").get(f"/staff/data/releases/{made.pk}/").status_code == 404


def test_a_clerk_proposes_from_a_checked_file_and_another_person_lets_it_out(clerk, client_of, ward):
    check = brought(sheet([GOOD] * 3), by=ward.actor("nagai"))
    at = f"/staff/data/{check.upload.file_id}/{check.upload.number}/propose/"
    browser = client_of("nagai")
    assert "公開の準備をする" in browser.get(at.replace("propose/", "")).content.decode()
    told = {"title": "AED", "slug": "AED 1", "licence": "cc-by-4.0", "frequency": "yearly", "keywords": "救急、救命"}
    wrong = browser.post(at, told)
    assert wrong.status_code == 422 and "AED 1" in wrong.content.decode()
    made = browser.post(at, {**told, "slug": "aed"})
    assert made.status_code == 302
    worker.run_due()
    release = Release.objects.get()
    assert release.state == "pending" and release.dataset.keywords == ["救急", "救命"]
    assert browser.post(f"{made.url}out/").status_code == 403
    assert client_of("mori").post(f"{made.url}out/").status_code == 302
    assert Client().get("/data/aed/").status_code == 200


def test_another_office_s_address_is_refused_and_what_was_typed_stays(clerk, stranger, client_of):
    described(by=stranger, office="kocho", slug="aed")
    check = brought(sheet([GOOD] * 3), by=clerk)
    at = f"/staff/data/{check.upload.file_id}/{check.upload.number}/propose/"
    told = {"title": "わたしのAED", "slug": "aed", "licence": "cc-by-4.0", "frequency": "yearly"}
    answer = client_of("mori").post(at, told)
    assert answer.status_code == 422 and "わたしのAED" in answer.content.decode()
    assert client_of("kubota").get(at).status_code == 404
