"""Who may open what: one table, default deny. `madoguchi policy` prints it; what is not in it does not happen.

Besides a row of this table, every reading needs the record's own purpose of use. Behind it stands a second table, of
what is left when somebody in the record is shielded (支援措置): it only ever takes away. No setting switches either off.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from madoguchi.protect.channel import Channel
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor, Kind

Relation = Literal["self", "guardian", "office", "rule", "use", "desk"]
RELATION_OF: dict[Kind, Relation] = {"resident": "self", "staff": "office", "system": "rule"}
"""What an actor is to a record when the caller does not say."""


@dataclass(frozen=True)
class Rule:
    """One row: this kind of actor, in this relation, by these channels, may open records in these states."""

    actor: Kind
    relation: Relation
    channels: frozenset[Channel]
    states: frozenset[str]
    proof: Literal["link", "guardian", "role", "none", "consent"]
    logged: bool
    words: str


STATISTICS = "statistics"
"""The purpose of `protect.extract`. The law allows it beside the purpose for which the data were given (69条2項4号)."""
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
    Rule(
        "staff",
        "use",
        frozenset({Channel.STAFF_PAGE}),
        frozenset({"filed"}),
        "consent",
        True,
        "目的外利用(69条2項): 2人が認めた記録だけを、期限まで見る",
    ),
    Rule(
        "staff",
        "desk",
        frozenset({Channel.STAFF_PAGE}),
        frozenset({"subject"}),
        "role",
        True,
        "支援措置の担当が、守る人と似た人の氏名・生年月日・電話番号を見くらべる",
    ),
    Rule(
        "system",
        "rule",
        frozenset({Channel.LETTER}),
        frozenset({"filed"}),
        "none",
        True,
        "通知を紙にする(ひな形にある項目と、宛先)",
    ),
    Rule(
        "system", "rule", frozenset({Channel.MAIL}), frozenset({"filed"}), "none", True, "お知らせのメールの宛先を見る"
    ),
    Rule(
        "system",
        "rule",
        frozenset({Channel.STATISTICS}),
        frozenset({"filed"}),
        "none",
        True,
        "公表する統計のために、宣言した粗い値だけを数える(69条2項4号)",
    ),
)


@dataclass(frozen=True)
class ShieldRule:
    """What is left of a permitted reading when somebody in the record is shielded."""

    actor: Kind
    relation: Literal["self", "guardian", "entrusted", "rule"]
    channels: frozenset[Channel]
    sees: Literal["own", "mask", "block"]
    words: str


SHIELDED: tuple[ShieldRule, ...] = (
    ShieldRule("resident", "self", OWN, "own", "本人が、自分のリンクから自分のものを見る"),
    ShieldRule(
        "resident", "guardian", OWN, "own", "同じ支援措置で守られている保護者が、自分のリンクから子のものを見る"
    ),
    ShieldRule("staff", "self", OWN | {Channel.COUNTER_PAGE}, "own", "職員が、自分の申請を見る"),
    ShieldRule(
        "staff",
        "entrusted",
        frozenset({Channel.STAFF_PAGE}),
        "mask",
        "担当の職員の画面。住所などは伏せる。開くには理由と、もう1人の承認が要る",
    ),
    ShieldRule(
        "staff",
        "entrusted",
        frozenset({Channel.COUNTER_PAGE, Channel.PRINT, Channel.LETTER}),
        "block",
        "担当の職員の印刷と手紙。住所などを含むものは、もう1人の承認がなければ出ない",
    ),
    ShieldRule("staff", "entrusted", frozenset({Channel.SEARCH}), "block", "担当の職員は、自分の案件をさがせる"),
    ShieldRule("system", "rule", frozenset({Channel.RULE}), "mask", "判定表は、伏せた項目を見ない"),
    ShieldRule("system", "rule", frozenset({Channel.LETTER}), "mask", "通知を紙にするとき、宛先の住所は刷らない"),
    ShieldRule("system", "rule", frozenset({Channel.STATISTICS}), "mask", "統計は、件数だけを数え、中身を見ない"),
)
"""Everybody and everything else, the colleague of the same office included: as if there were nothing."""


@dataclass(frozen=True)
class Request:
    """A wish to open records."""

    by: Actor
    purpose: str
    channel: Channel
    relation: Relation
    link_hash: str = ""
    consent: UUID | None = None  # of two people


@dataclass(frozen=True)
class Facts:
    """What the gate needs to know about one record."""

    state: str
    purpose: str
    roles: frozenset[str]  # that the purpose names
    link_hash: str
    held: frozenset[str]  # roles the actor holds in the record's office
    guarded: bool = False  # the link's holder is a guardian of the child in it, and nobody in it is hidden from them
    consented: bool = False  # two people agreed to this use for another purpose


def permit(request: Request, facts: Facts) -> Rule:
    """The row that allows it; Refused when there is none."""
    if facts.state == "erased":
        raise Refused("erased")
    rule = rule_for(request.by.kind, request.relation, request.channel, facts.state)
    if rule is None:
        raise Refused("no-rule")
    if rule.proof != "consent" and request.purpose != _purpose_of(request, facts):
        raise Refused("purpose")
    if not _is_proven(rule, request, facts):
        raise Refused("link" if rule.proof == "guardian" else rule.proof)
    return rule


def _purpose_of(request: Request, facts: Facts) -> str:
    """The purpose that opens it: the record's own; to be counted, that of statistics."""
    return STATISTICS if request.channel is Channel.STATISTICS else facts.purpose


def _is_proven(rule: Rule, request: Request, facts: Facts) -> bool:
    return {
        "none": True,
        "link": bool(facts.link_hash) and request.link_hash == facts.link_hash,
        "guardian": facts.guarded,
        "role": bool(facts.roles & facts.held),
        "consent": facts.consented,
    }[rule.proof]


def rule_for(actor: str, relation: str, channel: Channel, state: str) -> Rule | None:
    """The row for this combination, if there is one. Rows never overlap (tested)."""
    for rule in POLICY:
        if (rule.actor, rule.relation) == (actor, relation) and channel in rule.channels and state in rule.states:
            return rule
    return None


def shield_rule_for(actor: str, relation: str, channel: Channel) -> ShieldRule | None:
    """The row for this combination; none means that nothing is left. Rows never overlap (tested)."""
    for rule in SHIELDED:
        if (rule.actor, rule.relation) == (actor, relation) and channel in rule.channels:
            return rule
    return None


def shield_lines() -> Collection[tuple[str, ...]]:
    """The second table for people: actor, relation, channels, what is left, words."""
    sees = {"own": "自分のもの全部", "mask": "伏せて見せる", "block": "含むなら出さない"}
    return [
        (rule.actor, rule.relation, " ".join(sorted(rule.channels)), sees[rule.sees], rule.words) for rule in SHIELDED
    ]


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
