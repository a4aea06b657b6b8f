"""Names are kept as they are; a folded key stands beside them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.names import graphemes, search_key

IVS = "葛\U000e0100"
GJ = "\U0010de92"  # an added character of the administrative set, in the private use plane


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        ("髙橋　花子", "高橋花子"),
        ("山﨑", "山崎"),
        ("𠮷田", "吉田"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡邊"),
        (IVS + "城", "葛城"),
        ("神\ufe00", "神"),
        ("\ufa19谷", "神谷"),
        ("ｻﾄｳ ﾊﾅｺ", "さとう　はなこ"),
        ("ジョン・スミス", "ジョンスミス"),
        ("ＳＭＩＴＨ John", "smith JOHN"),
        ("ゑみ子", "エみ子"),
    ],
)
def test_a_name_is_found_however_it_is_typed(written, looked_for):
    assert search_key(written) == search_key(looked_for)


@pytest.mark.parametrize(("one", "other"), [("佐藤花子", "佐藤桃子"), ("高橋", "高梁"), ("ハナ", "バナ"), (GJ, "")])
def test_different_names_keep_different_keys(one, other):
    assert search_key(one) != search_key(other)


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert search_key(search_key(text)) == search_key(text)


@given(st.text())
def test_a_key_holds_no_space_and_no_selector(text):
    key = search_key(text)
    assert not any(sign.isspace() or 0xE0100 <= ord(sign) <= 0xE01EF for sign in key)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", 0),
        ("山田", 2),
        (IVS, 1),
        (IVS + "城", 2),
        ("𠮷野", 2),
        (GJ, 1),
        ("か\u3099", 1),
        ("ｶﾞ", 1),
        ("e\u0301", 1),
        ("\r\n", 1),
        ("\n\u0301", 2),
        ("👨‍👩‍👧", 1),
        ("👍🏽", 1),
        ("🇯🇵🇺🇦", 2),
        ("🇯🇵🇺", 2),
        ("1️⃣", 1),
        ("각", 1),
        (unicodedata.normalize("NFD", "각한"), 2),
        ("\u0301", 1),
    ],
)
def test_characters_are_counted_as_people_see_them(text, seen):
    assert graphemes(text) == seen


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_plain_kanji_count_one_each(text):
    assert graphemes(text) == len(text)
