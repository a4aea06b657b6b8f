"""The demo's recommendations are the report's, whole and in its order, and their words never change."""

import hashlib
import re

from madoguchi.declare.loading import load_town
from tests.unit.declare.towns import MIDORI

TOWN = load_town(MIDORI)
REPORT = TOWN.recommendations["jichitai-dx-2023"]
ENTERED = "9092945fea1d721138728416f264112df1ae724bfab3c23f353179d572d2186b"
"""SHA-256 over the words of all asks as they were entered. Who wants to say it better writes a remark."""


def test_all_126_asks_stand_under_their_33_headings() -> None:
    assert len(REPORT.headings) == 33
    assert len(list(REPORT.asks())) == 126


def test_by_focus_there_are_as_many_as_in_the_report() -> None:
    counts = {focus.id: sum(heading.focus == focus.id for heading, _ in REPORT.asks()) for focus in REPORT.focuses}
    assert counts == {"focus-1": 10, "focus-2": 99, "focus-3": 17}


def test_the_words_of_an_ask_are_never_altered_once_they_are_entered() -> None:
    words = "\n".join(f"{ask.id}\t{ask.words.ja}\t{ask.words.en}\t{ask.force}" for _, ask in REPORT.asks())
    assert hashlib.sha256(words.encode()).hexdigest() == ENTERED


def test_it_says_whose_report_it_is_and_that_the_ward_is_fictional() -> None:
    assert "板橋区議会" in REPORT.source.ja and "要約" in REPORT.source.ja
    assert REPORT.note and "架空" in REPORT.note.ja


def test_every_ask_has_an_indicator_or_the_words_why_it_has_none_in_three_languages() -> None:
    for _, ask in REPORT.asks():
        shown = [one.indicator for one in ask.evidence if one.indicator]
        assert set(shown) <= set(TOWN.indicators)
        assert shown or (ask.without and ask.without.ja_easy and ask.without.en), ask.id


def test_what_would_be_enough_is_said_in_easy_japanese_with_every_reading_and_in_short_sentences() -> None:
    """As the asks themselves are: kanji never without its reading, one thought to a sentence."""
    for _, ask in REPORT.asks():
        easy = ask.capability.ja_easy
        assert easy and easy != ask.capability.ja, ask.id
        assert not re.findall(r"[一-龯々]+(?![一-龯々(])", easy), ask.id
        for sentence in re.split("[。?]", easy):
            assert len(re.sub(r"\([ぁ-んー]+\)|\s", "", sentence)) <= 60, ask.id


def test_only_one_ask_has_a_day_in_the_report() -> None:
    assert [ask.id for _, ask in REPORT.asks() if ask.due] == ["2-II-b.1"]


def test_a_test_that_is_named_as_evidence_is_there() -> None:
    root = MIDORI.parents[3]
    named = [one.test for _, ask in REPORT.asks() for one in ask.evidence if one.test]
    assert named and all((root / name.partition("::")[0]).is_file() for name in named)
