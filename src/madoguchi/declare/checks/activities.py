"""Activity reports: their parts name registers, and fields of these that everybody may read anyway."""

from collections.abc import Iterator

from madoguchi.declare.activity import Activity, Part
from madoguchi.declare.checks.desk import Findings, repeated
from madoguchi.declare.findings import Code, did_you_mean, listed
from madoguchi.declare.folder import Folder
from madoguchi.declare.register import Register
from madoguchi.declare.source import Path, Source

UNKNOWN_REGISTER = Code(
    "activity-register",
    "台帳「{name}」がないか、公開していません。",
    "There is no published register `{name}`.",
    "{hint}公開している台帳は {known} です。",
    "{hint}Published registers are {known}.",
)
UNKNOWN_FIELD = Code(
    "activity-field",
    "台帳「{register}」の公開する項目に「{name}」がありません。",
    "The register `{register}` publishes no field `{name}`.",
    "{hint}公開する項目は {known} です。",
    "{hint}It publishes {known}.",
)
SHAPE_NEEDS = Code(
    "activity-shape",
    "形「{shape}」には「{key}」が要ります。",
    "The shape `{shape}` needs `{key}`.",
    "「{key}:」に、台帳の項目の名前を書いてください。",
    "Name a field of the register in `{key}:`.",
)
NOT_A_CHOICE = Code(
    "activity-choice",
    "「{key}」の項目「{name}」は、選択（choice）ではありません。",
    "The field `{name}` in `{key}` is no choice.",
    "種類 choice の項目を書いてください。",
    "Name a field of type choice.",
)
DUPLICATE_CHAPTER = Code(
    "activity-chapter",
    "章「{name}」が二度書かれています。",
    "The chapter `{name}` is written twice.",
    "どちらかの id を変えるか、削除してください。",
    "Rename or delete one of them.",
)
UNKNOWN_RECOMMENDATIONS = Code(
    "activity-follows",
    "提言「{name}」がありません。",
    "There are no recommendations `{name}`.",
    "{hint}recommendations/ にあるのは {known} です。",
    "{hint}Recommendations are {known}.",
)
UNKNOWN_OWNER = Code(
    "activity-owner",
    "組織「{name}」がありません。",
    "There is no office `{name}`.",
    "{hint}municipality.yaml にあるのは {known} です。",
    "{hint}Offices are {known}.",
)
NEEDS = {"grid": ("down", "across"), "groups": ("under",), "stages": ("stage",), "asks": ("ask",)}
CHOICES = ("across", "stage")


def check_activities(folder: Folder) -> Findings:
    """Every finding about the activity reports of a folder."""
    registers = {one.slug: one for one in folder.registers.values()}
    for file, activity in folder.activities.items():
        source = folder.sources[file]
        yield from _names(folder, activity, source)
        for where, at, index, part in activity.parts():
            yield from _part(registers, source, part, (where, at, "parts", index))


def _names(folder: Folder, activity: Activity, source: Source) -> Findings:
    known = [one.recommendations for one in folder.recommendations.values()]
    if activity.follows and activity.follows not in known:
        hint = did_you_mean(activity.follows, known)
        yield source.say(UNKNOWN_RECOMMENDATIONS, ("follows",), name=activity.follows, hint=hint, known=listed(known))
    offices = [one.id for one in folder.municipality.offices] if folder.municipality else [activity.owner]
    if activity.owner not in offices:
        hint = did_you_mean(activity.owner, offices)
        yield source.say(UNKNOWN_OWNER, ("owner",), name=activity.owner, hint=hint, known=listed(offices))
    places = [(where, at) for where in ("chapters", "work") for at, _ in enumerate(getattr(activity, where))]
    for order, name in repeated([one.id for one in (*activity.chapters, *activity.work)]):
        yield source.say(DUPLICATE_CHAPTER, (*places[order], "id"), name=name)


def _part(registers: dict[str, Register], source: Source, part: Part, path: Path) -> Findings:
    for key in NEEDS.get(part.shape, ()):
        if not getattr(part, key):
            yield source.say(SHAPE_NEEDS, (*path, "shape"), shape=part.shape, key=key)
    register = registers.get(part.of)
    yield from _its_registers(registers, source, part, path)
    if register is None or register.published is None:
        return
    shown = {one.id: one for one in register.fields if one.id in register.published.fields}
    for at, name in _named(part):
        if name not in shown:
            hint, fields = did_you_mean(name, shown), listed(shown)
            yield source.say(UNKNOWN_FIELD, (*path, *at), register=register.slug, name=name, hint=hint, known=fields)
        elif _must_be_a_choice(at) and shown[name].type != "choice":
            yield source.say(NOT_A_CHOICE, (*path, *at), key=str(at[0]), name=name)


def _its_registers(registers: dict[str, Register], source: Source, part: Part, path: Path) -> Findings:
    known = [slug for slug, one in registers.items() if one.published]
    for key, name in ((("register",), part.of), *((("links", field), name) for field, name in part.links.items())):
        if name not in known:
            hint = did_you_mean(name, known)
            yield source.say(UNKNOWN_REGISTER, (*path, *key), name=name, hint=hint, known=listed(known))


def _named(part: Part) -> Iterator[tuple[Path, str]]:
    yield from ((("fields", at), name) for at, name in enumerate(part.fields))
    yield from ((("under", at), name) for at, name in enumerate(part.under))
    yield from ((("links", name), name) for name in part.links)
    for key in ("order", "down", "across", "notes", "stage", "ask"):
        if name := getattr(part, key):
            yield (key,), name
    if part.when:
        yield ("when", "field"), part.when.field


def _must_be_a_choice(key: Path) -> bool:
    return key[0] in CHOICES or key == ("when", "field")
