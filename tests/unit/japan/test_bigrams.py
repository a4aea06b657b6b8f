"""Search by pairs of characters finds the two-character words that a trigram search loses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.bigrams import bigrams


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", []),
        ("区民", ["区民"]),
        ("板橋区民", ["板橋", "橋区", "区民"]),
        ("区", ["区"]),
        ("児童手当、認定", ["児童", "童手", "手当", "認定"]),
        ("ＤＸの 推進", ["dx", "xの", "推進"]),
        ("データ", ["デー", "ータ"]),
        ("ﾃﾞｰﾀ", ["デー", "ータ"]),
        ("葛\U000e0100城", ["葛城"]),
        ("!? _ 。", []),
    ],
)
def test_text_is_cut_into_pairs(text, pairs):
    assert bigrams(text) == pairs


@given(st.text(alphabet="区民窓口児童手当の", min_size=2, max_size=30), st.data())
def test_every_word_of_two_or_more_characters_is_found_as_a_phrase(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    word = text[start : data.draw(st.integers(start + 2, len(text)))]
    assert f" {' '.join(bigrams(word))} " in f" {' '.join(bigrams(text))} "
