"""The gate: every opening of a record passes here. `admit` asks the policy; `actions.reading` opens and writes it down."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from madoguchi.people.queries import roles_of
from madoguchi.protect import links, policy, queries, rows
from madoguchi.protect.channel import Channel
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor


@dataclass(frozen=True)
class Admitted:
    """Records that may be opened, and whether the opening is written down."""

    rows: Mapping[UUID, rows.Row]
    logged: bool


def wish(*, purpose: str, by: Actor, channel: Channel, relation: policy.Relation | None, secret: str) -> policy.Request:
    """What is asked for; the relation follows from the actor where it is not said."""
    relation = relation or policy.RELATION_OF.get(by.kind)
    if relation is None:
        raise Refused("no-rule")
    return policy.Request(by, purpose, Channel(channel), relation, links.link_hash(secret) if secret else "")


def admit(request: policy.Request, record_ids: Iterable[UUID]) -> Admitted:
    """All of these records or none: Refused at the first that the policy does not allow."""
    wanted = set(record_ids)
    found = {row.id: row for row in rows.rows_of(wanted)}
    if wanted - found.keys():
        raise Refused("unknown")
    held: dict[str, frozenset[str]] = {}
    guarded = queries.guarded_by(request.link_hash, found) if request.relation == "guardian" else frozenset()
    rules = {policy.permit(request, _facts(request, row, held, guarded)) for row in found.values()}
    return Admitted(found, any(rule.logged for rule in rules))


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
    )
