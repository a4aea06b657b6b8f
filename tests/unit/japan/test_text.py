"""Free text: every character people typed stays, except those that break or hide something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.text import TextError, clean_text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "髙橋﨑𠮷",
        "葛\U000e0100城",
        "\ufa19谷",  # changes under NFC
        "か\u3099",  # changes under NFC
        "\U0010de92",
        "👨‍👩‍👧 ①㋿～‐",
        " 前後の空白 ",
        "שלום",
        "\u200b\u200e\ufeff",
    ],
)
def test_text_comes_back_exactly(text):
    assert clean_text(text) == text
    assert clean_text(text, multiline=True) == text


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("あ\ud83d", "text-broken", 1),
        ("\udc00い", "text-broken", 0),
        ("ab\x00c", "text-control", 2),
        ("ab\x1b[31m", "text-control", 2),
        ("\x7f", "text-control", 0),
        ("\x85", "text-control", 0),
        ("a\u202eb", "text-bidi", 1),
        ("a\u2066b", "text-bidi", 1),
    ],
)
def test_what_hides_or_breaks_is_refused_with_its_place(text, code, position):
    for multiline in (False, True):
        with pytest.raises(TextError) as caught:
            clean_text(text, multiline=multiline)
        assert (caught.value.code, caught.value.position) == (code, position)
        assert f"{position + 1}文字目" in caught.value.ja


@pytest.mark.parametrize("text", ["一行目\n二行目", "a\tb", "a\rb"])
def test_lines_and_tabs_belong_into_long_text_only(text):
    assert clean_text(text, multiline=True) == text.replace("\r", "\n")
    with pytest.raises(TextError):
        clean_text(text)


def test_the_line_ends_of_a_browser_become_one():
    assert clean_text("一\r\n二\r\n", multiline=True) == "一\n二\n"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_text_is_the_same_or_refused_never_changed(text):
    hidden = any(0x202A <= ord(sign) <= 0x202E or 0x2066 <= ord(sign) <= 0x2069 for sign in text)
    if not hidden:
        assert clean_text(text) == text
