"""What a resident reads when something typed cannot be taken: three languages, calm words, a way to mend it."""

import re

import pytest

from madoguchi.japan.codes import check_corporate_number, check_municipality_code
from madoguchi.japan.eras import parse_date
from madoguchi.japan.errors import InputError
from madoguchi.japan.names import check_kana
from madoguchi.japan.postal import parse_postal
from madoguchi.japan.telephone import parse as parse_telephone
from madoguchi.japan.text import clean_text

WRONG = {
    parse_date: ["", "きのう", "5.2.21", "2023-13-01", "2023-02-30", "令和0年1月1日", "令和2023年1月1日", "昭和64年2月3日", "明治3年1月1日",
                 "令和二三十年一月一日"],
    check_kana: ["", "山田"],
    clean_text: ["\x00", "\ud800", "\u202e"],
    parse_postal: ["", "1"],
    parse_telephone: ["", "1", "+1 202 555 0123"],
    check_municipality_code: ["1", "131198"],
    check_corporate_number: ["1", "9700110005901"],
}  # fmt: skip
CASES = [(read, typed) for read, wrong in WRONG.items() for typed in wrong]


def refusal(read, typed) -> InputError:
    with pytest.raises(InputError) as caught:
        read(typed)
    return caught.value


@pytest.mark.parametrize(("read", "typed"), CASES)
def test_it_speaks_three_languages_and_asks_politely(read, typed):
    problem = refusal(read, typed)
    assert problem.within("ja") == problem.ja
    assert "ください。" in problem.ja
    assert re.match(r"[A-Z]", problem.en)
    assert problem.en.isascii()
    assert problem.ja_easy
    assert problem.within("ja-easy") == problem.ja_easy


@pytest.mark.parametrize(("read", "typed"), CASES)
def test_easy_japanese_gives_the_reading_of_its_kanji(read, typed):
    easy = refusal(read, typed).ja_easy
    assert not re.search(r"[一-龯]", re.sub(r"[一-龯]+\([ぁ-ん]+\)", "", easy))


@pytest.mark.parametrize(("read", "typed"), CASES)
def test_its_code_is_all_that_a_log_sees(read, typed):
    problem = refusal(read, typed)
    assert str(problem) == problem.code
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", problem.code)
