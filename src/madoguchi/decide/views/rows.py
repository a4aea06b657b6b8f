"""One line of the queue, ready to be drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from madoguchi.decide.models import Case
from madoguchi.decide.queries.names import HIDDEN
from madoguchi.decide.queries.procedures import Asked, asked_of
from madoguchi.decide.words import ClockFace, Tag, clock_face, state_tag


@dataclass(frozen=True, slots=True)
class QueueRow:
    number: str
    name: str
    procedure: str
    received_on: date
    clock: ClockFace | None
    decided: str
    state: Tag
    proposal: str  # the machine's word, or ""
    awaited: bool  # a table is still to be asked
    assignee: str
    shielded: bool = False  # no name is shown
    about: str = ""  # the title of the dataset that it is about


def rows_of(
    cases: Iterable[Case], *, names: dict[int, str], procedures: list[Asked], about: Mapping[int, str] = {}
) -> list[QueueRow]:
    asked = {one.slug: one for one in procedures}
    # What another office owns and sent here is not among those that this one can narrow down to.
    return [
        replace(
            _row(case, names.get(case.pk, ""), asked.get(case.procedure) or asked_of(case.version_hash)),
            about=about.get(case.pk, ""),
        )
        for case in cases
    ]


def _row(case: Case, name: str, asked: Asked) -> QueueRow:
    results = asked.results
    proposed = results.get(case.proposal, case.proposal)
    return QueueRow(
        number=case.number,
        name="" if name == HIDDEN else name,
        shielded=name == HIDDEN,
        procedure=asked.title,
        received_on=case.received_on,
        clock=clock_face(case.clock, extended=case.extended) if case.open else None,
        decided=results.get(case.result, case.result),
        state=state_tag(case.state, case.kind),
        proposal=_("%(result)sを提案") % {"result": proposed} if proposed else "",
        awaited=bool(case.open and asked.proposes and case.proposed_at is None),
        assignee=case.assigned_to.name if case.assigned_to else _("未定"),
    )
