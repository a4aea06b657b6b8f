"""The gate: every opening of a record passes here. `admit` asks the policy; `actions.reading` opens and writes it down.

First the table of who may open what, then the shield. The shield is asked anew at every opening, so a list that was made
before (a batch, an export) is checked again when it is carried out.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from madoguchi.people.queries import roles_of
from madoguchi.protect import consents, links, policy, rows, shielding, withholding
from madoguchi.protect.channel import Channel
from madoguchi.protect.judging import judge
from madoguchi.protect.queries import guarded_by
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor


@dataclass(frozen=True)
class Admitted:
    """Records that may be opened, what stays closed of each, and whether the opening is written down."""

    rows: Mapping[UUID, rows.Row]
    logged: bool
    withheld: Mapping[UUID, frozenset[str]] = field(default_factory=dict)

    def answers(self, record_id: UUID) -> dict[str, Any]:
        """What may be shown of a record."""
        answers = self.rows[record_id].answers()
        withheld = self.withheld.get(record_id)
        return withholding.without(answers, withheld) if withheld else answers

    def hides(self, record_id: UUID, path: str) -> bool:
        return withholding.covers(self.withheld.get(record_id, withholding.NOTHING), path)

    @property
    def told(self) -> list[str]:
        """Every path that stays closed in any of them, for the access log."""
        return sorted({path for paths in self.withheld.values() for path in paths})


def wish(
    *,
    purpose: str,
    by: Actor,
    channel: Channel,
    relation: policy.Relation | None,
    secret: str,
    consent: UUID | None = None,
) -> policy.Request:
    """What is asked for; the relation follows from the actor where it is not said. To be counted is not to be shown:
    only `extract` asks the policy for that."""
    if Channel(channel) is Channel.STATISTICS:
        raise Refused("no-rule")
    relation = relation or policy.RELATION_OF.get(by.kind)
    if relation is None:
        raise Refused("no-rule")
    return policy.Request(by, purpose, Channel(channel), relation, links.link_hash(secret) if secret else "", consent)


def admit(request: policy.Request, record_ids: Iterable[UUID], fields: Iterable[str] = ("*",)) -> Admitted:
    """All of these records or none: Refused at the first that the policy does not allow, or that a shield closes."""
    wanted, paths = set(record_ids), tuple(fields)
    found = {row.id: row for row in rows.rows_of(wanted)}
    if wanted - found.keys():
        raise Refused("unknown")
    held: dict[str, frozenset[str]] = {}
    guarded = guarded_by(request.link_hash, found) if request.relation == "guardian" else frozenset()
    rules = {policy.permit(request, _facts(request, row, held, guarded)) for row in found.values()}
    return Admitted(found, any(rule.logged for rule in rules), _withheld(request, found, paths))


def _facts(
    request: policy.Request, row: rows.Row, held: dict[str, frozenset[str]], guarded: Collection[UUID]
) -> policy.Facts:
    if request.relation == "office" and row.office not in held:
        held[row.office] = frozenset(roles_of(request.by, row.office))
    return policy.Facts(
        state=row.state if row.wrapped else "erased",  # no key: gone, whatever an old copy of the row says
        purpose=row.purpose,
        roles=frozenset(row.roles.split()),
        link_hash=row.link_hash,
        held=held.get(row.office, frozenset()),
        guarded=row.id in guarded,
        consented=request.relation == "use" and consents.allows_use(request, row),
    )


def _withheld(
    request: policy.Request, found: Mapping[UUID, rows.Row], paths: tuple[str, ...]
) -> dict[UUID, frozenset[str]]:
    """What stays closed of each record. Nobody is shielded from themselves: their own link is the proof."""
    if request.relation == "self":
        return {}
    standings = shielding.of_records({row.about or row.id for row in found.values()})
    closed = {one: judge(request, row, standings.get(row.about or row.id), paths) for one, row in found.items()}
    return {one: withheld for one, withheld in closed.items() if withheld}
