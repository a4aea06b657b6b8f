"""What the town's files cite stands on the page of the dataset that they cite."""

import pytest

from madoguchi.declare.base import cited_address
from madoguchi.publish.queries import cited

HASH = "0123456789abcdef" * 4


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
    assert cited.citing("public-toilets") == []


def test_a_file_that_is_wrong_cites_nothing(settings, tmp_path):
    folder = tmp_path / "town"
    (folder / "indicators").mkdir(parents=True)
    (folder / "indicators" / "x.yaml").write_text("indicator: x\ncites: [kettei-nissu@latest]\n")
    settings.MADOGUCHI_TOWN = folder
    assert cited.citing("kettei-nissu") == []
