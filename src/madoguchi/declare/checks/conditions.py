"""Conditions: each says exactly one thing, about an earlier field that can have that answer, and none turns in a circle."""

from collections.abc import Iterator

from madoguchi.declare.checks.desk import Desk, Findings, Spot
from madoguchi.declare.checks.uses import condition_names_used, leaves_of, parts_of, uses_of_conditions
from madoguchi.declare.conditions import Condition
from madoguchi.declare.findings import Both, Code, Words, did_you_mean, listed
from madoguchi.declare.procedure import STORES_NOTHING, Page
from madoguchi.declare.source import Path

CONDITION_EMPTY = Code(
    "condition-incomplete",
    "条件が何も言っていません。",
    "This condition says nothing.",
    "{{field: 項目, is: 選択肢}} のように、項目と比べ方をひとつずつ書いてください。",
    "Write a field and one comparison, such as {{field: work, is: employee}}.",
)
CONDITION_MIXED = Code(
    "condition-mixed",
    "ひとつの条件に比べ方が二つ以上あります（{found}）。",
    "This condition makes more than one comparison ({found}).",
    "ひとつずつに分けて、all:（すべて）または any:（どれか）に並べてください。",
    "Split it and put the parts into `all:` or `any:`.",
)
CONDITION_FIELD = Code(
    "condition-unknown-field",
    "条件の項目「{name}」がありません。",
    "There is no field `{name}` that this condition could look at.",
    "{hint}ここから見える項目は {known} です。繰り返しの中の項目は、同じ繰り返しの中でだけ使えます。",
    "{hint}Fields that can be seen from here: {known}. A field of a repeat is seen inside that repeat only.",
)
CONDITION_NOTHING = Code(
    "condition-on-nothing",
    "「{name}」は答えを残さない種類（{type}）なので、条件に使えません。",
    "`{name}` keeps no answer ({type}), so no condition can look at it.",
    "答えを残す項目を使ってください。",
    "Use a field that keeps an answer.",
)
CONDITION_OPTION = Code(
    "condition-unknown-option",
    "「{name}」に選択肢「{option}」はありません。",
    "`{name}` has no option `{option}`.",
    "{hint}選択肢は {known} です。",
    "{hint}Its options are {known}.",
)
CONDITION_OPERATOR = Code(
    "condition-operator",
    "種類 {type} の「{name}」は「{operator}」で比べられません。",
    "`{name}` is of type {type} and cannot be compared by `{operator}`.",
    "この種類で使えるのは {known} です。",
    "For this type use {known}.",
)
CONDITION_VALUE = Code(
    "condition-value",
    "種類 {type} の「{name}」を「{value}」とは比べられません。",
    "`{name}` is of type {type} and is never `{value}`.",
    "{example}",
    "{example}",
)
CONDITION_LATER = Code(
    "condition-later-field",
    "「{here}」を出すかどうかが、後から答える「{name}」で決まっています。",
    "Whether `{here}` is shown depends on `{name}`, which is answered later.",
    "「{name}」を前のページに（同じページなら、より上に）移してください。",
    "Move `{name}` to an earlier page, or above on the same page.",
)
CONDITION_CYCLE = Code(
    "condition-cycle",
    "条件が堂々めぐりになっています：{circle}",
    "These conditions refer to each other in a circle: {circle}",
    "どれかひとつを、ほかの条件を使わずに書き直してください。",
    "Rewrite one of them without the others.",
)

_OPERATORS: dict[str, str] = {
    "equals": "is", "among": "in", "includes": "includes",
    "at_least": "at_least", "at_most": "at_most", "answered": "answered",
}  # fmt: skip
_BY_TYPE: dict[str, tuple[str, ...]] = {
    "choice": ("is", "in", "answered"),
    "multi-choice": ("includes", "answered"),
    "number": ("is", "at_least", "at_most", "answered"),
    "money": ("is", "at_least", "at_most", "answered"),
    "text": ("is", "in", "answered"),
}


def operators_of(condition: Condition) -> list[str]:
    """The comparisons that a condition makes, as they are written."""
    return [key for name, key in _OPERATORS.items() if getattr(condition, name) is not None]


def _every_condition(desk: Desk) -> Iterator[tuple[Path, Condition]]:
    named = ((("conditions", name), one) for name, one in desk.procedure.conditions.items())
    for path, when in (*uses_of_conditions(desk), *named):
        yield from ((inner, one) for inner, one in parts_of(when, path) if isinstance(one, Condition))


def conditions_say_one_thing(desk: Desk) -> Findings:
    for path, one in _every_condition(desk):
        groups = [
            key for key, inner in (("all", one.every), ("any", one.some), ("not", one.negated)) if inner is not None
        ]
        operators = operators_of(one)
        heads = groups + (["field"] if one.field else [])
        several = len(operators) > 1 and set(operators) != {"at_least", "at_most"}
        if len(heads) > 1 or several or (groups and operators):
            yield desk.say(CONDITION_MIXED, path, found=listed([*heads, *operators]))
        elif not heads or (one.field and not operators) or () in (one.every, one.some, one.among):
            yield desk.say(CONDITION_EMPTY, path)


