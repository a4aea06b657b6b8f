"""A new address has its row in the reviewed table of who may do what; tests/canary/test_routes.py holds the cells."""

from tests.canary.authorisation import REGENERATE, rows_there, rows_wanted


def test_every_route_and_method_has_a_reviewed_row():
    assert sorted(rows_wanted() - rows_there()) == [], f"make the rows and read them: {REGENERATE}"


def test_no_row_is_about_an_address_that_is_gone():
    assert sorted(rows_there() - rows_wanted()) == []
