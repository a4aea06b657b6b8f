"""Pages that come and go, rows, hidden answers, and the check of the whole: by small procedures one can read."""

from datetime import date
from typing import Any

import pytest

from madoguchi.declare.answers import check_answers, prune, read_page, visible_fields, visible_pages
from madoguchi.declare.versions import Version
from tests.strategies.samples import field, leave, page, repeat, version

TODAY = date(2026, 11, 24)
CIVIL = {"field": "work", "is": "a"}
APART = {"field": "living", "is": "b"}

FORM = version(
    page(
        "applicant",
        field("name", "text", label={"ja": "氏名", "ja-easy": "なまえ", "en": "Name"}),
        field("work", "choice"),
    ),
    leave("stop", CIVIL),
    repeat(
        "children",
        field("name", "text"),
        field("living", "choice"),
        field("home", "text", when=APART),
        field("why", "text", when={"all": [APART, {"field": "work", "is": "b"}]}, required=False),
    ),
    page("spouse", field("has", "choice"), field("who", "text", when={"field": "has", "is": "a"})),
    page(
        "more", field("rest", "text"), field("proof", "file", required=False), when={"field": "who", "answered": True}
    ),
)
GOOD: dict[str, Any] = {"name": "若葉", "work": "b", "children": [{"name": "ゆい", "living": "a"}], "has": "b"}


def steps(of: Version, answers: dict[str, Any]) -> list[str]:
    return [step.page.id if step.row is None else f"{step.page.id}.{step.row}" for step in visible_pages(of, answers)]


def said(answers: Any, of: Version = FORM) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in check_answers(of, answers, TODAY)]


def test_a_form_shows_its_pages_each_row_and_the_overview_of_rows() -> None:
    assert steps(FORM, {}) == ["applicant", "children", "spouse"]
    assert steps(FORM, GOOD | {"children": [{}, {}]}) == ["applicant", "children.0", "children.1", "children", "spouse"]


def test_an_exit_ends_the_form() -> None:
    shown = visible_pages(FORM, GOOD | {"work": "a"})
    assert [step.page.id for step in shown] == ["applicant", "stop"]
    assert [step.ends for step in shown] == [False, True]
    assert ("stop", "exit") in said(GOOD | {"work": "a"})


def test_a_page_comes_by_an_answer_and_goes_with_the_question_behind_it() -> None:
    asked = GOOD | {"has": "a", "who": "みどり"}
    assert steps(FORM, asked)[-1] == "more"
    assert steps(FORM, asked | {"has": "b"})[-1] == "spouse"  # `who` is no longer asked, so it counts as unanswered


def test_a_condition_in_a_row_means_the_same_row() -> None:
    answers = GOOD | {"children": [{"living": "a"}, {"living": "b"}]}
    children = FORM.page("children")
    assert [one.id for one in visible_fields(FORM, children, answers, 0)] == ["name", "living"]
    assert [one.id for one in visible_fields(FORM, children, answers, 1)] == ["name", "living", "home", "why"]
    assert [one.id for one in visible_fields(FORM, children, answers, 2)] == ["name", "living"]  # the row to be added


def test_a_draft_keeps_what_is_hidden_and_a_submission_has_it_not() -> None:
    draft = GOOD | {"who": "みどり", "rest": "のこり", "children": [{"name": "ゆい", "living": "a", "home": "遠く"}]}
    assert said(draft) == [("children[0].home", "hidden"), ("who", "hidden"), ("rest", "hidden")]
    assert prune(FORM, draft) == GOOD
    assert said(prune(FORM, draft)) == []


CHECKED: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({}, []),
    ({"name": None}, [("name", "shape")]),
    ({"name": ""}, [("name", "required")]),
    ({"unknown": 1}, [("unknown", "unknown")]),
    ({"stop": 1}, [("stop", "unknown")]),
    ({"children": []}, [("children", "required")]),
    ({"children": "x"}, [("children", "shape")]),
    ({"children": [1]}, [("children[0]", "shape")]),
    ({"children": [{"living": "a"}]}, [("children[0].name", "required")]),
    ({"children": [{"name": "ゆい", "living": "b"}]}, [("children[0].home", "required")]),
    ({"children": [{"name": "ゆい", "living": "a", "x": 1}]}, [("children[0].x", "unknown")]),
    ({"children": [{"name": "ゆい", "living": "a"}] * 4}, [("children", "too-many")]),
    ({"children": [{"name": "ゆい", "living": "a"}] * 100_000}, [("children", "too-many")]),
    ({"has": "a"}, [("who", "required")]),
    ({"has": "a", "who": "みどり"}, [("rest", "required")]),
]


