"""How long residents took to send: as counts by day, and of each application a coarse step in the trail."""

from datetime import timedelta

import pytest

from madoguchi.demo import arriving
from madoguchi.learn import actions
from madoguchi.learn.models import Daily, Reading
from madoguchi.receive.actions import submit_draft
from madoguchi.receive.pace import took
from madoguchi.trail.actor import RESIDENT, SYSTEM
from madoguchi.trail.models import Event
from tests.unit.learn.conftest import NOON

OPINION = {"topic": "town", "words": "公園のベンチが足りません。", "reply": "no"}
MINUTE = timedelta(minutes=1)


def sent(ward, after):
    """An opinion, begun that long before it is sent."""
    version = ward.versions["iken"]
    secret, filled = arriving.fill_in(version, OPINION, by=RESIDENT, took=after)
    return submit_draft(secret=secret, digest=arriving._digest(version, filled), by=RESIDENT).number


def latest(indicator, scope=""):
    return Reading.objects.filter(indicator=indicator, scope=scope).order_by("-begins").first()


@pytest.mark.parametrize(
    ("minutes", "code"), [(0, "1"), (1, "1"), (4.5, "5"), (10, "10"), (11, "15"), (60, "60"), (61, "90"), (180, "180")]
)
def test_only_a_rough_number_of_minutes_is_kept(minutes, code):
    assert took(NOON - minutes * MINUTE, NOON) == code


def test_another_day_is_another_day_even_a_minute_later():
    midnight = NOON.replace(hour=0, minute=0)
    assert took(midnight - MINUTE, midnight) == "another-day"


def test_the_trail_and_the_daily_table_hold_the_code_only(ward):
    number = sent(ward, 7 * MINUTE)
    event = Event.objects.get(verb="receive.submitted", about_id=number)
    assert event.data["took"] == "7"
    actions.fill()
    row = Daily.objects.get(verb="receive.submitted")
    assert (row.taken, row.part, row.n) == ("7", "drafted", 1)


def test_the_median_and_the_share_of_another_day_are_told_from_ten_people_on(ward):
    for n in range(9):
        sent(ward, (3 + n) * MINUTE)
    actions.take_readings(by=SYSTEM)
    assert latest("minutes-to-send").value is None
    for _ in range(3):
        sent(ward, timedelta(days=1))
    actions.take_readings(by=SYSTEM)
    assert latest("minutes-to-send").value == latest("minutes-to-send", "iken").value == 8
    assert latest("another-day-share").hidden, "three people are not told, nor the nine others"


def test_who_came_back_on_another_day_counts_as_longer_than_anybody_within_one(ward):
    for n in range(22):
        sent(ward, timedelta(days=1) if n % 2 else 5 * MINUTE)
    actions.take_readings(by=SYSTEM)
    assert latest("another-day-share").value == 50
    assert latest("minutes-to-send").value == 5
    sent(ward, timedelta(days=2))
    actions.take_readings(by=SYSTEM)
    assert latest("minutes-to-send").value == 24 * 60


def test_what_was_sent_at_once_or_typed_at_the_counter_has_no_minutes(ward):
    arriving.send(ward, "iken", OPINION)
    actions.fill()
    assert Daily.objects.get(verb="receive.submitted").taken == ""


def test_a_ticket_of_an_earlier_release_still_opens_and_says_no_time(ward):
    from django.core import signing

    from madoguchi.receive import tickets

    old = signing.dumps(["secret", "sha256:x"], salt="receive.start")
    assert tickets.read(old, secret="secret").begun_at is None
    fresh = tickets.fresh("sha256:x")
    assert tickets.read(fresh.signed(), secret=fresh.secret).begun_at == NOON
