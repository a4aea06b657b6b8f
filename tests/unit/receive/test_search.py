"""Search over procedures: as people write, in two signs as well as in sentences."""

import pytest

from madoguchi.declare.versions import Version
from madoguchi.receive.queries.search import search

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("児童手当 認定", "jido-teate-nintei"),
        ("出産", "jido-teate-nintei"),
        ("子どもが生まれた", "jido-teate-nintei"),
        ("名字が変わった", "jido-teate-henko"),
        ("意見", "iken"),
        ("ｲｹﾝ", "iken"),
        ("child allowance claim", "jido-teate-nintei"),
        ("ＣＯＭＰＬＡＩＮＴ", "iken"),
        ("子供が生まれました", "jido-teate-nintei"),
        ("苦情", "iken"),
        ("宇宙旅行", None),
        ("", None),
        ("   ", None),
        ("\ud800‮\x00", None),
    ],
)
def test_it_finds(published: dict[str, Version], query: str, first: str | None) -> None:
    found = search(query, list(published.values()))
    assert (found[0].procedure.procedure if found else None) == first


def test_words_of_two_signs_find_every_procedure_that_has_them(published: dict[str, Version]) -> None:
    for_residents = [one for one in published.values() if one.procedure.audience == "resident"]
    found = {one.procedure.procedure for one in search("児童", for_residents)}
    assert found == {"jido-teate-nintei", "jido-teate-henko"}


def test_the_page_shows_what_was_found_and_keeps_the_query(published: dict[str, Version], client) -> None:
    page = client.get("/procedures/", {"q": "児童"}, headers={"host": "localhost"}).content.decode()
    assert "児童手当 認定請求" in page
    assert 'value="児童"' in page


def test_procedures_of_the_staff_are_not_on_the_public_list(published: dict[str, Version], client) -> None:
    for address in ("/", "/procedures/", "/procedures/?q=業務改善"):
        assert "業務改善提案" not in client.get(address, headers={"host": "localhost"}).content.decode()
    assert client.get("/procedures/gyomu-kaizen/", headers={"host": "localhost"}).status_code == 404
    assert client.get("/procedures/gyomu-kaizen/start/", headers={"host": "localhost"}).status_code == 404
