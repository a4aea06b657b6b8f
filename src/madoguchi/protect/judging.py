"""What a shield leaves of one record, for one actor on one way out. A pure question: it opens and writes nothing."""

from madoguchi.protect import consents, policy, rows, shielding, withholding
from madoguchi.protect.channel import Channel
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor

LETTERS = frozenset({Channel.LETTER, Channel.MAIL})


def judge(
    request: policy.Request, row: rows.Row, standing: shielding.Standing | None, paths: tuple[str, ...]
) -> frozenset[str]:
    """What stays closed of one record; Refused when nothing may be opened, or when an output would hold any of it."""
    never = withholding.others(row.withheld) if request.channel in LETTERS else withholding.NOTHING
    if standing is None:
        return _blocked(never, paths) if never else never
    own = relation_to(request.by, row, request.relation)
    rule = policy.shield_rule_for(request.by.kind, own, request.channel)
    if rule is None or (request.by.kind == "staff" and request.by.id in standing.other_staff):
        raise Refused("shielded")
    opened = consents.opened_fields(request, row)
    if request.consent and not opened:
        raise Refused("consent")
    withheld = withholding.paths(row.withheld) - opened | never
    return withheld if rule.sees == "mask" else _blocked(withheld, paths)


def relation_to(by: Actor, row: rows.Row, relation: policy.Relation) -> str:
    """What an actor is to a shielded record: among the staff of the office, only the one who has the case counts.

    Where the purpose says `shielded: office` (a class, whose teachers all look after a child), the role counts: the
    policy has asked for it. They too see a mask.
    """
    if relation != "office":
        return relation
    has_it = by.kind == "staff" and bool(by.id) and by.id == row.entrusted_to
    return "entrusted" if has_it or row.shielded_for == "office" else ""


def _blocked(withheld: frozenset[str], paths: tuple[str, ...]) -> frozenset[str]:
    if any(withholding.covers(withheld, path) for path in paths):
        raise Refused("output")
    return withheld
