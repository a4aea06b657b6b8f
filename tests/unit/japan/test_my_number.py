"""A My Number in free text is seen, whatever it is dressed in; other numbers mostly are not. All numbers are made up."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.codes import find_my_number
from madoguchi.japan.my_number import has_my_number_check_digit

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
eleven = st.text("0123456789", min_size=11, max_size=11)


def completed(digits: str) -> str:
    """Eleven digits with the check digit that fits."""
    return next(f"{digits}{last}" for last in range(10) if has_my_number_check_digit(f"{digits}{last}"))


FITTING = completed("12345678901")


def seen(text: str) -> list[str]:
    return [text[start:end] for start, end in find_my_number(text)]


def test_the_check_digit_is_that_of_the_ordinance():
    assert FITTING == "123456789018"
    assert not has_my_number_check_digit("123456789012")


@pytest.mark.parametrize(
    "dressed",
    [
        "123456789018",
        "1234 5678 9018",
        "1234-5678-9018",
        "1234ー5678ー9018",
        "1234−5678−9018",
        "１２３４５６７８９０１８",
        "１２３４　５６７８　９０１８",
        "１２３４－５６７８－９０１８",
        "1234 - 5678 - 9018",
        "1234 5678-9018",
        "1234.5678.9018",
        "1234・5678・9018",
        "1234_5678_9018",
        "1234\n5678\n9018",
        "123456 789018",
        "123-456-789-018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "1234\u200b5678\u200b9018",
        "①②③④⑤⑥⑦⑧⑨⓪①⑧",
        "⑫㉞5678⑨⓪①⑧",
        "一二三四五六七八九〇一八",
        "١٢٣٤٥٦٧٨٩٠١٨",
    ],
)
def test_a_my_number_is_seen_in_any_dress(dressed):
    assert seen(dressed) == [dressed]
    assert seen(f"私のマイナンバーは{dressed}です。") == [dressed]


@pytest.mark.parametrize(
    "text",
    [
        "番号 1234 5678 9018 30歳",
        "1234 5678 9018 03-0000-1234",
        "03-0000-1234 1234 5678 9018",
        "1234-5678-9018、090-0000-1111",
        "1234 5678 9018。2026年",
        "1234 5678 9018, 2026",
    ],
)
def test_a_my_number_is_seen_beside_other_numbers(text):
    assert any(found.replace(" ", "").replace("-", "") == FITTING for found in seen(text))


@pytest.mark.parametrize(
    "name",
    ["123456789018.pdf", "mynumber_123456789018.jpg", "IMG-1234-5678-9018.png", "１２３４５６７８９０１８の写し.jpeg"],
)
def test_a_my_number_is_seen_in_a_file_name(name):
    assert find_my_number(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789012",  # the check digit does not fit
        "1234567890180",  # thirteen digits
        "0123456789018",
        "1234-5678-9018-3456",  # a card
        "123456789018123456789018",
        "03-0000-1234",
        "090-0000-1234 090-0000-5678",
        "令和5年2月21日 午前10時30分",
        "2026-11-05 1030",
        "MD-1234-5678",
        "1234と5678と9018",
        "8700110005901",
        "IMG_20261105_103022.jpg",
    ],
)
def test_other_numbers_are_let_through(text):
    assert seen(text) == []


@given(eleven, st.sampled_from(["{}{}{}", "{} {} {}", "{}-{}-{}", "{}　{}　{}", "{}ー{}ー{}"]), st.booleans())
def test_every_my_number_is_seen(digits, dress, full_width):
    number = completed(digits)
    text = dress.format(number[:4], number[4:8], number[8:])
    text = text.translate(FULL_WIDTH) if full_width else text
    assert seen(f"番号:{text}。") == [text]


@given(eleven, st.text("0123456789", min_size=1, max_size=4))
def test_a_longer_run_of_digits_is_no_my_number(digits, more):
    assert seen(completed(digits) + more) == []
    assert seen(more + completed(digits)) == []


@given(st.text())
def test_spans_lie_within_the_text_and_in_order(text):
    spans = find_my_number(text)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_about_one_in_ten_other_numbers_is_mistaken_for_one():
    chance = random.Random(7)
    mistaken = sum(bool(find_my_number(f"{chance.randrange(10**12):012}")) for _ in range(5_000))
    assert 400 < mistaken < 600
