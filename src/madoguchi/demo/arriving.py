"""How applications reach the ward: whole answers at once, or page by page with files, as in a browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from madoguchi.declare.answers import Step, prune
from madoguchi.declare.versions import Version
from madoguchi.demo.posting import posted
from madoguchi.demo.ward import Ward
from madoguchi.protect import links
from madoguchi.receive import actions as receive
from madoguchi.receive import tickets
from madoguchi.receive.actions.files import NO_FILES, FileChange, Incoming
from madoguchi.receive.journey import Journey
from madoguchi.receive.models import Application, Draft, Letter, Via
from madoguchi.receive.owner import SECRET_ONLY, Owner
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, Actor

Answers = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """What the one who sent has in hand: the number, and the secret of the receipt."""

    number: str
    secret: str


@dataclass(frozen=True)
class Paper:
    """A file to be attached to a field of a page (of one row of it)."""

    page_id: str
    row: int | None
    field_id: str
    name: str
    content_type: str
    content: bytes

    @property
    def path(self) -> str:
        return self.field_id if self.row is None else f"{self.page_id}[{self.row}].{self.field_id}"

    def incoming(self) -> Incoming:
        return Incoming(self.name, len(self.content), self.content_type, [self.content])


def send(
    ward: Ward, procedure: str, answers: Answers, *, by: Actor = RESIDENT, via: Via = Via.ONLINE, language: str = "ja"
) -> Sent:
    """Send whole answers. The applicant of a staff procedure is the member of staff; at the counter one only types."""
    version, secret = ward.versions[procedure], links.new_secret()
    owner = Owner(staff_id=int(by.id)) if version.procedure.audience == "staff" else SECRET_ONLY
    owner, presence = (Owner(taken_by_id=int(by.id)), "self") if via == Via.COUNTER else (owner, "")
    application = receive.submit(
        version=version, answers=answers, idempotency_key=secret, secret=secret, by=by, via=via,
        language=language, owner=owner, presence=presence,
    )  # fmt: skip
    return Sent(application.number, secret)


def send_page_by_page(
    ward: Ward, procedure: str, answers: Answers, *, papers: Sequence[Paper] = (), language: str = "ja"
) -> Sent:
    """Fill in the form as in a browser, attach the files, and send: within a few minutes, a few on another day."""
    pace = Random(repr(answers))
    took = timedelta(days=1) if pace.random() < 0.1 else timedelta(minutes=pace.randint(2, 20))
    version = ward.versions[procedure]
    secret, filled = fill_in(version, answers, by=RESIDENT, papers=papers, language=language, took=took)
    application = receive.submit_draft(secret=secret, digest=_digest(version, filled), by=RESIDENT)
    return Sent(application.number, tickets.receipt_secret(secret))


def fill_in(
    version: Version,
    answers: Answers,
    *,
    by: Actor,
    papers: Sequence[Paper] = (),
    pages: int | None = None,
    owner: Owner = SECRET_ONLY,
    language: str = "ja",
    took: timedelta = timedelta(),
) -> tuple[str, Answers]:
    """Begin a draft and save its pages (the first few only, for somebody who stops midway).

    `took`: since when the first page has been open. Returns its secret, and the answers as they are now, with the files.
    """
    with clock.at(clock.now() - took):
        ticket, filled = tickets.fresh(version.hash), {}
    receive.begin(ticket=ticket, language=language, by=by, owner=owner)
    for step in _asking(version, answers)[:pages]:
        mine = [paper for paper in papers if (paper.page_id, paper.row) == (step.page.id, step.row)]
        files = _take_in(ticket.secret, mine, by)
        filled = _save(version, step, answers, secret=ticket.secret, files=files, by=by, owner=owner, language=language)
    return ticket.secret, filled


def _asking(version: Version, answers: Answers) -> list[Step]:
    """The steps with questions on them: pages and rows, not the overviews of rows."""
    return [step for step in Journey(version, answers).steps if step.row is not None or step.page.repeat is None]


def _save(
    version: Version, step: Step, answers: Answers, *, secret: str, files: FileChange, by: Actor,
    owner: Owner = SECRET_ONLY, language: str = "ja",
) -> Answers:  # fmt: skip
    saved = receive.save_page(
        secret=secret, ticket=None, page_id=step.page.id, row=step.row, posted=posted(version, step, answers),
        language=language, by=by, owner=owner, files=files,
    )  # fmt: skip
    return saved.content.answers


def _take_in(secret: str, papers: Sequence[Paper], by: Actor) -> FileChange:
    added: dict[str, list[Answers]] = {}
    for paper in papers:
        draft = Draft.objects.get(secret_hash=links.link_hash(secret))
        entry = receive.take_in(draft=draft, path=paper.path, file=paper.incoming(), by=by)
        added.setdefault(paper.field_id, []).append(entry)
    return FileChange(added)


def answer_correction(ward: Ward, sent: Sent, answers: Answers) -> None:
    """Open the request for correction, change what was asked for, send again."""
    application = Application.objects.get(pk=sent.number)
    letter = application.letters.get(kind=Letter.Kind.CORRECTION, answered_at=None, set_aside_at=None)
    secret = receive.begin_correction(letter=letter, receipt=sent.secret, by=RESIDENT)
    version = ward.versions[application.procedure]
    filled = answers
    for step in _asking(version, answers):
        if step.page.id in letter.pages:
            filled = _save(version, step, answers, secret=secret, files=NO_FILES, by=RESIDENT)
    receive.submit_draft(secret=secret, digest=_digest(version, filled), by=RESIDENT)


def _digest(version: Version, answers: Answers) -> str:
    return tickets.digest(version.hash, prune(version, answers))
