"""Readings in brackets are shown above the signs, and nowhere else is anything changed."""

import pytest

from madoguchi.design.ruby import with_ruby

SHOWN = "<easy-words><ruby>手続<rp>(</rp><rt>てつづ</rt><rp>)</rp></ruby>き</easy-words>"


def test_a_reading_stands_above_its_signs() -> None:
    assert with_ruby("<p>手続(てつづ)き</p>") == f"<p>{SHOWN}</p>"


def test_without_ruby_the_brackets_are_what_one_reads() -> None:
    import re

    assert re.sub("<[^>]+>", "", with_ruby("手続(てつづ)き")) == "手続(てつづ)き"


@pytest.mark.parametrize(
    "same",
    [
        '<input value="手続(てつづ)き">',
        "<title>手続(てつづ)き</title>",
        "<option>手続(てつづ)き</option>",
        "<textarea>\n手続(てつづ)き</textarea>",
        '<a href="/?q=手続(てつづ)き">き</a>',
        "<p>区役所(2階)、ひらがな(かな)、(かな)</p>",
        "",
    ],
)
def test_everything_else_stays_as_it_is(same: str) -> None:
    assert with_ruby(same) == same


def test_a_long_page_takes_no_time() -> None:
    import time

    page = "<div class='x'>" + "<p>手続(てつづ)き</p>" * 2000 + "<" * 2000
    begun = time.process_time()
    with_ruby(page)
    assert time.process_time() - begun < 1
