"""A staff session: ends after half an hour without use, and after ten hours in any case."""

from datetime import timedelta
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest
from django.urls import reverse

from madoguchi.people.models import Staff
from madoguchi.people.queries import has_second_factor
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, Actor

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=10)
RECENT = timedelta(minutes=10)
"""How old a sign-in may be to change one's own password or factors."""
TOUCH = timedelta(minutes=1)
"""How often use is written down: not at every request, that would be a write per page."""


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in member of staff, or the resident."""
    user = getattr(request, "user", None)
    return actor_of_staff(user) if isinstance(user, Staff) else RESIDENT


def actor_of_staff(staff: Staff) -> Actor:
    return Actor("staff", str(staff.pk), staff.name)


def begin(request: HttpRequest, staff: Staff, *, factor: str = "") -> None:
    """Rotates the session key, so that a session fixed beforehand is worth nothing. `factor`: the second one that was shown."""
    auth.login(request, staff, backend="django.contrib.auth.backends.ModelBackend")
    request.session["since"] = request.session["used"] = clock.now().timestamp()
    request.session["factor"] = factor


def end(request: HttpRequest) -> None:
    auth.logout(request)


def is_alive(request: HttpRequest, *, touch: bool = True) -> bool:
    """True for a person who is signed in and within both limits; otherwise the session is emptied. `touch`: it is used."""
    if not isinstance(request.user, Staff):
        if auth.SESSION_KEY in request.session:  # of somebody who has left
            end(request)
        return False
    now = clock.now().timestamp()
    used, since = request.session.get("used", 0.0), request.session.get("since", 0.0)
    if now - used > IDLE.total_seconds() or now - since > WHOLE.total_seconds() or not request.user.active:
        end(request)
        return False
    if since > now:  # the clock was set back: the ten hours begin now, but this is no fresh sign-in
        request.session["since"] = now - RECENT.total_seconds() - 1
    if touch and abs(now - used) > TOUCH.total_seconds():
        request.session["used"] = now
    return True


def is_recent(request: HttpRequest, within: timedelta = RECENT) -> bool:
    """The person signed in within the last minutes, so it is still the same person who sits there."""
    return clock.now().timestamp() - request.session.get("since", 0.0) <= within.total_seconds()


def has_shown_all(request: HttpRequest) -> bool:
    """False for a session that began with a password alone while the person has a second factor by now: whoever sits there
    (perhaps with a stolen password) must not add a factor of their own."""
    return bool(request.session.get("factor")) or not has_second_factor(cast(Staff, request.user))


def what_is_missing(request: HttpRequest) -> str | None:
    """The page that a signed-in person must go to first: for an own password, for a second factor. None when all is there."""
    if isinstance(request.user, Staff) and request.user.password_once_until:
        return reverse("people:password")
    if not settings.MADOGUCHI_DEMO and not request.session.get("factor"):
        return reverse("people:factors")
    return None


def next_query(address: str) -> str:
    """`next=…` holding a path of this site only: never a host, so that nobody is sent elsewhere."""
    parts = urlsplit(address)
    return urlencode({"next": parts.path + (f"?{parts.query}" if parts.query else "")})


def safe_next(address: str) -> str:
    """Where to go after signing in; only our own staff pages."""
    inside = address.startswith("/staff/")
    return address if inside and address.isprintable() and "\\" not in address else "/staff/"


def proof_of(staff: Staff) -> str:
    """What a half-done sign-in rests on: a password that was replaced meanwhile carries nobody further."""
    return staff.get_session_auth_hash()
