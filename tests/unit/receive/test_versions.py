"""Publishing: by a named person, from a day on, never changed; drafts go on under what they began with."""

import json
from datetime import date, timedelta

import pytest

from madoguchi.declare.versions import Closure, Version, canonical_json
from madoguchi.receive import actions
from madoguchi.receive.models import Application, Draft, ProcedureVersion
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.receive.conftest import NOON, PUBLISHER, Browser

pytestmark = pytest.mark.django_db


def changed(version: Version) -> Version:
    """The same procedure with another question on its page."""
    told = json.loads(version.canonical)
    told["procedure"]["pages"][0]["fields"].append(
        {"id": "park", "type": "text", "label": {"ja": "公園の名前"}, "class": "plain", "required": False}
    )
    return Version.from_json(canonical_json(Closure.model_validate_json(json.dumps(told))))


def test_the_latest_day_of_application_counts(published: dict[str, Version]) -> None:
    newer = changed(published["iken"])
    actions.publish_procedure(newer, applies_from=date(2026, 12, 1), by=PUBLISHER)
    assert version_in_force("iken", date(2026, 11, 30)) == published["iken"]
    assert version_in_force("iken", date(2026, 12, 1)) == newer
    assert version_in_force("iken", date(2026, 3, 31)) is None


def test_publishing_the_same_again_changes_nothing(published: dict[str, Version]) -> None:
    before = ProcedureVersion.objects.get(procedure="iken").published_at
    with clock.at(NOON + timedelta(days=1)):
        actions.publish_procedure(published["iken"], applies_from=date(2027, 1, 1), by=PUBLISHER)
    row = ProcedureVersion.objects.get(procedure="iken")
    assert (row.published_at, row.applies_from) == (before, date(2026, 4, 1))
    assert Event.objects.filter(verb="receive.published", about_id=row.hash[7:]).count() == 1


def test_a_machine_does_not_publish(db: None, versions: dict[str, Version]) -> None:
    with pytest.raises(PermissionError):
        actions.publish_procedure(versions["iken"], applies_from=date(2026, 4, 1), by=SYSTEM)


def test_a_draft_goes_on_under_its_version_and_the_last_look_says_so(
    browser: Browser, published: dict[str, Version], opinion: dict[str, str]
) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion)
    actions.publish_procedure(changed(published["iken"]), applies_from=date(2026, 11, 24), by=PUBLISHER)
    browser.open(browser.url)
    assert "新しくなりました" in browser.html
    assert "公園の名前" not in browser.html
    browser.fill("send")
    assert Application.objects.get().version_id == published["iken"].hash


def test_a_first_page_opened_before_a_new_version_can_still_be_sent(
    browser: Browser, published: dict[str, Version], opinion: dict[str, str]
) -> None:
    browser.open("/procedures/iken/start/")
    actions.publish_procedure(changed(published["iken"]), applies_from=date(2026, 11, 24), by=PUBLISHER)
    browser.fill(**opinion)
    assert Draft.objects.get().version_id == published["iken"].hash


def test_a_draft_that_waited_too_long_says_so(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion)
    with clock.at(NOON + timedelta(days=14)):
        assert browser.open(browser.url).status == 410
        assert "14日で消えます" in browser.html
