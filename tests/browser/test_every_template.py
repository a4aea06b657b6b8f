"""Axe has looked at every page template. Runs after all other browser tests, and only when all of them ran."""

from pathlib import Path

import pytest

from tests.browser.looks import FULL, WIDTHS
from tests.browser.seen import LOOKED_AT, page_templates

SAID = ("日本語", "やさしい日本語", "English")
HERE = Path(__file__).parent
NOT_YET = {
    "publish/catalogue/dataset.html", "publish/catalogue/listing.html", "publish/catalogue/retracted.html",
    "publish/release.html", "publish/releases.html",
}  # fmt: skip
"""Pages that no menu leads to yet, and at which nobody has looked in a browser. Whoever links one takes it out of here."""


def test_axe_has_looked_at_every_page_template(request: pytest.FixtureRequest) -> None:
    ran = {item.path.name for item in request.session.items}
    if {path.name for path in HERE.glob("test_*.py")} - ran or request.config.getoption("keyword"):
        pytest.skip("tells nothing unless all browser tests run")
    assert sorted(page_templates() - set(LOOKED_AT) - NOT_YET) == [], (
        "no browser test calls good_looks() on these pages"
    )


def test_what_nobody_has_looked_at_yet_is_there() -> None:
    assert not NOT_YET - page_templates()


@pytest.mark.full
@pytest.mark.skipif(not FULL, reason="looks at everything with FULL=1 only")
def test_and_at_each_in_three_languages_at_both_widths(request: pytest.FixtureRequest) -> None:
    ran = {item.path.name for item in request.session.items}
    if {path.name for path in HERE.glob("test_*.py")} - ran or request.config.getoption("keyword"):
        pytest.skip("tells nothing unless all browser tests run")
    wanted = {(language, width) for language in SAID for width in WIDTHS}
    lacking = {name: sorted(wanted - LOOKED_AT[name]) for name in page_templates() if wanted - LOOKED_AT[name]}
    assert not lacking, "\n".join(f"{name}: {combinations}" for name, combinations in sorted(lacking.items()))


def test_there_are_page_templates_to_look_at() -> None:
    assert {"receive/home.html", "decide/queue.html", "people/sign_in.html", "demo/start.html"} <= page_templates()
