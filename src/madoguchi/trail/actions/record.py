"""Write down what happened, and let the takers take over."""

import re
from uuid import UUID

from django.db import connection

from madoguchi.trail import clock, flow
from madoguchi.trail.actor import Actor
from madoguchi.trail.lanes import lane
from madoguchi.trail.models import Event, Handover
from madoguchi.trail.rows import insert

_VERB = re.compile(r"[a-z]+(?:[._-][a-z]+)+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:\[\]/-]{0,127}")
_LIKE_A_NUMBER_OF_A_PERSON = re.compile(r"0\d{9,10}|\d{12}")  # a telephone, My Number

Code = str | int | bool


class PersonalDataInTrail(ValueError):
    """The data of an event is more than ids and declared codes."""


class NoTransaction(RuntimeError):
    """An event belongs to the change it tells of; both are written or neither."""


def record(verb: str, *, by: Actor, about: tuple[str, str | int | UUID], purpose: str = "", **data: object) -> Event:
    """Write one event inside the caller's transaction; its `now` takers run at once, a hand-over waits per `later` one.

    `data` holds ids and declared codes: slugs, numbers, hashes, moments, true or false, and lists of these.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(verb)
    if not _VERB.fullmatch(verb):
        raise ValueError(f"not a verb: {verb!r}")
    event = _write(verb, by=by, about=about, purpose=purpose, data=_checked(data))
    hand_over(event, flow.takers_later(verb))
    for take in flow.takers_now(verb):
        take(event)
    return event


def hand_over(event: Event, takers: tuple[str, ...]) -> None:
    """One waiting row per taker."""
    if takers:
        insert([Handover(event=event, taker=name, lane=lane(), not_before=event.at) for name in takers])


def _write(
    verb: str, *, by: Actor, about: tuple[str, str | int | UUID], purpose: str, data: dict[str, object]
) -> Event:
    event = Event(
        verb=verb,
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label,
        about_kind=about[0],
        about_id=str(about[1]),
        purpose=purpose,
        data=data,
    )
    event.digest = event.own_digest()
    insert([event])
    return event


def _checked(data: dict[str, object]) -> dict[str, object]:
    return {key: _codes(key, value) for key, value in data.items()}


def _codes(key: str, value: object) -> object:
    if isinstance(value, list | tuple):
        return [_code(key, one) for one in value]
    return _code(key, value)


def _code(key: str, value: object) -> Code:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str) and _CODE.fullmatch(value) and not _LIKE_A_NUMBER_OF_A_PERSON.fullmatch(value):
        return str(value)
    raise PersonalDataInTrail(f"{key}: only ids and declared codes may stand in the trail")
