"""People look at the catalogue, and a member of staff lets a release out."""

from datetime import timedelta

import pytest
from django.test import Client

from madoguchi.publish import actions
from madoguchi.publish.models import Release
from madoguchi.trail import clock, worker
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
    assert f"/data/files/{made.hash}/data.parquet" in page and "集会所60" in page.partition('id="table"')[0]
    assert "集会所10<" in table_of(page) and "集会所11<" not in table_of(page)
    assert "集会所11<" in table_of(seen("/data/aed/", page="2"))


def table_of(page: str) -> str:
    return page.partition('id="table"')[2].partition("</section>")[0]


def test_the_table_is_searched_and_sorted(clerk):
    published(by=clerk, content=sheet([GOOD] * 60))
    assert "集会所60<" in table_of(seen("/data/aed/", sort="NO desc"))
    assert "集会所59<" in table_of(seen("/data/aed/", q="集会所59"))
    only = table_of(seen("/data/aed/", column="NO", value="7"))
    assert "集会所7<" in only and "集会所8<" not in only
    assert "その列では絞れません" in seen("/data/aed/", column="名前", value="7")
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


def test_a_map_is_drawn_only_where_there_are_places_and_counts_what_lies_outside(clerk):
    published(by=clerk, content=sheet([GOOD] * 3))
    page = seen("/data/aed/")
    assert 'class="map"' in page and "区の外" in page
    published(by=clerk, slug="codes", content="コード,名\r\na,あ\r\nb,い\r\n".encode())
    assert 'class="map"' not in seen("/data/codes/")


def test_charts_count_rows_or_add_numbers_up(clerk):
    lines = "".join(f"{n},{'北' if n % 3 else '南'},{n * 10},2026-0{n % 3 + 1}-01\r\n" for n in range(1, 10))
    published(by=clerk, slug="sums", content=f"NO,地域名,人数,開始日\r\n{lines}".encode())
    page = seen("/data/sums/", chart="地域名", sum="人数")
    assert "人数の合計" in page and ">270<" in page and ">180<" in page
    months = seen("/data/sums/", chart="開始日")
    assert "2026-01" in months and "2026-03" in months


def test_one_dataset_lies_over_another(clerk):
    published(by=clerk, content=sheet([GOOD] * 3))
    published(by=clerk, slug="second", content=sheet([GOOD.replace("35.75", "35.76")] * 4))
    page = seen("/data/aed/", over="second")
    assert page.count('class="over"') == 5  # four places and the legend


def test_it_may_stand_in_another_page_and_no_other_page_may(clerk):
    published(by=clerk)
    inside, outside = Client().get("/data/aed/embed/"), Client().get("/data/aed/")
    assert "X-Frame-Options" not in inside and "frame-ancestors *" in inside["Content-Security-Policy"]
    assert outside["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in outside["Content-Security-Policy"]


def test_what_is_past_its_day_says_so(clerk):
    published(by=clerk, frequency="monthly")
    assert "更新は予定どおり" in seen("/data/aed/")
    with clock.at(clock.now() + timedelta(days=40)):
        assert "更新の予定を過ぎています" in seen("/data/aed/") and "更新の予定を過ぎています" in seen("/data/")
