"""0 deviations from the reviewed table docs/reference/authorisation.md."""

import os

import pytest

from tests.canary import authorisation


@pytest.mark.full
def test_every_route_answers_everybody_as_the_reviewed_table_says(world):
    now = authorisation.table(world)
    if os.environ.get("MADOGUCHI_WRITE"):
        authorisation.FILE.write_text(now)
    before = authorisation.FILE.read_text().splitlines()
    assert [line for line in now.splitlines() if line not in before] == []
    assert len(now.splitlines()) == len(before)


@pytest.mark.full
def test_the_comparison_has_teeth(world, monkeypatch):
    """A page that forgot its audience stands out."""
    from madoguchi.people import audience

    monkeypatch.setattr(audience, "_refuse", lambda *asked: None)
    client = world.browser("kubota")
    assert client.get("/staff/shields/").status_code == 200  # the table says 403
    row = next(
        line
        for line in authorisation.FILE.read_text().splitlines()
        if line.startswith("| `/staff/shields/` | staff | get")
    )
    assert row.split("|")[9].strip() == "403"
