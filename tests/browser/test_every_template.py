"""Axe has looked at every page template. Runs after all other browser tests, and only when all of them ran."""

from pathlib import Path

import pytest

from tests.browser.seen import LOOKED_AT, page_templates

HERE = Path(__file__).parent


def test_axe_has_looked_at_every_page_template(request: pytest.FixtureRequest) -> None:
    ran = {item.path.name for item in request.session.items}
    if {path.name for path in HERE.glob("test_*.py")} - ran or request.config.getoption("keyword"):
        pytest.skip("tells nothing unless all browser tests run")
    assert sorted(page_templates() - set(LOOKED_AT)) == [], "no browser test calls good_looks() on these pages"


def test_there_are_page_templates_to_look_at() -> None:
    assert {"receive/home.html", "decide/queue.html", "people/sign_in.html", "demo/start.html"} <= page_templates()
