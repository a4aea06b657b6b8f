"""Letters are declared: their words are part of the version, and no place in them stays empty."""

from pathlib import Path

import pytest

from madoguchi.declare.letters import KNOWN, fill, names_in, places
from madoguchi.declare.loading import load_town
from madoguchi.declare.versions import close
from tests.unit.declare.towns import GOLDEN, MIDORI, changed

TEXT = "texts/todoke-kakunin.yaml"


def test_another_word_in_a_letter_is_another_version_of_its_procedure_and_of_no_other(tmp_path: Path) -> None:
    before, after = load_town(GOLDEN), load_town(changed(tmp_path, TEXT, ("を確認しました", "を見ました")))
    assert close(after, "shimei-henko").hash != close(before, "shimei-henko").hash
    assert close(after, "hikkoshi").hash == close(before, "hikkoshi").hash


def test_a_version_brings_the_words_of_its_letters_along() -> None:
    version = close(load_town(GOLDEN), "shimei-henko")
    assert version.texts["todoke-kakunin"].en.startswith("We have read")


def test_a_letter_is_filled_and_one_with_a_hole_is_not_written() -> None:
    assert fill("{name}様、{case.number}です。", {"name": "緑川 花", "case.number": "MD-1"}) == "緑川 花様、MD-1です。"
    with pytest.raises(KeyError):
        fill("{name}様", {})


def test_what_stands_in_an_answer_is_never_taken_for_a_place() -> None:
    assert fill("{name}様", {"name": "{home}", "home": "みどり区"}) == "{home}様"


def test_places_are_found_in_their_order() -> None:
    assert places("{a}と{b}と{a}") == ["a", "b", "a"]


def test_the_notice_of_a_result_comes_before_the_one_for_all_results() -> None:
    letters = load_town(MIDORI).procedures["jido-teate-nintei"].letters
    assert letters.notice("decision", "granted").text == "jido-teate-nintei-tsuchi"
    assert letters.notice("decision", "refused").text == "jido-teate-kyakka-tsuchi"
    assert letters.notice("acknowledgement") is None


@pytest.mark.parametrize("slug", ["jido-teate-nintei", "jido-teate-henko"])
def test_the_ward_shows_each_kind_of_letter_with_names_that_are_known(slug: str) -> None:
    version = close(load_town(MIDORI), slug)
    for notice in version.procedure.letters.notices:
        names = names_in((notice.title, version.texts[notice.text]))
        assert names - KNOWN[notice.kind] <= {"name", "children[].name"}
