"""A draft that nobody goes on with is erased when its time is over."""

from datetime import timedelta

import pytest
from django.db import connection

from madoguchi.receive import actions
from madoguchi.receive.actions import expire
from madoguchi.receive.models import Draft
from madoguchi.receive.models.draft import DAYS
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.receive.conftest import NOON, Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(browser: Browser, opinion: dict[str, str]) -> Draft:
    browser.open("/procedures/iken/start/").fill(**opinion)
    return Draft.objects.get()


def keys_left() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM protect_recordkey")
        return cursor.fetchone()[0]


def test_a_draft_whose_time_is_over_is_erased_with_its_key(draft: Draft) -> None:
    with clock.at(NOON + timedelta(days=DAYS)):
        assert actions.expire_drafts(by=SYSTEM) == 1
        assert actions.expire_drafts(by=SYSTEM) == 0
    assert not Draft.objects.exists()
    assert keys_left() == 0
    assert Event.objects.get(verb="receive.draft_expired").about == ("draft", str(draft.pk))


def test_a_draft_within_its_time_stays(draft: Draft) -> None:
    with clock.at(NOON + timedelta(days=DAYS, seconds=-1)):
        assert actions.expire_drafts(by=SYSTEM) == 0
    assert keys_left() == 1


def test_a_draft_that_somebody_went_on_with_in_the_meantime_stays(draft: Draft) -> None:
    assert expire._expire(draft.pk, by=SYSTEM) is False
    assert expire._expire(0, by=SYSTEM) is False
    assert Draft.objects.exists()
