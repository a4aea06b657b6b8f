"""Who may open what: one table, default deny. `madoguchi policy` prints it; what is not in it does not happen.

Besides a row of this table, every reading needs the record's own purpose of use. The shield's check belongs behind
this table and before the opening: it only ever takes away.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from madoguchi.protect.channel import Channel
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor, Kind

Relation = Literal["self", "guardian", "office", "rule"]
RELATION_OF: dict[Kind, Relation] = {"resident": "self", "staff": "office", "system": "rule"}
"""What an actor is to a record when the caller does not say."""


@dataclass(frozen=True)
class Rule:
    """One row: this kind of actor, in this relation, by these channels, may open records in these states."""

    actor: Kind
    relation: Relation
    channels: frozenset[Channel]
    states: frozenset[str]
    proof: Literal["link", "guardian", "role", "none"]
    logged: bool
    words: str


OWN = frozenset({Channel.RESIDENT_PAGE, Channel.PRINT})
POLICY: tuple[Rule, ...] = (
    Rule("resident", "self", OWN, frozenset({"draft"}), "link", False, "本人が自分の下書きを続ける(まだ届いていない)"),
    Rule("resident", "self", OWN, frozenset({"filed"}), "link", True, "本人が自分の申請を見る、印刷する"),
    Rule(
        "staff",
        "self",
        OWN | {Channel.COUNTER_PAGE},
        frozenset({"draft"}),
        "link",
        False,
        "職員が自分の申請や窓口での申請の下書きを続ける",
    ),
    Rule("staff", "self", OWN | {Channel.COUNTER_PAGE}, frozenset({"filed"}), "link", True, "職員が自分の申請を見る"),
    Rule(
        "staff",
        "office",
        frozenset({Channel.STAFF_PAGE, Channel.COUNTER_PAGE, Channel.PRINT, Channel.LETTER, Channel.SEARCH}),
        frozenset({"filed"}),
        "role",
        True,
        "担当課の職員が、利用目的の定める役割で見る",
    ),
    Rule(
        "resident",
        "guardian",
        OWN,
        frozenset({"filed"}),
        "guardian",
        True,
        "保護者が、自分のリンクで、自分の子の名簿と連絡を見る",
    ),
    Rule(
        "staff",
        "office",
        frozenset({Channel.EXPORT}),
        frozenset({"filed"}),
        "role",
        True,
        "担当課の職員が、利用目的の定める役割で書き出す",
    ),
    Rule("system", "rule", frozenset({Channel.RULE}), frozenset({"filed"}), "none", True, "判定表が案を作る"),
)


@dataclass(frozen=True)
class Request:
    """A wish to open records."""

    by: Actor
    purpose: str
    channel: Channel
    relation: Relation
    link_hash: str = ""


@dataclass(frozen=True)
class Facts:
    """What the gate needs to know about one record."""

    state: str
    purpose: str
    roles: frozenset[str]  # that the purpose names
    link_hash: str
    held: frozenset[str]  # roles the actor holds in the record's office
    guarded: bool = False  # the link's holder is a guardian of the child in it, and nobody in it is hidden from them


def permit(request: Request, facts: Facts) -> Rule:
    """The row that allows it; Refused when there is none."""
    if facts.state == "erased":
        raise Refused("erased")
    rule = rule_for(request.by.kind, request.relation, request.channel, facts.state)
    if rule is None:
        raise Refused("no-rule")
    if request.purpose != facts.purpose:
        raise Refused("purpose")
    if rule.proof == "link" and not (facts.link_hash and request.link_hash == facts.link_hash):
        raise Refused("link")
    if rule.proof == "guardian" and not facts.guarded:
        raise Refused("link")
    if rule.proof == "role" and not facts.roles & facts.held:
        raise Refused("role")
    return rule


def rule_for(actor: str, relation: str, channel: Channel, state: str) -> Rule | None:
    """The row for this combination, if there is one. Rows never overlap (tested)."""
    for rule in POLICY:
        if (rule.actor, rule.relation) == (actor, relation) and channel in rule.channels and state in rule.states:
            return rule
    return None


def lines() -> Collection[tuple[str, ...]]:
    """The table for people: actor, relation, channels, states, proof, logged, words."""
    return [
        (
            rule.actor,
            rule.relation,
            " ".join(sorted(rule.channels)),
            " ".join(sorted(rule.states)),
            rule.proof,
            "記録する" if rule.logged else "記録しない",
            rule.words,
        )
        for rule in POLICY
    ]
