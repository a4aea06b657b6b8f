"""How long a resident took from the first page to sending, as one of a few declared codes: the exact time is not kept. Pure."""

from datetime import datetime, timedelta

from madoguchi.trail.clock import TOKYO

ANOTHER_DAY = "another-day"
"""They came back on another day to send."""


def took(begun_at: datetime, sent_at: datetime) -> str:
    """So many minutes at most: up to ten each, up to an hour by fives, then by halves of an hour."""
    if begun_at.astimezone(TOKYO).date() != sent_at.astimezone(TOKYO).date():
        return ANOTHER_DAY
    minutes = max(1, -(-(sent_at - begun_at) // timedelta(minutes=1)))
    step = 1 if minutes <= 10 else 5 if minutes <= 60 else 30
    return str(-(-minutes // step) * step)
