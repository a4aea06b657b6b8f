"""Whatever the program says to people, it says in three languages."""

import re

import pytest

from madoguchi.design import catalogue
from madoguchi.design.messages import used

WANTED = used(catalogue.SOURCE)
KANA_OR_KANJI = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
PLACE = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_every_word_for_people_is_there_in_english_and_in_easy_japanese(language: str) -> None:
    lacking = catalogue.missing(catalogue.merged(language, WANTED))
    assert lacking == [], "write the words into the .po file, then run python -m madoguchi.design.catalogue"


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_the_catalogue_is_sorted_compiled_and_holds_nothing_unused(language: str) -> None:
    stale = catalogue.stale(language, catalogue.merged(language, WANTED))
    assert stale == [], "run python -m madoguchi.design.catalogue"


@pytest.mark.parametrize("language", catalogue.PLURALS)
def test_a_translation_keeps_the_places_for_values(language: str) -> None:
    for entry in catalogue.merged(language, WANTED):
        for words in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not words or set(PLACE.findall(words)) <= set(PLACE.findall(entry.msgid)), entry.msgid


def test_english_has_no_japanese_left() -> None:
    names = {"日本語", "やさしい日本語"}
    for entry in catalogue.merged("en", WANTED):
        words = " ".join([entry.msgstr, *entry.msgstr_plural.values()])
        assert entry.msgid in names or not KANA_OR_KANJI.search(words), entry.msgid


def test_easy_japanese_keeps_its_sentences_short() -> None:
    for entry in catalogue.merged("ja_Easy", WANTED):
        for words in [entry.msgstr, *entry.msgstr_plural.values()]:
            for sentence in re.split(r"[。?\n]", words):
                spoken = re.sub(r"\([ぁ-んー]+\)|<[^>]+>|\s", "", PLACE.sub("", sentence))
                assert len(spoken) <= 60, sentence
