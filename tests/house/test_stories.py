"""What the product claims to serve is played by a test, and the page that lists it is made from these tests."""

from collections import Counter

from scripts.stories import PAGE, page, report, stories


def test_each_ask_that_has_evidence_is_played_by_one_story_and_no_other_ask_is() -> None:
    played = Counter(story.ask for story in stories())
    claimed = {ask.id for _, ask in report().asks() if ask.evidence}
    wanted = "a story in tests/story/year/test_asks_*.py for each ask with evidence, then `python -m scripts.stories`"
    assert set(played) == claimed, wanted
    assert {ask for ask, times in played.items() if times != 1} == set()


def test_the_page_of_what_serves_the_recommendations_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m scripts.stories"
