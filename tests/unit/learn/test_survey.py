"""A survey is an ordinary procedure: its chosen answers are counted as they stand in the queue, and nothing is opened."""

from datetime import timedelta

import pytest
from django.apps import apps

from madoguchi.demo import arriving
from madoguchi.learn import actions
from madoguchi.learn.models import Reading
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.worker import run_due
from tests.unit.learn.conftest import NOON


@pytest.fixture
def answer(ward):
    def send(times: int, clear: str) -> None:
        for n in range(times):
            with clock.at(NOON - timedelta(days=20, minutes=n)):
                arriving.send(ward, "koho-anketo", {"channel": "site", "clear": clear, "words": "字が小さい"})
        while run_due(200):
            pass

    return send


def taken():
    actions.take_readings(by=SYSTEM)
    return Reading.objects.filter(indicator="news-clear", scope="").values_list("value", "hidden")


def test_the_share_of_those_who_chose_an_answer_is_a_reading(answer):
    answer(12, "clear")
    answer(6, "mostly")
    answer(12, "unclear")
    opened = apps.get_model("protect", "Reading").objects.count()
    assert list(taken()) == [(60, False)]
    assert apps.get_model("protect", "Reading").objects.count() == opened


@pytest.mark.full
def test_a_share_that_would_tell_a_few_people_is_hidden(answer):
    answer(21, "clear")
    answer(9, "unclear")
    assert list(taken()) == [(None, True)]
