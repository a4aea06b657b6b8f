"""「住所を入れる」: what the button says when it brings no address."""

from madoguchi.declare.problem import Problem
from madoguchi.receive.views import lookup

WRONG = Problem(path="home", part="postal_code", code="postal", ja="7けたで", en="7 digits", ja_easy="7けたで")
MISSING = Problem(path="home", part="number", code="required", ja="番地を", en="number", ja_easy="番地を")


def test_what_is_wrong_with_the_code_is_said_and_nothing_else_yet() -> None:
    assert lookup.unanswered({"home.postal_code": ["12"]}, "home", [MISSING, WRONG]) == [WRONG]


def test_a_code_of_no_known_place_says_so() -> None:
    (problem,) = lookup.unanswered({"home.postal_code": ["9999999"]}, "home", [MISSING])
    assert (problem.path, problem.part) == ("home", "postal_code")
    assert "見つかりませんでした" in problem.ja


def test_an_address_that_was_found_needs_no_words() -> None:
    assert lookup.unanswered({"home.town": ["若草町"]}, "home", [MISSING]) == []


def test_the_code_of_another_address_is_left_alone() -> None:
    assert lookup.unanswered({"home.town": ["若草町"]}, "home", [Problem("work", "postal_code", "x", "", "", "")]) == []
