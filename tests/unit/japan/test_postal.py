"""Postal codes lead to towns, from data on this machine."""

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.postal import PostalError, Town, parse_postal, show_postal, towns


@dataclass(frozen=True)
class Declared:
    postal_code: str
    ja: str
    kana: str


MIDORI = (
    Declared("9990001", "若葉町", "ワカバチョウ"),
    Declared("9990001", "青葉", "アオバ"),
    Declared("1740045", "緑", "ミドリ"),
)


@pytest.mark.parametrize(
    "text", ["1740045", "174-0045", "〒174-0045", "１７４－００４５", "〒 174 0045", "174ー0045", "174−0045"]
)
def test_a_postal_code_is_read_however_it_is_typed(text):
    assert parse_postal(text) == "1740045"
    assert show_postal(parse_postal(text)) == "174-0045"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "postal-empty"),
        ("〒", "postal-empty"),
        ("174", "postal-shape"),
        ("17400456", "postal-shape"),
        ("174-004a", "postal-shape"),
        ("東京都", "postal-shape"),
        ("١٧٤٠٠٤٥", "postal-shape"),
    ],
)
def test_what_is_no_postal_code_is_refused(text, code):
    with pytest.raises(PostalError) as caught:
        parse_postal(text)
    assert caught.value.code == code


@given(st.text())
def test_any_text_is_seven_digits_or_a_postal_error(text):
    with contextlib.suppress(PostalError):
        assert len(parse_postal(text)) == 7


def test_a_town_bears_its_reading():
    assert towns("1740045") == [Town("東京都", "板橋区", "西台", "ニシダイ")]
    assert towns("1750045") == [Town("東京都", "板橋区", "西台", "ニシダイ")]


def test_a_code_for_a_whole_city_has_no_town():
    assert towns("1000000") == [Town("東京都", "千代田区", "", "")]


def test_a_code_may_belong_to_several_towns():
    assert len({town.town for town in towns("4520961")}) > 1


def test_an_unknown_code_has_no_towns():
    assert towns("9999999") == []
    assert towns("' OR 1=1") == []


def test_a_fictional_ward_brings_its_own_towns():
    assert towns("9990001", MIDORI, prefecture="東京都", city="みどり区") == [
        Town("東京都", "みどり区", "若葉町", "ワカバチョウ"),
        Town("東京都", "みどり区", "青葉", "アオバ"),
    ]


def test_declared_towns_come_before_the_national_ones():
    assert [town.town for town in towns("1740045", MIDORI)] == ["緑", "西台"]
