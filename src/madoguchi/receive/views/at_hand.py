"""What was just sent at the counter, kept in the writer's session: so the address of its receipt needs no secret.

Of a draft that was sent, its own secret opens nothing; the receipt's follows from it only with our key.
"""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from madoguchi.trail import clock

FOR = timedelta(hours=1)
"""How long whoever wrote at the counter may print the receipt: then only the applicant has its address."""
_KEY, _AT_MOST = "sent-at-the-counter", 20


def keep(request: HttpRequest, number: str, draft_secret: str) -> None:
    """The latest few; what is older than an hour goes."""
    now = clock.now().timestamp()
    fresh = {one: held for one, held in _held(request).items() if held[1] > now - FOR.total_seconds()}
    latest = list((fresh | {number: [draft_secret, now]}).items())[-_AT_MOST:]
    request.session[_KEY] = dict(latest)


def secret_of(request: HttpRequest, number: str) -> str | None:
    """The draft's secret with which this was sent in this session. Whether it may still be used is asked elsewhere."""
    held = _held(request).get(number)
    return held[0] if held else None


def _held(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(_KEY, {})
    return found
