"""Every rule has words in easy Japanese, and they are easy: short sentences, a reading beside every kanji."""

import re
from pathlib import Path

import pytest

from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.easy import EASY
from madoguchi.opendata.easy_troubles import EASY_TROUBLES, easy_trouble
from madoguchi.opendata.personal import words as personal
from madoguchi.opendata.reading import sheet_troubles, telling, troubles

FORMED = {f"format:{name}" for name in FORMATS} - {"format:vocabulary", "format:text", "format:"}
READ = {f"aside:{kind}" for kind in telling._KINDS} | {f"sheet:{kind}" for kind in telling._AGAIN}
PEOPLE = {f"personal:{kind}" for kind in personal._WORDS}


def test_every_rule_has_easy_words():
    assert sorted((set(RULES) | FORMED | READ | PEOPLE) - set(EASY)) == []


@pytest.mark.parametrize("rule", EASY)
def test_they_are_short_and_every_kanji_has_its_reading(rule):
    assert_easy(EASY[rule])


def assert_easy(text):
    assert all(len(re.sub(r"\([ぁ-ん]+\)", "", part)) <= 40 for part in text.split("。"))
    quoted = re.sub(r"「[^」]*」|\([月日]\)", "", text)
    assert re.search(r"[一-鿿々]+(?!\(|[一-鿿々])", quoted) is None, "a kanji without a reading"


def codes(module):
    return set(re.findall(r'Trouble\(\n\s+"([a-z-]+)"', Path(module.__file__).read_text(encoding="utf-8")))


def test_every_reason_why_a_file_cannot_be_read_has_easy_words():
    known = codes(troubles) | codes(sheet_troubles)
    assert len(known) >= 15
    assert known == set(EASY_TROUBLES)


@pytest.mark.parametrize("code", EASY_TROUBLES)
def test_the_reasons_are_easy_too(code):
    for text in EASY_TROUBLES[code]:
        assert_easy(text)


@pytest.mark.parametrize(
    "found",
    [troubles.nul("a.csv", 7), troubles.open_quote("a.csv", 7), troubles.strange_byte("a.csv", "utf-8", 7, 90, 255)],
)
def test_a_reason_names_the_line(found):
    what, _mend = easy_trouble(found.code, found.line)
    assert "7行目" in what


def test_without_a_line_nothing_is_said_about_one():
    assert easy_trouble("nul", None) is None