def conditions_fit_their_fields(desk: Desk) -> Findings:
    for _, page, _, path, one in _leaves(desk):
        spot = field_seen(desk, one.field or "", page)
        if spot is None:
            known = list(dict.fromkeys(s.field.id for s in _seen_from(desk, page)))
            hint = did_you_mean(one.field, known)
            yield desk.say(CONDITION_FIELD, (*path, "field"), name=one.field or "", hint=hint, known=listed(known))
        elif spot.field.type in STORES_NOTHING:
            yield desk.say(CONDITION_NOTHING, (*path, "field"), name=spot.name, type=spot.field.type)
        else:
            yield from _comparison_fits(desk, spot, path, one)


def _comparison_fits(desk: Desk, spot: Spot, path: Path, one: Condition) -> Findings:
    allowed = _BY_TYPE.get(spot.field.type, ("answered",))
    for operator in operators_of(one):
        words: Words = {"name": spot.name, "type": spot.field.type}
        if operator not in allowed:
            yield desk.say(CONDITION_OPERATOR, (*path, operator), operator=operator, known=listed(allowed), **words)
        elif operator == "is" and type(one.equals) is not (int if _is_number(spot) else str):
            value = str(one.equals).lower()
            yield desk.say(CONDITION_VALUE, (*path, operator), value=value, example=_value_example(spot), **words)
        elif options := desk.options_of(spot.field):
            yield from _options_exist(desk, spot, (*path, operator), one, options)


def _value_example(spot: Spot) -> Both:
    if _is_number(spot):
        return Both("引用符のない整数を書いてください。", "Write a whole number without quotes.")
    return Both("選択肢の名前（文字）を書いてください。", "Write the id of an option, as text.")


def _is_number(spot: Spot) -> bool:
    return spot.field.type in ("number", "money")


def _options_exist(desk: Desk, spot: Spot, path: Path, one: Condition, options: tuple[str, ...]) -> Findings:
    single = [(path, word) for word in (one.equals, one.includes) if isinstance(word, str)]
    several = [((*path, index), word) for index, word in enumerate(one.among or ())]
    for at, word in (*single, *several):
        if word not in options:
            hint = did_you_mean(word, options)
            yield desk.say(CONDITION_OPTION, at, name=spot.name, option=word, hint=hint, known=listed(options))


def fields_come_before_what_depends_on_them(desk: Desk) -> Findings:
    for path, page, order, _, one in _leaves(desk):
        spot = field_seen(desk, one.field or "", page)
        if spot and spot.order >= order:
            yield desk.say(CONDITION_LATER, path, here=_id_at(desk, path), name=spot.name)


def _id_at(desk: Desk, path: Path) -> str:
    """The id of the page or field whose `when` stands at a path."""
    page = desk.procedure.pages[int(path[1])]
    return page.fields[int(path[3])].id if path[2] == "fields" else page.id


def _leaves(desk: Desk) -> Iterator[tuple[Path, Page | None, int, Path, Condition]]:
    """Each comparison that decides over a page or a field: the use, the row it is in, its order, the comparison."""
    known = desk.procedure.conditions
    for at, page in enumerate(desk.procedure.pages):
        first = sum(len(one.fields) for one in desk.procedure.pages[:at])
        if page.when is not None:
            path: Path = ("pages", at, "when")
            yield from ((path, None, first, *leaf) for leaf in leaves_of(page.when, path, known))
    for spot in desk.spots:
        if spot.field.when is not None:
            path = spot.at("when")
            yield from ((path, spot.page, spot.order, *leaf) for leaf in leaves_of(spot.field.when, path, known))


def field_seen(desk: Desk, name: str, page: Page | None) -> Spot | None:
    """The field that a condition means: of the same row first, then of the whole procedure."""
    inside = desk.by_name.get(f"{page.id}[].{name}") if page and page.repeat else None
    return inside or desk.by_name.get(name)


def _seen_from(desk: Desk, page: Page | None) -> list[Spot]:
    return [s for s in desk.spots if (not s.page.repeat or s.page is page) and s.field.type not in STORES_NOTHING]


def conditions_do_not_turn_in_a_circle(desk: Desk) -> Findings:
    told: set[str] = set()
    for name in desk.procedure.conditions:
        circle = _circle(desk.procedure.conditions, name, [name], set())
        if circle and not told & set(circle):
            told |= set(circle)
            yield desk.say_key(CONDITION_CYCLE, ("conditions", name), circle=" → ".join([*circle, name]))


def _circle(conditions: dict[str, Condition], here: str, trail: list[str], seen: set[str]) -> list[str]:
    """The names from `trail[0]` back to itself, or nothing."""
    for _, name in condition_names_used(conditions[here], ()):
        if name == trail[0]:
            return trail
        if name in conditions and name not in seen:
            seen.add(name)
            if found := _circle(conditions, name, [*trail, name], seen):
                return found
    return []


CHECKS = (
    conditions_say_one_thing, conditions_fit_their_fields, fields_come_before_what_depends_on_them,
    conditions_do_not_turn_in_a_circle,
)  # fmt: skip