@pytest.mark.parametrize(("change", "problems"), CHECKED)
def test_a_submission_is_checked_whole(change: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    assert said(GOOD | change) == problems


@pytest.mark.parametrize("sent", [None, [], "x", 1, {f"k{n}": 1 for n in range(5000)}, [[[]]]])
def test_anything_at_all_may_be_sent_and_is_refused_in_few_words(sent: Any) -> None:
    problems = check_answers(FORM, sent, TODAY)
    assert 1 <= len(problems) <= 110


def test_a_missing_answer_is_asked_for_by_its_name_in_three_languages() -> None:
    problem = check_answers(FORM, {key: value for key, value in GOOD.items() if key != "name"}, TODAY)[0]
    assert problem.within("ja") == "氏名を入力してください。"
    assert problem.within("ja-easy") == "なまえを 書(か)いてください。"
    assert problem.within("en") == "Enter: Name."


def read(page_id: str, posted: dict[str, Any], answers: dict[str, Any], row: int | None = None) -> Any:
    sent = {name: value if isinstance(value, list) else [value] for name, value in posted.items()}
    return read_page(FORM, FORM.page(page_id), sent, answers, row=row, today=TODAY)


def test_a_posted_page_goes_into_the_answers_and_leaves_the_others_alone() -> None:
    result = read("applicant", {"name": "若葉", "work": "b", "csrf": "x"}, {"has": "b"})
    assert result.problems == []
    assert result.answers == {"has": "b", "name": "若葉", "work": "b"}


def test_what_is_wrong_comes_back_as_typed_and_is_not_kept() -> None:
    result = read("applicant", {"name": "あ" * 100_000, "work": "b"}, {"name": "若葉"})
    assert [problem.path for problem in result.problems] == ["name"]
    assert result.typed["name"] == {"": "あ" * 100_000}
    assert result.answers == {"work": "b"}


def test_a_lone_surrogate_is_refused_and_can_still_be_shown() -> None:
    result = read("applicant", {"name": "a\ud800b", "work": "b"}, {})
    assert [problem.code for problem in result.problems] == ["characters"]
    assert result.typed["name"][""].encode() == "a\ufffdb".encode()


def test_a_row_is_put_in_its_place_and_the_next_row_at_the_end() -> None:
    two = {"children": [{"name": "ゆい", "living": "a"}, {"name": "そら", "living": "a"}]}
    changed = read("children", {"name": "はな", "living": "a"}, two, row=0).answers["children"]
    assert [child["name"] for child in changed] == ["はな", "そら"]
    added = read("children", {"name": "はな", "living": "a"}, two, row=2).answers["children"]
    assert [child["name"] for child in added] == ["ゆい", "そら", "はな"]


def test_problems_of_a_row_say_which_row() -> None:
    result = read("children", {"name": "", "living": "b", "home": ""}, {"children": [{}, {}]}, row=1)
    assert [problem.path for problem in result.problems] == ["children[1].name", "children[1].home"]


@pytest.mark.parametrize("row", [3, 99, -1, None])
def test_there_is_no_room_for_more_rows_than_declared_and_nothing_is_lost(row: int | None) -> None:
    full = {"children": [{"name": "ゆい"}] * 3}
    result = read("children", {"name": "はな"}, full, row=row)
    assert [problem.code for problem in result.problems] == ["too-many"]
    assert result.typed["name"] == {"": "はな"}
    assert result.answers == full


def test_an_answer_that_is_hidden_now_stays_in_the_draft() -> None:
    asked = read("spouse", {"has": "a", "who": "みどり"}, {}).answers
    back = read("spouse", {"has": "b", "who": "みどり"}, asked)
    assert back.problems == []
    assert back.answers["who"] == "みどり"


def test_a_question_that_the_page_did_not_yet_show_is_said_to_be_new() -> None:
    result = read("spouse", {"has": "a"}, {})
    assert result.revealed == ("who",)
    assert [problem.code for problem in result.problems] == ["revealed"]
    assert result.problems[0].ja.startswith("上の答えから、うかがうことが増えました。")
    again = read("spouse", {"has": "a", "who": ""}, result.answers)
    assert [problem.code for problem in again.problems] == ["required"]


def test_a_radio_button_that_was_not_chosen_is_an_empty_answer_if_it_was_on_the_page() -> None:
    result = read("applicant", {"name": "若葉"}, {"work": "b"})
    assert [problem.path for problem in result.problems] == ["work"]
    assert "work" not in result.answers


def test_files_come_with_the_answers_and_are_checked_with_the_page() -> None:
    files = [{"id": "1", "name": "通帳.pdf", "size": 10, "type": "application/pdf"}]
    asked = {"has": "a", "who": "みどり", "proof": files}
    result = read("more", {"rest": "のこり", "proof": "forged"}, asked)
    assert result.problems == []
    assert result.answers["proof"] == files
    twice = read("more", {"rest": "のこり"}, asked | {"proof": files * 2})
    assert [problem.code for problem in twice.problems] == ["same-file"]


def test_reading_a_page_never_changes_the_answers_it_was_given() -> None:
    before = {"children": [{"name": "ゆい", "living": "a"}]}
    read("children", {"name": "そら", "living": "a"}, before, row=0)
    assert before == {"children": [{"name": "ゆい", "living": "a"}]}
