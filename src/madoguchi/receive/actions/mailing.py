"""Tell by e-mail that there is a letter, where the applicant gave an address and the town has a mail server.

How often it is sent: at least once as long as the server can be reached in the end, and once unless a worker dies in
the moment between the server's "250" and our commit. Such a second e-mail bears the same Message-ID.
"""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from madoguchi import protect
from madoguchi.declare.versions import Version
from madoguchi.protect import Channel, Refused
from madoguchi.receive import mail
from madoguchi.receive.models import Letter
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock, flow
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.models import Event


@flow.in_two_steps
def mail_notice(event: Event) -> Callable[[], object]:
    """Takes over from `receive.letter_written`. Raises NotSent, so that the hand-over waits and tries again."""
    letter = Letter.objects.select_related("application").get(pk=event.about_id)
    if letter.mailed_at or letter.kind == Letter.Kind.RECEIPT or not mail.is_on():
        return lambda: None  # who asked for the notice of receipt sits before the page
    version = open_version(letter.application.version_id)
    try:
        to = _address_of(letter, version, by=SYSTEM)
    except Refused as refused:
        return partial(_tell_of_none, letter, refused.code, by=SYSTEM)
    if not to:
        return lambda: None
    try:
        mail.send(mail.notice(letter, version, to))
    except mail.NeverSent:
        return partial(_tell_of_none, letter, "refused-by-server", by=SYSTEM)
    return partial(_note, letter, by=SYSTEM)


def _address_of(letter: Letter, version: Version, *, by: Actor) -> str:
    """The applicant's own e-mail address, for this one purpose and channel; "" where they gave none."""
    letters, record_id = version.procedure.letters, letter.answers_id
    if letters is None or letters.to.email is None or record_id is None:
        return ""
    opened = protect.read([record_id], [letters.to.email], purpose=version.purpose.purpose, by=by, channel=Channel.MAIL)
    return protect.show(opened[record_id][letters.to.email], channel=Channel.MAIL) or ""


@transaction.atomic
def _note(letter: Letter, *, by: Actor) -> None:
    Letter.objects.filter(pk=letter.pk, mailed_at=None).update(mailed_at=clock.now())
    record("receive.letter_mailed", by=by, about=("letter", letter.pk), number=letter.application_id)


@transaction.atomic
def _tell_of_none(letter: Letter, why: str, *, by: Actor) -> None:
    record("receive.letter_not_mailed", by=by, about=("letter", letter.pk), number=letter.application_id, why=why)
