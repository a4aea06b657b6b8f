"""Believable answers to the ward's procedures, for the seeded cases and for tests: what a household would write."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from madoguchi.demo import words
from madoguchi.demo.households import Address, Household, Person

Answers = dict[str, Any]

EXAMPLE = Household(
    number=0,
    home=Address("0000120", "青葉都", "みどり区", "若草町", "2-8-15", "コーポ若草 203"),
    telephone="09000001234",
    members=(
        Person("若葉", "はるか", "ワカバ", "ハルカ", date(1990, 4, 5), "head"),
        Person("若葉", "悠", "ワカバ", "ユウ", date(1988, 8, 20), "spouse"),
        Person("若葉", "芽依", "ワカバ", "メイ", date(2019, 6, 1), "child"),
    ),
)
"""The household of the manual's pictures."""


@dataclass(frozen=True)
class Writer:
    """Who writes, on which day, and the dice for what nobody prescribes."""

    household: Household = EXAMPLE
    today: date = date(2026, 11, 24)
    rng: Random = field(default_factory=lambda: Random(0))


def answers_for(procedure: str, writer: Writer | None = None, **changes: Any) -> Answers:
    """Whole, valid answers to a procedure of the ward; `changes` replace top-level answers (None takes one away)."""
    answers = WRITE[procedure](writer or Writer()) | changes
    return {key: value for key, value in answers.items() if value is not None}


def _allowance(writer: Writer) -> Answers:
    rng, home, head = writer.rng, writer.household, writer.household.head
    children = home.children(writer.today, under=20)
    born = bool(children) and children[-1].age(writer.today) < 1
    happened = min(children[-1].birth, writer.today) if born else writer.today - timedelta(days=rng.randint(1, 20))
    return {
        "reason": "born" if born else rng.choices(("moved-in", "began-care", "other"), (8, 1, 1))[0],
        "happened": happened.isoformat(),
        "work": rng.choices(("employee", "self", "none"), (8, 2, 1))[0],
        "name": head.name(),
        "birth": head.birth.isoformat(),
        "pension": rng.choices(("employees", "national", "mutual-aid"), (8, 3, 1))[0],
        "home": home.home.answer(),
        "telephone": home.telephone,
        **_spouse(writer),
        "children": [_child(child) for child in children],
        "older": "no",
        **_pay_to(writer),
    }


def _spouse(writer: Writer) -> Answers:
    spouse = writer.household.spouse
    if spouse is None:
        return {"spouse": "none"}
    return {
        "spouse": "together",
        "spouse-name": spouse.name(),
        "spouse-birth": spouse.birth.isoformat(),
        "spouse-work": writer.rng.choices(("employee", "none", "self", "civil-servant"), (7, 3, 1, 1))[0],
    }


def _child(child: Person) -> Answers:
    return {"name": child.name(), "birth": child.birth.isoformat(), "relation": "child", "living": "together"}


def _pay_to(writer: Writer) -> Answers:
    if writer.rng.random() < 0.45:
        return {"pay-to": "registered"}
    head, rng = writer.household.head, writer.rng
    account = {
        "bank": rng.choice(("若草銀行", "みどり信用金庫", "青葉銀行", "ひがし労働金庫")),
        "branch": rng.choice(("本店", "駅前支店", "みなみ野支店", "第二支店")),
        "kind": "ordinary",
        "number": f"{rng.randint(0, 9_999_999):07d}",
        "holder_kana": f"{head.family_kana} {head.given_kana}",
    }
    return {"pay-to": "account", "account": account}


def _change(writer: Writer) -> Answers:
    head = writer.household.head
    answers = {
        "name": head.name(),
        "birth": head.birth.isoformat(),
        "telephone": writer.household.telephone,
        "changed-on": (writer.today - timedelta(days=writer.rng.randint(1, 13))).isoformat(),
    }
    if writer.rng.random() < 0.25:
        return answers | {
            "changed": "name",
            "former-name": f"{writer.rng.choice(('佐藤', '髙橋', '𠮷田'))} {head.given}",
        }
    return answers | {"changed": "home", "new-home": writer.household.home.answer()}


def opinion(writer: Writer, said: words.Opinion) -> Answers:
    """One of the written opinions; most people give no name."""
    head = writer.household.head
    name = {"family": head.family, "given": head.given, "family_kana": "", "given_kana": ""}
    answers = {"topic": said.topic, "words": said.words, "reply": writer.rng.choices(("yes", "no"), (3, 2))[0]}
    return answers | ({"name": name} if writer.rng.random() < 0.2 else {})


def idea(said: words.Idea) -> Answers:
    """One of the staff's proposals."""
    answers = {"title": said.title, "theme": said.theme, "now": said.now, "idea": said.idea}
    return answers | ({"hours": said.hours} if said.hours is not None else {})


def _roster_entry(writer: Writer) -> Answers:
    child = writer.household.children(writer.today)[-1]
    return {"who": "pupil", "name": child.name(), "birth": child.birth.isoformat()}


def _absence(writer: Writer) -> Answers:
    day = writer.today.isoformat()
    return {"kind": "absent", "days": {"from": day, "to": day}, "reason": "発熱", "words": "昨夜から38.2度です。"}


WRITE: dict[str, Callable[[Writer], Answers]] = {
    "jido-teate-nintei": _allowance,
    "jido-teate-henko": _change,
    "iken": lambda writer: opinion(writer, writer.rng.choice(words.opinions())),
    "gakko-meibo": _roster_entry,
    "kesseki-renraku": _absence,
    "data-no-kibo": lambda writer: {"what": "公園の遊具の一覧", "use": "行く公園をさがすため", "asker": "resident"},
    "data-no-ayamari": lambda writer: {"dataset": "公衆トイレ一覧", "kind": "place", "words": "点が道路の反対側です。"},
    "data-no-katsuyo": lambda writer: {
        "dataset": "公衆トイレ一覧",
        "name": "おむつ台マップ",
        "words": "地図です。",
        "publish": "yes",
    },
    "koho-anketo": lambda writer: {"channel": "site", "clear": "mostly"},
    "gyomu-kaizen": lambda writer: idea(writer.rng.choice(words.ideas())),
}


def living_apart(answers: Answers, *, home: Address, files: list[Answers] | None = None) -> Answers:
    """The same answers with the first child living elsewhere, with or without the statement that this needs."""
    apart = {**answers["children"][0], "living": "apart", "home": home.answer()}
    if files:
        apart["custody"] = files
    return answers | {"children": [apart, *answers["children"][1:]]}
