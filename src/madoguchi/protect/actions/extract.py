"""Open records to be counted: the only way from the vault into a statistic.

What comes out is coarse: of each record the values of declared dimensions, never an answer. Of a record in which somebody
is shielded nothing comes out but that it exists; nobody can tell it from one that was not answered. A person is a number
that means nothing outside of the job.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from madoguchi.declare.coarse import Coarse
from madoguchi.protect import gate, policy, rows, shielding
from madoguchi.protect.actions.reading import tell_of_refusal, write_reading
from madoguchi.protect.channel import Channel
from madoguchi.protect.models import RecordSubject
from madoguchi.protect.paths import at
from madoguchi.protect.policy import STATISTICS
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor

_AT_ONCE = 500


class Wanted(NamedTuple):
    """Of one record: the day on which it is counted, and the dimensions of its procedure."""

    day: date
    dimensions: Sequence[Coarse]


class Extracted(NamedTuple):
    """What a record counts for. None: not answered, outside of what is declared, erased, or withheld."""

    person: int
    values: tuple[str | None, ...]
    closed: bool  # nothing of it was looked at: it counts where nobody can see whose it is


@dataclass
class _People:
    """Numbers for people, from 0 in the order in which they come."""

    known: dict[object, int] = field(default_factory=dict)

    def number(self, who: object) -> int:
        return self.known.setdefault(who, len(self.known))


def extract(wanted: Mapping[UUID, Wanted], *, by: Actor) -> dict[UUID, Extracted]:
    """The coarse values of these records, under the purpose `statistics`; one reading for the job.

    Raises Refused where the policy does not allow it (then nothing is opened). Erased records come back empty.
    """
    kept = [row.id for row in rows.rows_of(wanted) if row.wrapped and row.state != "erased"]
    paths = sorted({one.path for each in wanted.values() for one in each.dimensions})
    try:
        request = policy.Request(by, STATISTICS, Channel.STATISTICS, "rule")
        admitted = gate.admit(request, kept, paths)
        shielded = set(shielding.of_records(kept))
        if kept:
            write_reading(request, paths, kept, withheld=["*"] if shielded else ())
    except Refused as refused:
        tell_of_refusal(refused, kept, purpose=STATISTICS, by=by, channel=Channel.STATISTICS)
        raise
    people, whose = _People(), _whose(wanted)
    return {
        one: _extracted(admitted, one, each, people.number(whose.get(one, one)), shielded)
        for one, each in wanted.items()
    }


def _extracted(admitted: gate.Admitted, record: UUID, wanted: Wanted, person: int, shielded: set[UUID]) -> Extracted:
    closed = record in shielded or record not in admitted.rows
    if closed or not wanted.dimensions:
        return Extracted(person, (None,) * len(wanted.dimensions), closed)
    answers = admitted.answers(record)
    return Extracted(person, tuple(one.of(at(answers, one.path), wanted.day) for one in wanted.dimensions), closed)


def _whose(records: Mapping[UUID, Wanted]) -> dict[UUID, UUID]:
    """The person behind each record: the applicant, else whom it is about. One whom nobody knows is somebody else."""
    found: dict[UUID, UUID] = {}
    ids = list(records)
    for begin in range(0, len(ids), _AT_ONCE):
        rows_ = RecordSubject.objects.filter(record_id__in=ids[begin : begin + _AT_ONCE]).order_by("record_id", "part")
        for record, part, subject in rows_.values_list("record_id", "part", "subject_id"):
            if record not in found or part == "applicant":
                found[record] = subject
    return found
