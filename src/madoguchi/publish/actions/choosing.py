"""What a person says about what was found: accept a repair, take that back, or say that they looked."""

from typing import Any

from django.db import transaction

from madoguchi.publish.errors import NotNow, NotYours, OnlyOneByOne
from madoguchi.publish.models import Check, Choice, named
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.words import blocks
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

Verb = Choice.Verb


def accept(*, check: Check, group: int, finding: int | None = None, by: Actor, after_a_look: bool = False) -> Choice:
    """Accept one repair, or (finding None) all of a group. Raises NotYours, NotNow, OnlyOneByOne.

    What nothing proves is accepted together only `after_a_look` at all of it.
    """
    told = _group(check, group, by)
    if not told["kind"]:
        raise NotNow(group)
    if finding is None and not told["provable"] and (not after_a_look or told["capped"]):
        raise OnlyOneByOne(group)
    return _say(Verb.ACCEPT, check, group, finding, by)


@transaction.atomic
def accept_provable(*, check: Check, by: Actor) -> int:
    """Accept every repair that nothing but itself can mean; returns of how many groups. Raises NotYours, NotNow."""
    groups = [at for at, told in enumerate(check.groups) if told["kind"] and told["provable"]]
    for group in groups:
        accept(check=check, group=group, by=by)
    return len(groups)


def undo(*, check: Check, group: int, finding: int | None = None, by: Actor) -> Choice:
    """Take an acceptance back; the cell stands again as in the original. Raises NotYours, NotNow."""
    return _say(Verb.UNDO, check, group, finding, by)


def look_at(*, check: Check, group: int, finding: int | None = None, by: Actor) -> Choice:
    """I looked at this cell (or, finding None, at all of the group): it may be published. Raises NotYours, NotNow,
    OnlyOneByOne when not all could be shown together."""
    told = _group(check, group, by)
    if not blocks(told):
        raise NotNow(group)
    if finding is None and told["capped"]:
        raise OnlyOneByOne(group)
    return _say(Verb.SEEN, check, group, finding, by)


def _group(check: Check, group: int, by: Actor) -> dict[str, Any]:
    if not may_work(check.upload.file.office, by):
        raise NotYours(check.upload.file.office)
    if not 0 <= group < len(check.groups):
        raise NotNow(group)
    told: dict[str, Any] = check.groups[group]
    return told


@transaction.atomic
def _say(verb: Choice.Verb, check: Check, group: int, finding: int | None, by: Actor) -> Choice:
    told = _group(check, group, by)
    if check.state != Check.State.DONE or check.upload.original_id is None:
        raise NotNow(check.pk)
    choice = Choice(of=check, verb=verb, group=group, finding=finding, at=clock.now(), **named(by))
    choice.save(force_insert=True)
    which: dict[str, Any] = {} if finding is None else {"finding": finding}
    record(f"publish.{_EVENTS[verb]}", by=by, about=("check", check.pk), rule=told["rule"], group=group, **which)
    return choice


_EVENTS = {Verb.ACCEPT: "accepted", Verb.UNDO: "undone", Verb.SEEN: "looked_at"}
