"""What recurs, and when. The ticker asks for each once per due time and catches up after downtime."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from madoguchi.trail.flow import in_two_steps

if TYPE_CHECKING:
    from madoguchi.trail.models import Event


def connect() -> None:
    """Called once when all rooms are loaded."""
    from madoguchi.trail.recurring import daily, every

    # What a killed worker left is taken up by the workers themselves; this is for the case that none of them is idle.
    every("hand-over-sweep", sweep_handovers, minutes=5)
    # Files whose row never came, or went: a process died between the two.
    daily("orphan-files", sweep_files, at="03:30", catch_up=1)
    # What residents began and left: erased when the time that the page promised is over.
    every("expired-drafts", expire_drafts, minutes=60)
    # Applications whose declared time of keeping is over: what was written in them is gone for good.
    daily("kept-long-enough", erase_kept_long_enough, at="04:00", catch_up=1)
    # Pupils and guardians who left the schools, and what newer entries of theirs took the place of: the same.
    daily("former-roster", erase_former_roster, at="04:20", catch_up=1)
    # Shields: what nears its end, what is over (and goes on), what nobody has looked at; and the month's proof of each.
    daily("shield-proofs", prove_shields, at="05:00", catch_up=1)
    daily("shield-alarms", raise_shield_alarms, at="05:30", catch_up=1)
    # Rows of registers that nobody has looked at in time: an alarm each, and the list on the staff's page.
    daily("overdue-reviews", alarm_overdue, at="05:00", catch_up=1)
    # How many people each file holds: from 1,000 on the law asks for publishing.
    daily("people-in-files", count_people, at="05:10", catch_up=1)
    # Letters that could not be set in type because something was missing or died.
    every("letters-again", print_letters_again, minutes=60)
    # Files that offices brought to be published: their content is erased after a time, their counts stay.
    daily("brought-long-ago", erase_brought_long_ago, at="04:10", catch_up=1)
    # The folder into which other systems write what is to be published.
    every("folder-of-sources", look_into_folder, minutes=5)
    # Indicators: the trail is rolled up, and what is open is counted anew.
    every("indicators", take_readings, minutes=60)
    # Sessions of staff that have ended.
    daily("ended-sessions", clear_sessions, at="03:40", catch_up=1)


def sweep_handovers(event: "Event") -> None:
    from madoguchi.trail.actions import sweep

    sweep()


def sweep_files(event: "Event") -> None:
    from madoguchi.protect.actions import sweep_orphans

    sweep_orphans()


def expire_drafts(event: "Event") -> None:
    from madoguchi.receive import actions
    from madoguchi.trail.actor import SYSTEM

    actions.expire_drafts(by=SYSTEM)


def erase_kept_long_enough(event: "Event") -> None:
    from madoguchi.decide import actions
    from madoguchi.trail.actor import SYSTEM

    actions.erase_kept_long_enough(by=SYSTEM)


def erase_former_roster(event: "Event") -> None:
    from madoguchi.receive import actions
    from madoguchi.trail.actor import SYSTEM

    actions.erase_former_roster(by=SYSTEM)


def prove_shields(event: "Event") -> None:
    from madoguchi.protect.actions import prove_all

    prove_all()


def raise_shield_alarms(event: "Event") -> None:
    from madoguchi.protect.actions import raise_alarms

    raise_alarms()


def alarm_overdue(event: "Event") -> None:
    from madoguchi.registers import actions
    from madoguchi.trail.actor import SYSTEM

    actions.alarm_overdue(by=SYSTEM)


def count_people(event: "Event") -> None:
    from madoguchi.registers import actions
    from madoguchi.trail.actor import SYSTEM

    actions.count_people(by=SYSTEM)


def print_letters_again(event: "Event") -> None:
    from madoguchi.receive import actions
    from madoguchi.trail.actor import SYSTEM

    actions.print_what_failed(by=SYSTEM)


def erase_brought_long_ago(event: "Event") -> None:
    from madoguchi.publish import actions
    from madoguchi.trail.actor import SYSTEM

    actions.erase_old(by=SYSTEM)
    actions.drop_left_photos(by=SYSTEM)
    actions.drop_held_items(by=SYSTEM)


@in_two_steps
def look_into_folder(event: "Event") -> Callable[[], object]:
    from madoguchi.publish import actions

    actions.look_into_folder()
    return lambda: None


@in_two_steps
def take_readings(event: "Event") -> Callable[[], object]:
    """Counted first, each piece in a transaction of its own: what is locked for it is free before the readings are computed."""
    from madoguchi.learn import actions
    from madoguchi.trail.actor import SYSTEM

    actions.fill()
    return lambda: actions.take_readings(by=SYSTEM)


def clear_sessions(event: "Event") -> None:
    from django.core.management import call_command

    call_command("clearsessions")
