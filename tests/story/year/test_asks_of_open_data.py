"""What the report asks about open data, ask by ask: what is played, in both languages."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.decide.models import Case
from madoguchi.demo.brought import run
from madoguchi.learn.models import Daily
from madoguchi.publish import actions
from madoguchi.publish.models import Check, Dataset, Item, Release, Wanted
from madoguchi.publish.queries.cited import missing
from madoguchi.publish.queries.priorities import candidates
from tests.story.year.conftest import signed_in


def out() -> set[str]:
    return set(Release.objects.filter(state="released").values_list("dataset__slug", flat=True))


def api(page, name: str, **asked: str) -> dict:
    return json.loads(page(f"/api/3/action/{name}", **asked))["result"]


def test_data_of_every_source_stands_in_one_catalogue(year, page):
    """2-III-1-a.2 ファイル、フォルダー、申請の集計、台帳、手続の案内、アプリの投稿、写真の7つから、データの種類が増えている。
    / Files, a folder, counted cases, registers, the guide itself, posts of an app and photographs all become datasets of
    one catalogue."""
    sources = set(Dataset.objects.filter(slug__in=out()).values_list("source", flat=True))
    assert sources == {"file", "folder", "cases", "register", "catalogue", "items", "photos"}
    listed = api(page, "package_list")
    assert out() <= set(listed)


def test_a_file_in_an_offices_own_manner_is_read_as_the_national_standard(year, page):
    """2-III-1-a.3 課がばらばらに作ったファイルも、国の標準データセットの列で公開される。
    / Files made in each office's manner come out in the columns of the national standard dataset."""
    toilets = Dataset.objects.get(slug="public-toilets")
    assert toilets.standard
    fields = [one["id"] for one in _search(page, "public-toilets")["fields"]]
    assert {"名称", "緯度", "経度"} <= set(fields)


def _search(page, slug: str, **asked: str) -> dict:
    package = api(page, "package_show", id=slug)
    resource = next(one["id"] for one in package["resources"] if one["format"] == "CSV")
    return api(page, "datastore_search", resource_id=resource, **asked)


def test_a_program_asks_by_the_api_that_catalogues_speak(year, page):
    """2-III-1-a.4 プログラムは、広く使われている CKAN の API で、しぼりこんだ行を受けとれる。
    / A program asks by the CKAN API, which clients already speak, and receives the rows it filtered for."""
    told = _search(page, "public-toilets", limit="2")
    assert told["total"] > 2 and len(told["records"]) == 2


def test_what_is_past_the_day_of_its_update_is_seen_by_everybody(year, page):
    """2-III-1-b.2 更新の日を過ぎたデータは、だれにでも分かるように「更新が遅れています」と出る。
    / A dataset past the day of its update says so to everybody."""
    late = [slug for slug in sorted(out()) if "遅れ" in page(f"/data/{slug}/")]
    assert late and set(late) < out()


def test_an_office_sees_how_well_it_makes_data(year, page):
    """2-III-1-b.3 課がはじめに出したファイルの質を、四半期ごとに見て、作る力を高められる。
    / The quality of what an office first brings is followed by quarter."""
    assert page("/staff/data/quality/", login="kurata").count("<svg") >= 1


def test_what_residents_wrote_in_an_app_is_data_too(year, page):
    """2-III-1-c.1 アプリに届いた投稿は、人が1件ずつ確かめたものだけが、データになっている。
    / What residents wrote in the ward's app is a dataset, of the posts that a person passed one by one."""
    told = _search(page, "asobiba-report", limit="500")["records"]
    passed = Item.objects.filter(dataset__slug="asobiba-report", state="accepted")
    assert {row["投稿番号"] for row in told} == set(passed.values_list("key", flat=True))
    assert not any("090-" in row["本文"] or "佐藤" in row["本文"] for row in told)


def test_pictures_are_published_each_with_its_licence(year, page):
    """2-III-1-c.2 写真は、1枚ずつの題名と利用の条件とともに、データになっている。
    / Pictures are a dataset, each with its title and its licence."""
    told = _search(page, "asobiba-shashin")["records"]
    assert told and all(row["題名"] and row["利用の条件"] == "CC-BY-4.0" for row in told)


