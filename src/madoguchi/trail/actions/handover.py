"""What the worker does to a hand-over row: claim, finish, fail, sweep; and what an operator may do: try again.

A claim is a conditional UPDATE, so two workers never hold one row, on SQLite and on PostgreSQL alike. The taker's
effects and the mark `done` are one transaction, begun by that mark: it locks the row and proves that the lease is
still ours. A worker killed before its commit leaves nothing but a lease that runs out.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q, QuerySet

from madoguchi.trail import clock, flow
from madoguchi.trail.actions.record import record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.lanes import following
from madoguchi.trail.models import Handover

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
LONGEST_WAIT = timedelta(hours=1)
State = Handover.State
_in_hand: ContextVar[Handover | None] = ContextVar("madoguchi_handover", default=None)


def claim(handover_ids: list[int], *, lease: timedelta = LEASE) -> list[Handover]:
    """Take a lease on those of these rows that still wait, and return them."""
    mine = secrets.token_hex(16)
    now = clock.now()
    taken = Handover.objects.filter(pk__in=handover_ids, state=State.WAITING, not_before__lte=now).update(
        state=State.RUNNING, lease=mine, lease_until=now + lease, attempts=F("attempts") + 1
    )
    if not taken:
        return []
    return list(Handover.objects.filter(pk__in=handover_ids, lease=mine).select_related("event").order_by("pk"))


def carry_out(handover: Handover) -> bool:
    """Run the taker and mark the row done, in one transaction. False when the lease was lost meanwhile.

    One that takes two steps works before that transaction; what it returned is written in it.
    """
    take = partial(flow.taker(handover.taker), handover.event)
    with following(handover.lane), _holding(handover):
        write = take() if flow.takes_two_steps(take.func) else take
        with transaction.atomic():
            held = _held(handover).update(state=State.DONE, done_at=clock.now(), lease="", lease_until=None, error="")
            if held:
                write()
    return bool(held)


def prolong(lease: timedelta = LEASE) -> bool:
    """Called now and then by work that takes longer than a lease, outside a transaction: it goes on, nobody takes it up.

    False when somebody did: the work is then another's, and what this one made is thrown away. True where nothing is in
    hand (a test, the demo).
    """
    handover = _in_hand.get()
    return handover is None or bool(_held(handover).update(lease_until=clock.now() + lease))


@contextmanager
def _holding(handover: Handover) -> Iterator[None]:
    token = _in_hand.set(handover)
    try:
        yield
    finally:
        _in_hand.reset(token)


def put_back(handover: Handover, *, error: str) -> None:
    """After a failure: wait longer each time, and stop as a dead letter after the last attempt."""
    with transaction.atomic():
        dead = handover.attempts >= MAX_ATTEMPTS
        held = _held(handover).update(
            state=State.DEAD if dead else State.WAITING,
            not_before=clock.now() + back_off(handover.attempts),
            lease="",
            lease_until=None,
            error=error[:120],
        )
        if held and dead:
            _tell_of_death(handover, error)


def sweep() -> int:
    """Take up what a killed worker left: every lease that has run out. Returns how many.

    A lease or a waiting time that ends later than any can is left from a clock that was wrong and was set back: over, too.
    """
    now = clock.now()
    impossible = now + LONGEST_WAIT * 2
    over = Q(lease_until__lt=now) | Q(lease_until__gt=impossible)
    left = list(Handover.objects.filter(over, state=State.RUNNING).order_by("pk")[:500])
    for handover in left:
        put_back(handover, error="LeaseExpired")
    waiting = Handover.objects.filter(state=State.WAITING, not_before__gt=impossible).update(not_before=now)
    return len(left) + waiting


def retry(*, handover_id: int, by: Actor) -> None:
    """An operator lets a dead letter start anew."""
    with transaction.atomic():
        revived = Handover.objects.filter(pk=handover_id, state=State.DEAD).update(
            state=State.WAITING, attempts=0, not_before=clock.now()
        )
        if revived:
            record("trail.handover_retried", by=by, about=("handover", handover_id))


def back_off(attempts: int) -> timedelta:
    """5 s, 10 s, 20 s … at most an hour."""
    return min(timedelta(seconds=5) * 2 ** min(attempts - 1, MAX_ATTEMPTS * 2), LONGEST_WAIT)


def _held(handover: Handover) -> QuerySet[Handover]:
    return Handover.objects.filter(pk=handover.pk, state=State.RUNNING, lease=handover.lease)


def _tell_of_death(handover: Handover, error: str) -> None:
    record("trail.handover_died", by=SYSTEM, about=("handover", handover.pk), taker=handover.taker, error=error)
