"""Every rule has words in easy Japanese, and they are easy: short sentences, a reading beside every kanji."""

import re

import pytest

from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.easy import EASY
from madoguchi.opendata.personal import words as personal
from madoguchi.opendata.reading import telling

FORMED = {f"format:{name}" for name in FORMATS} - {"format:vocabulary", "format:text", "format:"}
READ = {f"aside:{kind}" for kind in telling._KINDS} | {f"sheet:{kind}" for kind in telling._AGAIN}
PEOPLE = {f"personal:{kind}" for kind in personal._WORDS}


def test_every_rule_has_easy_words():
    assert sorted((set(RULES) | FORMED | READ | PEOPLE) - set(EASY)) == []


@pytest.mark.parametrize("rule", EASY)
def test_they_are_short_and_every_kanji_has_its_reading(rule):
    text = EASY[rule]
    assert all(len(re.sub(r"\([ぁ-ん]+\)", "", part)) <= 40 for part in text.split("。"))
    quoted = re.sub(r"「[^」]*」|\([月日]\)", "", text)
    assert re.search(r"[一-鿿々]+(?!\(|[一-鿿々])", quoted) is None, "a kanji without a reading"
