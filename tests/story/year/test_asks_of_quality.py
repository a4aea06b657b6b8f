"""What the report asks about the quality of services while systems change."""

from datetime import date

from madoguchi.learn import actions
from madoguchi.learn.models import Reading
from madoguchi.learn.queries.readings import everything
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM

BEFORE, AFTER = date(2026, 1, 1), date(2026, 10, 1)


def test_what_has_become_worse_since_the_baseline_shows(page) -> None:
    """2-I-a.3 移行の前の日数を基準として固め、前より悪くなっていない手続の割合を示す
    / The days before the migration are frozen as a baseline, and the share of procedures that are no worse is shown"""
    days = everything()["days-to-decision"]
    for scope, before, now in (("iken", 6, 6), ("jido-teate-nintei", 12, 19)):
        for begins, value in ((BEFORE, before), (AFTER, now)):
            Reading.objects.filter(indicator=days.slug, scope=scope, begins=begins).delete()
            Reading.objects.create(
                indicator=days.slug, definition=days.defined.hash, scope=scope, begins=begins, value=value, final=True,
                computed_at=clock.now(),
            )  # fmt: skip
    actions.take_readings(by=SYSTEM)
    assert "基準より悪くなっていません" in page("/indicators/days-to-decision/")
    assert everything()["days-not-worse"].latest.value == 50
    assert "50%" in page("/progress/2-I-a.3/")


def test_a_survey_asks_no_name_and_its_answers_become_a_number(year, page) -> None:
    """2-III-2-a.2 アンケートは名前を聞かない手続で、選んだ答えの割合が、そのまま指標になる
    / A survey is a procedure that asks no name, and the share of the answers chosen becomes an indicator by itself"""
    assert "名前は聞きません" in page("/procedures/koho-anketo/")
    value = everything()["news-clear"].latest.value
    assert value and 40 < value < 95
    assert f"{value}%" in page("/progress/2-III-2-a.2/")