def test_no_file_is_out_before_a_person_looked_at_what_may_be_personal(year, page):
    """2-III-1-c.3 個人の電話番号らしいところを人が見るまで、公開用のファイルは出ない。
    / Until a person has looked at what may be personal, there is no clean file to publish."""
    client = signed_in("mori")
    text = "名称,住所,緯度,経度,備考\nひろば,青葉都みどり区本町1番1号,35.03,139.05,担当 佐藤花子 090-1234-5678\n"
    sheet = SimpleUploadedFile("ひろば一覧.csv", text.encode())
    answer = client.post("/staff/data/new/", {"office": "kodomo-seisaku", "file": sheet})
    run(Check.objects.latest("pk"))
    assert client.get(f"{answer.url}clean.csv").status_code == 409
    assert "個人情報" in client.get(answer.url).content.decode()


def test_what_is_checked_is_counted_by_itself(year, page, indicator):
    """2-III-1-c.5 ほかの自治体と同じ標準の形に合うかを、出す前にかならず調べ、調べた数がたまる。
    / Whether a file keeps to the standard that municipalities share is checked before it is out, and counted."""
    shown = indicator("files-checked").latest
    checked = Daily.objects.filter(verb="publish.checked", day__gte=shown.begins).values_list("n", flat=True)
    assert shown.value == sum(checked) > 0


def test_what_others_made_of_the_data_is_known_and_shown_where_they_agreed(year, page):
    """2-III-1-b.1 だれがどのデータで何を作ったかを、名前を聞かずに知り、よいと答えたものだけをデータのページで紹介する。
    / What was made of which dataset is told without a name, and shown on the dataset's page where its maker agreed."""
    assert "おむつ台マップ" in page("/data/public-toilets/") and "おむつ台マップ" in page("/data/reuses/")
    told = Case.objects.filter(procedure="data-no-katsuyo")
    assert told.filter(columns__name="publish", columns__value="no").exists()
    assert "週末カレンダー" not in page("/data/reuses/")


def test_what_is_needed_is_asked_at_hearings_too_answered_and_wanted_by_more(year, page):
    """2-III-1-d.1 会社や聞き取りの声が、データのリクエストとして届き、職員が答え、ほしい数とともに公開される。
    / What companies and hearings need arrives as requests, is answered by staff, and stands there with its votes."""
    asked = Case.objects.filter(procedure="data-no-kibo", columns__name="asker")
    assert {"company", "hearing"} <= set(asked.values_list("columns__value", flat=True))
    listed = page("/data/requests/")
    assert "ごみの収集日(町ごと)" in listed and "AEDのある場所" in listed
    kept = Wanted.objects.get(title="AEDのある場所")
    assert kept.dataset.slug == "aed" and kept.votes.exists()


def test_what_comes_next_has_points_that_everybody_can_reckon_and_an_office(year, page):
    """2-III-1-a.1 次に公開し、直すデータのどれにも、宣言した重みによる点と担当があり、人が変えた順には理由と名前がある。
    / Whatever could come next has points by declared weights and an office; an order set aside has a reason and a name."""
    listed = candidates()
    assert {"request", "standard", "dataset"} <= {one.kind for one in listed} and all(one.office for one in listed)
    shown = page("/data/priorities/")
    assert all(one.title in shown for one in listed)
    aside = listed[-1]
    assert aside.place == "last" and aside.placing.reason in shown and aside.placing.by_label in shown


def test_the_order_follows_from_what_people_ask_for(year, page):
    """2-III-1-d.2 「わたしもほしい」が増えると、そのリクエストの順が上がる。
    / As more people want it, a request moves up in the order."""

    def place(key: str) -> int:
        return [one.key for one in candidates()].index(key)

    wanted = Wanted.objects.get(title="道路工事の予定")
    before = place(f"request:{wanted.pk}")
    for n in range(50):
        actions.vote(wanted=wanted, token=f"more-{n}")
    assert place(f"request:{wanted.pk}") < before


def test_the_ward_says_on_the_page_of_a_dataset_where_it_uses_it_itself(year, page):
    """2-III-1-b.4 区の案内、決定、指標、提言の証拠が公開したデータを引き、データのページに、使っているところが並ぶ。
    / Guides, decisions, indicators and the evidence of recommendations cite published data, and its page lists who does."""
    shown = page("/data/kettei-nissu/")
    assert "/indicators/days-to-decision/" in shown and "/progress/2-III-1-b.4/" in shown
    assert "/data/kettei-nissu/" in page("/indicators/days-to-decision/")
    assert "/data/kettei-nissu/" in page("/progress/2-III-1-b.4/")
    assert missing() == [], "what is cited by its hash is out"
    shown = page("/data/public-toilets/")
    assert all(
        word in shown for word in ("手続の案内", "手続の決定", "/indicators/files-checked/", "/progress/2-III-1-b.4/")
    )
    assert "/data/public-toilets/" in page("/procedures/data-no-ayamari/")
