"""What the town's files cite stands on the page of the dataset that they cite."""

import pytest
from django.test import Client

from madoguchi.declare.base import cited_address
from madoguchi.publish.queries import cited
from tests.unit.publish.opened import published

HASH = "0123456789abcdef" * 4
VOICE = """procedure: koe
title: {{ja: 公園についての声}}
owner: kocho
purpose: voice
audience: resident
guide: {{cites: [{{release: aed@{hash}, title: {{ja: AED}}}}]}}
pages: [{{id: p, title: {{ja: 声}}, fields: [{{id: words, type: long-text, label: {{ja: 声}}, class: sensitive}}]}}]
case: {{kind: notification, cites: [{{release: aed@{other}, title: {{ja: AED}}}}]}}
record: {{retention: {{years: 3, after: closed}}}}
"""


@pytest.fixture(autouse=True)
def read_anew():
    cited._all.cache_clear()
    yield
    cited._all.cache_clear()


def test_the_newest_leads_to_the_page_and_a_hash_to_what_never_changes():
    assert cited_address("kettei-nissu@latest") == "/data/kettei-nissu/"
    assert cited_address(f"kettei-nissu@{HASH}") == f"/data/files/{HASH}/data.csv"


def test_indicators_and_asks_that_cite_are_found_by_dataset():
    found = {one.address for one in cited.citing("kettei-nissu")}
    assert found == {"/indicators/days-to-decision/", "/progress/2-III-1-b.4/"}
    assert [one.kind for one in cited.citing("public-toilets")] == ["indicator", "ask", "page", "decision"]
    assert cited.citing("population") == []


def test_a_file_that_is_wrong_cites_nothing(settings, tmp_path):
    folder = tmp_path / "town"
    (folder / "indicators").mkdir(parents=True)
    (folder / "indicators" / "x.yaml").write_text("indicator: x\ncites: [kettei-nissu@latest]\n")
    settings.MADOGUCHI_TOWN = folder
    assert cited.citing("kettei-nissu") == []


def test_what_is_cited_and_not_out_says_so_to_who_follows_the_way_and_to_the_keepers(db):
    answer = Client().get("/data/kettei-nissu/")
    assert answer.status_code == 404 and "このデータは、まだ公開していません" in answer.content.decode()
    assert "/indicators/days-to-decision/" in answer.content.decode()
    assert {slug for slug, _ in cited.missing()} >= {"kettei-nissu", "online-riyo", "jido-teate-machibetsu"}
    assert Client().get("/data/nothing-at-all/").status_code == 404


def test_a_hash_that_is_out_is_there_and_any_other_is_missing(clerk, settings, tmp_path):
    made = published(by=clerk)
    folder = tmp_path / "town"
    (folder / "procedures").mkdir(parents=True)
    (folder / "procedures" / "koe.yaml").write_text(VOICE.format(hash=made.hash, other=HASH), encoding="utf-8")
    settings.MADOGUCHI_TOWN = folder
    assert [(one.kind, one.release) for one in cited.citing("aed")] == [("page", made.hash), ("decision", HASH)]
    assert [(slug, one.kind) for slug, one in cited.missing()] == [("aed", "decision")]
    page = Client().get("/data/aed/").content.decode()
    assert "手続の案内" in page and "手続の決定" in page and HASH[:12] in page
