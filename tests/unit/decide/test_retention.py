"""What was kept for the declared time is erased by itself; what is open, or younger, stays."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from madoguchi import protect
from madoguchi.decide import actions
from madoguchi.decide.models import Case
from madoguchi.demo import arriving
from madoguchi.demo.ward import Ward
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from tests.unit.decide.world import NOON, a_ward, answers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    with clock.at(NOON):
        yield a_ward()


def closed_opinion(ward: Ward) -> tuple[Case, arriving.Sent]:
    """An opinion that was answered and is done: kept for three years from then on."""
    sent = arriving.send(ward, "iken", answers_of("iken"))
    case, by = Case.objects.get(number=sent.number), ward.actor("kubota")
    case = actions.start_review(case=case, seen=case.revision, by=by)
    actions.decide(case=case, seen=case.revision, result="answered", reason="ご意見をありがとうございます。", by=by)
    case.refresh_from_db()
    return actions.close(case=case, seen=case.revision, by=by), sent


def after_years(years: int, days: int = 0) -> datetime:
    return NOON.replace(year=NOON.year + years) + timedelta(days=days)


def erased(case: Case) -> bool:
    case.application.refresh_from_db()
    return case.application.erased_at is not None


def test_on_the_last_day_of_its_time_it_is_still_there_and_the_next_day_it_is_gone(ward):
    case, _ = closed_opinion(ward)
    with clock.at(after_years(3)):
        assert actions.erase_kept_long_enough(by=SYSTEM) == 0
        assert not erased(case)
    with clock.at(after_years(3, days=1)):
        assert actions.erase_kept_long_enough(by=SYSTEM) == 1
        assert actions.erase_kept_long_enough(by=SYSTEM) == 0
    assert erased(case)
    with pytest.raises(protect.Refused, match="erased"):
        protect.read([case.record_id], purpose="voice", by=ward.actor("kubota"), channel=protect.Channel.STAFF_PAGE)


def test_what_is_still_open_is_never_erased(ward):
    sent = arriving.send(ward, "iken", answers_of("iken"))
    with clock.at(after_years(30)):
        assert actions.erase_kept_long_enough(by=SYSTEM) == 0
    assert not erased(Case.objects.get(number=sent.number))


def test_the_receipt_opens_nothing_any_more(ward):
    _, sent = closed_opinion(ward)
    client = Client(headers={"host": "localhost"})
    assert client.get(f"/receipts/{sent.secret}/").status_code == 200
    with clock.at(after_years(4)):
        actions.erase_kept_long_enough(by=SYSTEM)
        assert client.get(f"/receipts/{sent.secret}/").status_code == 404


def test_what_was_kept_until_29_february_goes_no_day_earlier(ward):
    with clock.at(datetime(2028, 2, 29, 12, tzinfo=clock.TOKYO)):
        case, _ = closed_opinion(ward)
    with clock.at(datetime(2031, 2, 28, 12, tzinfo=clock.TOKYO)):
        assert actions.erase_kept_long_enough(by=SYSTEM) == 0
    with clock.at(datetime(2031, 3, 1, 12, tzinfo=clock.TOKYO)):
        assert actions.erase_kept_long_enough(by=SYSTEM) == 1
    assert erased(case)
