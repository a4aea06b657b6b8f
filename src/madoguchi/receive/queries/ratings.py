"""Whether somebody is to be asked how it went: once after sending, once after the decision."""

from typing import Literal

from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.receive.models import Application, Rated, Status

Moment = Literal["sent", "decided"]


def moment_to_ask(application: Application, version: Version) -> Moment | None:
    """None when there is nothing to ask (any more)."""
    moment = _moment(application, version)
    if moment is None or Rated.objects.filter(mark=mark_of(application, moment)).exists():
        return None
    return moment


def mark_of(application: Application, moment: Moment) -> str:
    """A keyed hash: whoever holds the table alone cannot tell whose it is."""
    return links.link_hash(f"rated:{moment}:{application.number}")


def _moment(application: Application, version: Version) -> Moment | None:
    if application.status == Status.WITHDRAWN:
        return None
    over = application.status in (Status.DECIDED, Status.CLOSED)
    return "decided" if over and version.procedure.case.kind != "notification" else "sent"
