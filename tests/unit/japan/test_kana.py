"""Readings: hiragana, half-width and full-width katakana are one reading; anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.names import KanaError, check_kana, kana_key

kana_text = st.text(alphabet="あいがぱょっンヴァーハﾊｱｶﾞ", min_size=1)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ヤマダ", "ヤマダ"),
        ("やまだ", "ヤマダ"),
        ("ﾔﾏﾀﾞ", "ヤマダ"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("か゛", "ガ"),
        (" やまだ  はなこ ", "ヤマダ　ハナコ"),
        ("やまだ　はなこ", "ヤマダ　ハナコ"),
        ("ジョン・スミス", "ジョン・スミス"),
        ("ｼﾞｮﾝ･ｽﾐｽ", "ジョン・スミス"),
        ("ジョ-ジ", "ジョージ"),
        ("ジョ－ジ", "ジョージ"),
        ("ｼﾞｮｰｼﾞ", "ジョージ"),
        ("ゔぃくとる", "ヴィクトル"),
        ("ヰヱヲ", "ヰヱヲ"),
    ],
)
def test_a_reading_is_stored_in_full_width_katakana(typed, stored):
    assert check_kana(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code", "position"),
    [
        ("", "kana-empty", -1),
        ("　", "kana-empty", -1),
        ("山田", "kana-other", 0),
        ("ヤマ田", "kana-other", 2),
        ("ﾔﾏﾀﾞA", "kana-other", 4),
        ("ヤマダ1", "kana-other", 3),
        ("゛か", "kana-other", 0),
        ("-ヤマダ", "kana-other", 0),
        ("ヤ\u0000マ", "kana-other", 1),
    ],
)
def test_what_is_no_reading_is_refused_with_its_place(typed, code, position):
    with pytest.raises(KanaError) as caught:
        check_kana(typed)
    assert (caught.value.code, caught.value.position) == (code, position)


@given(kana_text)
def test_what_is_stored_is_stored_the_same_again(typed):
    try:
        stored = check_kana(typed)
    except KanaError:
        return
    assert check_kana(stored) == stored


@given(st.text())
def test_any_text_is_a_reading_or_a_kana_error(typed):
    try:
        assert check_kana(typed).strip("\u3000")
    except KanaError as problem:
        place = problem.position
    else:
        return
    assert -1 <= place < max(len(typed), 1)


@pytest.mark.parametrize(
    "spelling", ["キョウコ", "きょうこ", "ｷｮｳｺ", "キヨウコ", "キョウ　コ", "キョ・ウコ", "キョーウコ"]
)
def test_one_person_is_found_under_every_spelling(spelling):
    assert kana_key(spelling) == "キヨウコ"


@pytest.mark.parametrize(("one", "other"), [("ちづる", "チズル"), ("ヲサム", "オサム"), ("すゑ", "スエ")])
def test_kana_of_one_sound_share_a_key(one, other):
    assert kana_key(one) == kana_key(other)


def test_voiced_and_unvoiced_kana_do_not():
    assert kana_key("ハナ") != kana_key("バナ")
    assert kana_key("カンダ") != kana_key("カンタ")


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert kana_key(kana_key(text)) == kana_key(text)


def test_the_folding_stays_since_stored_look_up_tokens_are_made_of_it():
    assert kana_key("ヤマダ　ハナコ") == "ヤマダハナコ"
    assert kana_key("じょーじ・ヴィッキー") == "ジヨジヴイツキ"
    assert kana_key("ヂヅヲヰヱ Smith") == "ジズオイエsmith"
