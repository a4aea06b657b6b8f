"""The pages of keepers: what a clerk in a hurry sees, does, and takes away; and what others do not."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.publish.models import Check, Choice, DataFile, Upload
from madoguchi.trail import worker
from madoguchi.trail.models import Event
from tests.unit.publish.sheets import AED, MIXED, OFFICE, PEOPLE, brought, sheet

ROWS = {"clean": 6, "converted": 6, "rest": 1, "findings": 2}


def page_of(check: Check, rest: str = "") -> str:
    return f"/staff/data/{check.upload.file_id}/{check.upload.number}/{rest}"


def text_of(answer) -> str:
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def rows_of(answer) -> list[list[str]]:
    text = text_of(answer)
    assert text.startswith("\ufeff") and text.count("\r\n") == text.count("\n")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_file_is_dropped_and_its_report_is_one_page_later(client_of):
    client = client_of("mori")
    answer = client.post("/staff/data/new/", {"office": OFFICE, "file": SimpleUploadedFile(AED, MIXED)})
    assert answer.status_code == 302
    assert "点検を待っています" in client.get(answer.url).content.decode()
    worker.run_due()
    page = client.get(answer.url).content.decode()
    assert "AED設置箇所一覧" in page and "確かな直し" in page and "見出しのつながり" in page
    assert 'aria-current="page"' in client.get("/staff/data/").content.decode()


@pytest.mark.parametrize(
    ("posted", "words"),
    [({}, "ファイルを選んでください"), ({"file": ""}, "ファイルを選んでください")],
)
def test_what_is_missing_is_told_on_the_page(client_of, posted, words):
    answer = client_of("mori").post("/staff/data/new/", {"office": OFFICE} | posted)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_file_for_another_office_is_not_taken(client_of):
    upload = {"office": "kocho", "file": SimpleUploadedFile(AED, MIXED)}
    assert client_of("mori").post("/staff/data/new/", upload).status_code == 422
    assert not Upload.objects.exists()


def test_a_form_of_another_site_brings_nothing(client_of):
    client = client_of("mori")
    client.handler.enforce_csrf_checks = True
    upload = {"office": OFFICE, "file": SimpleUploadedFile(AED, MIXED)}
    assert client.post("/staff/data/new/", upload).status_code == 403
    assert not Upload.objects.exists()


def test_who_works_in_no_office_of_data_is_told_so(client_of):
    from madoguchi.people.models import RoleGrant

    client = client_of("nagai")
    RoleGrant.objects.filter(staff__login="nagai").delete()
    assert client.get("/staff/data/new/").status_code == 403


def test_one_button_accepts_what_is_proven_and_the_clean_file_shows_it(client_of, clerk):
    check, client = brought(MIXED, by=clerk), client_of("mori")
    form = {"check": check.pk, "verb": "provable"}
    assert client.post(page_of(check, "say/"), form).url == page_of(check)
    rows = rows_of(client.get(page_of(check, "clean.csv")))
    assert len(rows) == 6 and [row[2] for row in rows[1:]] == ["東京都"] * 5
    log = rows_of(client.get(page_of(check, "log.csv")))
    assert log[1][:5] == ["3", "都道府県名", " 東京都 ", "東京都", "edge-space"]
    assert {row[7] for row in log[1:]} == {clerk.label}
    assert Event.objects.filter(verb="publish.taken").count() == 2


@pytest.mark.parametrize(("what", "least"), ROWS.items())
def test_everything_that_can_be_taken_away_is_a_whole_csv(client_of, clerk, what, least):
    check = brought(MIXED, by=clerk)
    answer = client_of("mori").get(page_of(check, f"{what}.csv"))
    assert len(rows_of(answer)) >= least and "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_the_original_comes_back_byte_by_byte(client_of, clerk):
    check = brought(MIXED, by=clerk)
    answer = client_of("mori").get(page_of(check, "original"))
    assert b"".join(answer.streaming_content) == MIXED and AED in answer["Content-Disposition"]


def test_each_finding_stands_at_its_cell_and_is_accepted_there(client_of, clerk):
    check, client = brought(MIXED, by=clerk), client_of("mori")
    page = client.get(page_of(check, "table/")).content.decode()
    assert "３５．７５１１６５" in page and "これを採り入れる" in page
    form = re.search(r'<form method="post".*?value="accept".*?</form>', page, re.S).group()
    posted = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = client.post(
        page_of(check, "say/"), posted | {"verb": "accept", "back": posted["back"].replace("&amp;", "&")}
    )
    assert answer.url.startswith(page_of(check, "table/")) and "#r" in answer.url
    assert Choice.objects.get().finding == int(posted["finding"])
    assert "が採り入れました" in client.get(page_of(check, "table/")).content.decode()


@pytest.mark.parametrize("query", ["?show=all", "?show=any&columns=all", "?show=0", "?page=99", "?page=x"])
def test_the_table_has_its_pages(client_of, clerk, query):
    check = brought(MIXED, by=clerk)
    assert client_of("mori").get(page_of(check, f"table/{query}")).status_code == 200


def test_a_group_that_is_not_there_is_not_found(client_of, clerk):
    check = brought(MIXED, by=clerk)
    client = client_of("mori")
    assert client.get(page_of(check, "table/?show=99")).status_code == 404
    assert client.get(page_of(check, "kinds/99/")).status_code == 404


def test_people_block_the_clean_file_until_somebody_looked(client_of, clerk):
    check, client = brought(PEOPLE, by=clerk, name="相談員.csv"), client_of("mori")
    page = client.get(page_of(check)).content.decode()
    assert "個人情報かもしれないところが" in page and "clean.csv" not in page
    assert client.get(page_of(check, "clean.csv")).status_code == 409
    for at, group in enumerate(check.groups):
        if group["rule"].startswith("personal:"):
            assert client.get(page_of(check, f"kinds/{at}/")).status_code == 200
            client.post(page_of(check, "say/"), {"check": check.pk, "verb": "seen", "group": at})
    assert client.get(page_of(check, "clean.csv")).status_code == 200


def test_what_nothing_proves_leads_to_the_page_that_shows_all_of_it(client_of, clerk):
    check, client = brought(MIXED, by=clerk), client_of("mori")
    at = next(at for at, group in enumerate(check.groups) if group["kind"] and not group["provable"])
    form = {"check": check.pk, "verb": "accept", "group": at}
    assert client.post(page_of(check, "say/"), form).url == page_of(check, f"kinds/{at}/")
    assert not Choice.objects.exists()
    client.post(page_of(check, "say/"), form | {"looked": "1"})
    assert Choice.objects.count() == 1


def test_a_click_on_a_page_that_was_drawn_before_a_new_check_changes_nothing(client_of, clerk):
    check, client = brought(MIXED, by=clerk), client_of("mori")
    client.post(page_of(check, "standard/"), {"standard": "-"})
    worker.run_due()
    assert client.post(page_of(check, "say/"), {"check": check.pk, "verb": "provable"}).status_code == 409
    assert not Choice.objects.exists()


def test_the_way_back_leads_nowhere_else(client_of, clerk):
    check = brought(MIXED, by=clerk)
    form = {"check": check.pk, "verb": "provable", "back": "https://elsewhere.example/"}
    assert client_of("mori").post(page_of(check, "say/"), form).url == page_of(check)


def test_a_waiting_check_is_stopped_and_started_again(client_of, clerk):
    check, client = brought(MIXED, by=clerk, run=False), client_of("mori")
    live = client.get(page_of(check, "progress/"), headers={"HX-Request": "true"})
    assert live.status_code == 200 and b"hx-trigger" in live.content
    client.post(page_of(check, "stop/"))
    assert "点検をとめました" in client.get(page_of(check)).content.decode()
    assert client.get(page_of(check, "progress/"))["HX-Refresh"] == "true"
    client.post(page_of(check, "standard/"))
    worker.run_due()
    assert Check.objects.latest("pk").state == "done"


def test_a_file_that_is_no_table_says_so_on_its_page(client_of, clerk):
    check = brought(b"%PDF-1.7 tables", by=clerk, name="x.csv")
    page = client_of("mori").get(page_of(check)).content.decode()
    assert check.trouble["ja"] in page and check.trouble["mend_ja"] in page


def test_what_was_erased_says_so_and_gives_nothing(client_of, clerk):
    check, client = brought(PEOPLE, by=clerk), client_of("mori")
    client.post(page_of(check, "erase/"))
    assert "消去しました" in client.get(page_of(check)).content.decode()
    assert client.get(page_of(check, "original")).status_code == 409
    assert client.get(page_of(check, "table/")).status_code == 404


PATHS = (
    "",
    "table/",
    "kinds/0/",
    "standard/",
    "erase/",
    "clean.csv",
    "log.csv",
    "findings.csv",
    "original",
    "progress/",
)


@pytest.mark.parametrize("path", PATHS)
def test_another_office_sees_nothing_of_it(client_of, clerk, path):
    check = brought(MIXED, by=clerk)
    assert client_of("kubota").get(page_of(check, path)).status_code == 404
    assert client_of("kubota").post(page_of(check, "say/"), {"check": check.pk}).status_code == 404
    assert AED[:3] not in client_of("kubota").get("/staff/data/").content.decode()


def test_the_open_data_office_sees_all_and_changes_nothing(client_of, clerk):
    check, client = brought(MIXED, by=clerk), client_of("kurata")
    assert "aed" in client.get("/staff/data/").content.decode()
    page = client.get(page_of(check)).content.decode()
    assert "確かな直し" in page and "採り入れる</button>" not in page
    assert client.get(page_of(check, "clean.csv")).status_code == 200
    assert client.get(page_of(check, "original")).status_code == 403
    assert client.post(page_of(check, "say/"), {"check": check.pk, "verb": "provable"}).status_code == 403


def test_twelve_digits_that_may_be_a_my_number_are_not_shown_again(client_of, clerk):
    content = sheet(["板橋,123456789018", "志村,あり"], "名称,備考欄")
    check, client = brought(content, by=clerk, name="x.csv"), client_of("mori")
    assert any(group["rule"] == "personal:my-number" for group in check.groups)
    for path in ("", "table/", "table/?show=all", *(f"kinds/{at}/" for at in range(len(check.groups)))):
        assert "123456789018" not in client.get(page_of(check, path)).content.decode()
    assert "マイナンバー" in client.get(page_of(check)).content.decode()


def test_the_history_of_a_file_has_every_bringing(client_of, clerk):
    brought(MIXED, by=clerk)
    brought(sheet([]), by=clerk)
    page = client_of("mori").get(f"/staff/data/{DataFile.objects.get().pk}/").content.decode()
    assert "1回目" in page and "2回目" in page


def test_the_quality_page_counts_what_offices_made_by_quarter(client_of, clerk):
    check = brought(MIXED, by=clerk)
    found = sum(g["count"] for g in check.groups if g["weight"] != "note" and not g["rule"].startswith("personal:"))
    page = client_of("mori").get("/staff/data/quality/").content.decode()
    assert f"{1000 * found / 65:.1f}" in page and "2026年10-12月" in page and "<svg" in page
    assert "まだ数えたものがありません" in client_of("kubota").get("/staff/data/quality/").content.decode()


def test_a_file_larger_than_what_residents_may_send_is_taken_whole(client_of, monkeypatch):
    from madoguchi.publish.plain import pieces_of
    from madoguchi.receive import spool

    monkeypatch.setattr(spool, "KEPT", 100)
    client_of("mori").post("/staff/data/new/", {"office": OFFICE, "file": SimpleUploadedFile(AED, MIXED)})
    assert b"".join(pieces_of(Upload.objects.get().original_id)) == MIXED


@pytest.mark.parametrize(("language", "words"), [("ja-easy", "いらない "), ("en", "spaces"), ("ja", "空白")])
def test_findings_speak_the_language_of_the_page(client_of, clerk, language, words):
    check = brought(MIXED, by=clerk)
    client = client_of("mori")
    client.cookies["madoguchi-lang"] = language
    home = f"/staff/data/{check.upload.file_id}/1/"
    assert words in client.get(home).content.decode() and words in client.get(f"{home}table/").content.decode()
