"""The last step before a paper is handed to anybody: through the gate, and only what belongs to this letter."""

from contextlib import suppress
from uuid import UUID

from madoguchi import protect
from madoguchi.declare.versions import Version
from madoguchi.paper import NotThisOne, must_belong
from madoguchi.protect import Channel
from madoguchi.protect.chunks import Broken
from madoguchi.receive.models import Letter
from madoguchi.trail.actor import Actor


class NoPaper(LookupError):
    """There is nothing to hand over yet."""


def paper_of(
    letter: Letter, version: Version, *, by: Actor, channel: Channel, secret: str = "", consent: UUID | None = None
) -> bytes:
    """The PDF of this letter and of no other: one reading. Raises NoPaper, NotThisOne, protect.Refused."""
    if letter.paper != Letter.Paper.READY or letter.paper_id is None:
        raise NoPaper
    opened = protect.open_attachment(
        letter.paper_id,
        purpose=version.purpose.purpose,
        by=by,
        channel=channel,
        relation="self" if secret else None,
        secret=secret,
        consent=consent,
    )
    with suppress(Broken, OSError):
        return must_belong(b"".join(opened.chunks), letter.binding)
    raise NotThisOne
