"""What every field type can do: read what was typed, check a value, say its schema, refill a form, show it to people."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from madoguchi.declare.base import Language, Text
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

Value: TypeAlias = Any
"""A JSON value."""

Raw: TypeAlias = Mapping[str, str | list[str]]
"""What was typed: part -> text (a list for check boxes and files)."""

Schema: TypeAlias = dict[str, Any]
"""JSON Schema 2020-12."""


@dataclass(frozen=True, slots=True)
class Context:
    """Under which version, on which day (Asia/Tokyo), an answer is judged."""

    version: "Version"
    today: date


class FieldType(ABC):
    """One per type, without state. A value that passes `check` survives `parse(typed(value))` unchanged."""

    name: ClassVar[str]
    parts: ClassVar[tuple[str, ...]] = ("",)
    entry: ClassVar[str] = ""  # the part that "nothing was typed" points at
    rules: ClassVar[tuple[str, ...]] = ()  # what `check` refuses although the schema does not
    many: ClassVar[bool] = False  # a part holds several texts
    silent: ClassVar[bool] = False  # a browser posts nothing at all when nothing is chosen
    stores: ClassVar[bool] = True
    posted: ClassVar[bool] = True  # False: its value comes into the answers by another way than the form's texts

    @abstractmethod
    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        """What was typed as a value in the stored form, not yet checked. None: nothing was typed."""

    @abstractmethod
    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        """What is wrong with a value, wherever it comes from. Refuses at least what the schema refuses."""

    @abstractmethod
    def schema(self, field: Field, version: "Version") -> Schema:
        """The JSON Schema of the stored value."""

    @abstractmethod
    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        """A stored value as it stands in the inputs of a form."""

    @abstractmethod
    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        """A stored value as people read it."""

    def parse(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        """The checked value of what was typed (None when empty or wrong) and what is wrong with it."""
        value, problems = self.read(field, raw, ctx)
        if value is None or problems:
            return None, problems
        problems = self.check(field, value, ctx)
        return (None if problems else value), problems

    def missing(self, field: Field) -> Problem:
        """The words when a required answer is not there."""
        name = names(field)
        return problem(
            "required",
            ja=f"{name.ja}を入力してください。",
            easy=f"{name.easy}を 書(か)いてください。",
            en=f"Enter: {name.en}.",
            part=self.entry,
        )


@dataclass(frozen=True, slots=True)
class Names:
    """How a field (or a part of it) is called in each language; Japanese where another is missing."""

    ja: str
    easy: str
    en: str


def names(field: Field, part: Text | None = None) -> Names:
    """「住所」, or 「住所」の郵便番号 for a part."""
    label = Names(field.label.ja, field.label.ja_easy or field.label.ja, field.label.en or field.label.ja)
    if part is None:
        return label
    easy, en = part.ja_easy or part.ja, part.en or part.ja
    return Names(f"「{label.ja}」の{part.ja}", f"「{label.easy}」の {easy}", f"{label.en}: {en}")


def first(raw: Raw, part: str = "") -> str:
    """The one text typed into a part, without the space around it; "" when the part was not posted."""
    typed = raw.get(part, "")
    if isinstance(typed, list):
        typed = typed[-1] if typed else ""
    return typed.strip()


def shape(field: Field, *, wanted_ja: str, wanted_en: str, part: str = "") -> Problem:
    """A value that no form can produce: an outside program sent another kind of JSON than the schema asks for."""
    name = names(field)
    return problem(
        "shape",
        ja=f"{name.ja}は{wanted_ja}で送ってください。",
        easy=f"{name.easy}は {wanted_ja}で 送(おく)ってください。",
        en=f"Send “{name.en}” as {wanted_en}.",
        part=part,
    )
