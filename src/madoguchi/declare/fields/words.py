"""The one gate for every typed text: characters, length as people count it, and never a My Number."""

from dataclasses import dataclass

from madoguchi.declare.base import Text
from madoguchi.declare.fields.base import Context, Names, Schema, Value, names, shape
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field
from madoguchi.japan.codes import find_my_number
from madoguchi.japan.names import graphemes
from madoguchi.japan.text import TextError, clean_text

POINTS_PER_GRAPHEME = 8
"""A letter as people see it may be several code points (外字 with a variation selector: 2, an emoji family: 7)."""

WORD_RULES = ("characters", "outer-space", "length", "my-number")
"""What this gate refuses beyond `word_schema`."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text may be, in graphemes, and whether it may hold line breaks or be empty."""

    graphemes: int
    multiline: bool = False
    optional: bool = False


def word_schema(limit: Limit) -> Schema:
    """A string; the length in code points is a wide bound, the exact one is the rule `length`."""
    lowest = 0 if limit.optional else 1
    return {"type": "string", "minLength": lowest, "maxLength": limit.graphemes * POINTS_PER_GRAPHEME}


def check_words(
    field: Field, value: Value, ctx: Context, *, limit: Limit, part: str = "", label: Text | None = None
) -> list[Problem]:
    """The first thing that is wrong with a text. The length comes first, so that a 100 kB text costs nothing more."""
    if not isinstance(value, str):
        return [shape(field, wanted_ja="文字列", wanted_en="a string", part=part)]
    name = names(field, label)
    if not value:
        return [] if limit.optional else [empty(name, part)]
    found = _too_long(value, limit, name) or _unclean(value, limit, name) or _my_number(value, ctx)
    return [_within(found, part)] if found else []


def empty(name: Names, part: str) -> Problem:
    """A part that must not stay empty."""
    return problem(
        "required",
        ja=f"{name.ja}を入力してください。",
        easy=f"{name.easy}を 書(か)いてください。",
        en=f"Enter: {name.en}.",
        part=part,
    )


def _within(found: Problem, part: str) -> Problem:
    return problem(found.code, ja=found.ja, easy=found.ja_easy, en=found.en, part=part)


def _too_long(value: str, limit: Limit, name: Names) -> Problem | None:
    if len(value) <= limit.graphemes:
        return None
    count = len(value) if len(value) > limit.graphemes * POINTS_PER_GRAPHEME else graphemes(value)
    if count <= limit.graphemes:
        return None
    most, now = f"{limit.graphemes:,}", f"{count:,}"
    return problem(
        "length",
        ja=f"{name.ja}は{most}文字までです。いま{now}文字あります。短くしてください。",
        easy=f"{name.easy}は {most}文字(もじ)までです。いま {now}文字(もじ)です。短(みじか)く してください。",
        en=f"“{name.en}” may have at most {most} characters; there are {now} now. Please shorten it.",
    )


def _unclean(value: str, limit: Limit, name: Names) -> Problem | None:
    try:
        clean = clean_text(value, multiline=limit.multiline)
    except TextError as error:
        return _characters(error, name)
    if clean != value:
        return shape_of_lines(name)
    if value == value.strip():
        return None
    return problem(
        "outer-space",
        ja=f"{name.ja}の前後の空白を取ってください。",
        easy=f"{name.easy}の 前(まえ)と うしろの 空白(くうはく)を 消(け)してください。",
        en=f"Remove the space before and after “{name.en}”.",
    )


def shape_of_lines(name: Names) -> Problem:
    """Only an outside program can send these: a form's line breaks are mended as they are read."""
    return problem(
        "characters",
        ja=f"{name.ja}の改行はLFで送ってください。",
        easy=f"{name.easy}の 改行(かいぎょう)は LFで 送(おく)ってください。",
        en=f"Send the line breaks of “{name.en}” as LF.",
    )


def _characters(error: TextError, name: Names) -> Problem:
    return problem(
        "characters", ja=f"{name.ja}の{error.ja}", easy=f"{name.easy}の {error.ja_easy}", en=f"{name.en}: {error.en}"
    )


def _my_number(value: str, ctx: Context) -> Problem | None:
    if not find_my_number(value):
        return None
    return my_number_problem(ctx)


def my_number_problem(ctx: Context) -> Problem:
    """A My Number is refused, explained, and the way to the counter shown (番号法19条・20条: no collecting without ground)."""
    office = ctx.version.office
    name, telephone = office.name, office.telephone
    return problem(
        "my-number",
        ja="マイナンバー(個人番号)と思われる12けたの数字があります。ここには書かず、数字を消してください。"
        f"マイナンバーが必要な手続では、窓口で確認します({name.ja} 電話{telephone})。",
        easy="マイナンバーのような 12けたの 数字(すうじ)が あります。ここには 書(か)かないで、消(け)してください。"
        f"マイナンバーは 窓口(まどぐち)で 見(み)せてください({name.ja_easy or name.ja} 電話(でんわ){telephone})。",
        en="There is a 12-digit number that looks like a My Number. Do not write it here; please delete it. "
        f"Where a My Number is needed, it is checked at the counter ({name.en or name.ja}, telephone {telephone}).",
    )
