"""Registers: what may lead to a person is sealed and has a purpose, and what is published may not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from madoguchi.declare.checks import fields, names, pages
from madoguchi.declare.checks.desk import Desk, Findings, Spot, repeated
from madoguchi.declare.findings import Code, did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.register import Register, paper_of

PERSONAL_WITHOUT = Code(
    "register-personal-without",
    "人につながる項目「{name}」があるのに、「{item}」がありません。",
    "The field `{name}` may lead to a person, but there is no `{item}`.",
    "{item}: を書き足してください。人の情報は、目的と保存年限なしには持てません。",
    "Write `{item}:`. Data of people is kept for a purpose and for a time.",
)
PERSONAL_FOR_ALL = Code(
    "register-personal-for-all",
    "人につながる項目「{name}」のある台帳を、職員全員（read: staff）に見せることになっています。",
    "The field `{name}` may lead to a person, but every member of staff reads this register (`read: staff`).",
    "read: office にしてください。",
    "Write `read: office`.",
)
PURPOSE_FOR_NOBODY = Code(
    "register-purpose-for-nobody",
    "人につながる項目がないのに、「{item}」があります。",
    "No field leads to a person, so the register takes no `{item}`.",
    "「{item}:」を削除するか、項目の class を見直してください。",
    "Delete `{item}:`, or look at the classes again.",
)
FIELD_UNKNOWN = Code(
    "register-field-unknown",
    "「{item}」に書かれた項目「{name}」がありません。",
    "`{item}` names a field `{name}` that does not exist.",
    "{hint}書ける項目は {known} です。",
    "{hint}These can be named: {known}.",
)
FIELD_SEALED = Code(
    "register-field-sealed",
    "「{item}」に、人につながる項目「{name}」（class: {risk}）があります。",
    "`{item}` names the field `{name}`, which may lead to a person (class: {risk}).",
    "class: plain の項目だけを書いてください。",
    "Name fields of class plain only.",
)
HEADING_OPTIONAL = Code(
    "register-heading-optional",
    "見出しの項目「{name}」が、必須ではありません。",
    "The heading `{name}` may be left empty.",
    "「required: false」を削除するか、別の項目を heading: に書いてください。",
    "Delete `required: false`, or make another field the heading.",
)
TYPE_NOT_KEPT = Code(
    "register-type",
    "台帳の項目「{name}」は、種類 {type} にできません。",
    "A register's field `{name}` cannot be of type {type}.",
    "別の種類にしてください。ファイルは、手続の項目として受け取れます。",
    "Choose another type. Files are taken in by procedures.",
)
WHEN_NOT_KEPT = Code(
    "register-when",
    "台帳の項目「{name}」に when は書けません。",
    "A register's field `{name}` takes no `when`.",
    "「when:」を削除し、書かなくてよい項目なら required: false にしてください。",
    "Delete `when:`; where a value may be missing, write `required: false`.",
)
LABEL_TWICE = Code(
    "register-label-twice",
    "同じ題名の項目「{name}」が二つあります。CSV の列を見分けられません。",
    "Two fields are called `{name}`, so the columns of the CSV cannot be told apart.",
    "どちらかの label を変えてください。",
    "Change one of the labels.",
)
REVIEW_INTERVAL = Code(
    "register-review",
    "点検（review）には、months と yearly のどちらか一つを書いてください。",
    "`review` needs either `months` or `yearly`.",
    '{{months: 12}} や {{yearly: "04-01"}} のように書きます。日は、毎年ある日にしてください。',
    'Write {{months: 12}} or {{yearly: "04-01"}}, a day that every year has.',
)
NOT_A_CHOICE = Code(
    "register-publish-when",
    "公開の条件の項目「{name}」は、選択（choice）ではありません。",
    "The field `{name}` of the condition of publishing is no choice.",
    "種類 choice の項目を書いてください。",
    "Name a field of type choice.",
)
UNKNOWN_OPTION = Code(
    "register-publish-option",
    "項目「{field}」に選択肢「{name}」がありません。",
    "The field `{field}` has no option `{name}`.",
    "{hint}選択肢は {known} です。",
    "{hint}Options are {known}.",
)
LIKE_A_PROCEDURE = Code(
    "register-like-procedure",
    "台帳「{name}」と同じ名前の手続があります。",
    "A procedure has the same name as the register `{name}`.",
    "どちらかの名前を変えてください。",
    "Rename one of them.",
)
_NOT_KEPT = ("file", "my-number")


@dataclass(frozen=True)
class RegisterDesk(Desk):
    """A register on the desk: its fields stand under `fields`, and it is checked like the form that it gives."""

    register: Register

    @classmethod
    def of(cls, folder: Folder, file: str, register: Register) -> "RegisterDesk":
        return cls(folder, folder.sources[file], paper_of(register), register)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        page = self.procedure.pages[0]
        return tuple(Spot(("fields", at), page, one, one.id, at) for at, one in enumerate(self.register.fields))

    @property
    def personal(self) -> Spot | None:
        """The first field that may lead to a person."""
        return next((spot for spot in self.spots if spot.field.risk not in (None, "plain")), None)


def people_have_a_purpose_and_a_time(desk: RegisterDesk) -> Findings:
    personal, register = desk.personal, desk.register
    for item in ("purpose", "record"):
        if personal and getattr(register, item) is None:
            yield desk.say(PERSONAL_WITHOUT, personal.at("class"), name=personal.field.id, item=item)
        if not personal and getattr(register, item) is not None:
            yield desk.say_key(PURPOSE_FOR_NOBODY, (item,), item=item)
    if personal and register.read == "staff":
        yield desk.say(PERSONAL_FOR_ALL, ("read",), name=personal.field.id)


def purpose_is_known(desk: RegisterDesk) -> Findings:
    if desk.register.purpose:
        yield from names.purpose_is_known(desk)


def named_fields_exist_and_are_plain(desk: RegisterDesk) -> Findings:
    register, published = desk.register, desk.register.published
    named = [("heading", ("heading",), register.heading)]
    named += [("columns", ("columns", at), name) for at, name in enumerate(register.columns)]  # type: ignore[misc]
    if published:
        named += [("publish", ("publish", "fields", at), one) for at, one in enumerate(published.fields)]  # type: ignore[misc]
        named += [("publish", ("publish", "when", "field"), published.when.field)] if published.when else []  # type: ignore[list-item]
    plain = [field.id for field in register.plain]
    for item, path, name in named:
        spot = desk.by_name.get(name)
        if spot is None:
            yield desk.say(
                FIELD_UNKNOWN, path, item=item, name=name, hint=did_you_mean(name, plain), known=listed(plain)
            )
        elif spot.field.risk not in (None, "plain") and item != "heading":
            yield desk.say(FIELD_SEALED, path, item=item, name=name, risk=spot.field.risk)


def the_heading_is_always_there(desk: RegisterDesk) -> Findings:
    spot = desk.by_name.get(desk.register.heading)
    if spot and not spot.field.required:
        yield desk.say(HEADING_OPTIONAL, ("heading",), name=spot.field.id)


def fields_can_be_kept(desk: RegisterDesk) -> Findings:
    for spot in desk.spots:
        if spot.field.type in _NOT_KEPT:
            yield desk.say(TYPE_NOT_KEPT, spot.at("type"), name=spot.field.id, type=spot.field.type)
        if spot.field.when is not None:
            yield desk.say_key(WHEN_NOT_KEPT, spot.at("when"), name=spot.field.id)


def fields_are_told_apart(desk: RegisterDesk) -> Findings:
    for index, name in repeated([spot.field.id for spot in desk.spots]):
        yield desk.say(pages.DUPLICATE_FIELD, desk.spots[index].at("id"), name=name)
    for index, name in repeated([spot.field.label.ja for spot in desk.spots]):
        yield desk.say(LABEL_TWICE, desk.spots[index].at("label", "ja"), name=name)


def review_has_one_rule(desk: RegisterDesk) -> Findings:
    review = desk.register.reviewed
    if review and ((review.months is None) == (review.yearly is None) or not _is_a_day(review.yearly)):
        yield desk.say_key(REVIEW_INTERVAL, ("review",))


def _is_a_day(day: str | None) -> bool:
    try:
        return day is None or bool(date.fromisoformat(f"2025-{day}"))
    except ValueError:
        return False


def rows_are_published_by_a_choice(desk: RegisterDesk) -> Findings:
    published = desk.register.published
    spot = desk.by_name.get(published.when.field) if published and published.when else None
    if not (published and published.when and spot):
        return
    if spot.field.type != "choice":
        yield desk.say(NOT_A_CHOICE, ("publish", "when", "field"), name=spot.field.id)
        return
    options = desk.options_of(spot.field)
    for at, name in enumerate(published.when.among):
        if options and name not in options:
            hint, path = did_you_mean(name, options), ("publish", "when", "in", at)
            yield desk.say(UNKNOWN_OPTION, path, field=spot.field.id, name=name, hint=hint, known=listed(options))


def its_name_is_its_own(desk: RegisterDesk) -> Findings:
    if desk.register.slug in {one.procedure for one in desk.folder.procedures.values()}:
        yield desk.say(LIKE_A_PROCEDURE, ("register",), name=desk.register.slug)


CHECKS: tuple[Callable[[RegisterDesk], Findings], ...] = (
    its_name_is_its_own, people_have_a_purpose_and_a_time, purpose_is_known, named_fields_exist_and_are_plain,
    the_heading_is_always_there, fields_can_be_kept, fields_are_told_apart, review_has_one_rule,
    rows_are_published_by_a_choice, names.owner_is_known, names.lists_are_known, names.subjects_are_known,
    names.lists_are_used, names.subjects_are_used, pages.options_are_listed_once, fields.fields_say_what_they_reveal,
    fields.identifiers_say_whose_they_are, fields.addresses_say_whether_they_are_shielded, fields.keys_fit_the_type,
    fields.fields_have_what_their_type_needs, fields.limits_can_be_read,
)  # fmt: skip
