"""Tries at the door, written down before anything is hashed or compared: the costly step is never free to repeat.

Each row holds the moments of one login's, one person's codes' or one address's tries within the last quarter of an hour.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from madoguchi.people.models import Tries
from madoguchi.trail import clock

WINDOW = timedelta(minutes=15)
LIMITS = {"login": 5, "code": 5}
"""How many within the window; an address has `MADOGUCHI_SIGN_IN_TRIES`, for it may be a whole building behind one gate."""
FORGOTTEN = timedelta(days=1)


class Paused(Exception):
    """Too many tries lately."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def limit_of(kind: str) -> int:
    return LIMITS.get(kind) or settings.MADOGUCHI_SIGN_IN_TRIES


@transaction.atomic
def count_try(**whose: str) -> None:
    """Write down one try of each (`login="mori", address="10.1.2.3"`). Raises Paused, and counts nothing, when one of them
    has used up its tries."""
    now = clock.now()
    rows = [_locked(kind, value, now) for kind, value in sorted(whose.items())]
    full = [row.times[-limit_of(row.kind)] for row in rows if len(row.times) >= limit_of(row.kind)]
    if full:
        raise Paused(datetime.fromtimestamp(max(full), UTC) + WINDOW)
    for row in rows:
        row.times, row.last_at = [*row.times, now.timestamp()], now
        row.save(update_fields=["times", "last_at"])
    Tries.objects.filter(last_at__lt=now - FORGOTTEN).delete()


def _locked(kind: str, value: str, now: datetime) -> Tries:
    """The row, held until the transaction ends, with the moments that still count."""
    row, _ = Tries.objects.select_for_update().get_or_create(
        pk=key_of(kind, value), defaults={"kind": kind, "last_at": now}
    )
    row.times = [moment for moment in row.times if _counts(moment, now)]
    return row


def _counts(moment: float, now: datetime) -> bool:
    """Within the window; a try that a clock running ahead wrote down locks nobody out until that day comes."""
    return abs(now.timestamp() - moment) < WINDOW.total_seconds()


def used_up(**whose: str) -> list[str]:
    """The kinds that have no try left."""
    now = clock.now()
    rows = Tries.objects.filter(pk__in=[key_of(kind, value) for kind, value in whose.items()])
    return sorted(row.kind for row in rows if sum(_counts(at, now) for at in row.times) >= limit_of(row.kind))


@transaction.atomic
def take_back(*, address: str = "", **whose: str) -> None:
    """After a right sign-in: the tries of the person are forgotten, the address gets its last one back."""
    Tries.objects.filter(pk__in=[key_of(kind, value) for kind, value in whose.items()]).delete()
    row = Tries.objects.select_for_update().filter(pk=key_of("address", address)).first()
    if row and row.times:
        row.times = row.times[:-1]
        row.save(update_fields=["times"])


def key_of(kind: str, value: str) -> str:
    """A keyed hash of a login or an address: what was typed is stored nowhere."""
    return salted_hmac("madoguchi.people.tries", f"{kind}:{value}", algorithm="sha256").hexdigest()
