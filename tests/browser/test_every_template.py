"""Axe has looked at every page template: a step of its own, after all browser tests (scripts/suite.py names LOOKS)."""

from pathlib import Path

import pytest

from tests.browser.looks import FULL, WIDTHS
from tests.browser.seen import LOOKS, looked_at, page_templates

SAID = ("日本語", "やさしい日本語", "English")
NOT_YET: set[str] = set()
"""Pages that no menu leads to yet, and at which nobody has looked in a browser. Whoever links one takes it out of here."""
NOT_TOLD_APART = {"receive/check.html", "publish/catalogue/embed.html"}
"""Looked at in all languages, which cannot be told apart here: the frame of the last look is kept as a stencil that names its
template once only, and what is embedded elsewhere has no switch of languages."""
after_all_others = pytest.mark.skipif(
    not LOOKS or not Path(LOOKS).exists(), reason="the browser tests did not run before"
)


@pytest.mark.skipif(not FULL, reason="the longest ways to a page are walked with FULL=1 only")
@after_all_others
def test_axe_has_looked_at_every_page_template() -> None:
    unseen = page_templates() - set(looked_at()) - NOT_YET
    assert sorted(unseen) == [], "no browser test calls good_looks() on these pages"


def test_what_nobody_has_looked_at_yet_is_there() -> None:
    assert not NOT_YET - page_templates()


@pytest.mark.full
@pytest.mark.skipif(not FULL, reason="looks at everything with FULL=1 only")
@after_all_others
def test_and_at_each_in_three_languages_at_both_widths() -> None:
    looks, wanted = looked_at(), {(language, width) for language in SAID for width in WIDTHS}
    lacking = {
        name: sorted(missing)
        for name in page_templates() - NOT_YET - NOT_TOLD_APART
        if (missing := wanted - looks[name])
    }
    assert not lacking, "\n".join(f"{name}: {combinations}" for name, combinations in sorted(lacking.items()))


def test_there_are_page_templates_to_look_at() -> None:
    assert {"receive/home.html", "decide/queue.html", "people/sign_in.html", "demo/start.html"} <= page_templates()
