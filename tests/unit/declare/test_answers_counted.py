"""Answers to one question are counted by one indicator: two of them would tell the third answer by subtraction."""

from pathlib import Path

from madoguchi.declare.loading import check_town
from tests.unit.declare.towns import changed

COUNTED = "{number: {cases: received, procedures: [hikkoshi], answers: {reason: [work]}}}"
OLD = "{number: {cases: received, traits: [corrected]}}"


def test_a_second_indicator_over_the_same_question_is_refused(tmp_path: Path) -> None:
    town = changed(tmp_path, "indicators/todoita.yaml", (OLD, COUNTED))
    assert check_town(town) == []
    second = (town / "indicators/todoita.yaml").read_text().replace("todoita", "todoita2").replace("[work]", "[other]")
    (town / "indicators/todoita2.yaml").write_text(second)
    assert [one.code for one in check_town(town)] == ["indicator-same-answers"]
