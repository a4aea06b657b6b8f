"""One field of a form as the templates see it: words already chosen, typed text kept exactly, nothing to compute.

`{% field view %}` renders `design/fields/<type>.html`. Whoever builds a page makes one FieldView per visible field.
Attributes are joined here rather than in the templates: a page of ten fields must not take more than a few milliseconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from madoguchi.design.parts import BANK_KINDS, ENDS, ERAS, PARTS, Part

Typed = Mapping[str, str | list[str]]
"""What a person typed, by part; a single input is the part ""."""

MANY = 8
"""From more options than this on, a list to open reads better than a wall of buttons."""

DATES = frozenset({"date", "date-range"})
"""Types whose inputs are right or wrong together: the words stand once, after the inputs of one day."""


def attributes(pairs: Mapping[str, str | bool]) -> SafeString:
    """` id="…" name="…"`: escaped, without what is empty or false; true stands alone."""
    return mark_safe(  # noqa: S308 (every value is escaped)
        "".join(f" {k}" if v is True else f' {k}="{escape(v)}"' for k, v in pairs.items() if v is not False and v != "")
    )


@dataclass(slots=True)
class PartView:
    """One input of a field that has several."""

    part: Part
    id: str
    name: str
    value: str
    label: str
    help: str
    optional: bool  # although the field as a whole is not
    problems: list[str]
    attrs: SafeString  # id, name and the aria attributes of its input
    described: str

    @property
    def wrong_id(self) -> str:
        return f"{self.id}-e"


@dataclass(slots=True)
class EndView:
    """One of the two days of a date range."""

    label: str
    id: str
    parts: list[PartView]
    problems: list[str]


@dataclass(slots=True)
class FieldView:
    """See the module. `extra` by type:

    person-name  kana: "required" | "optional" | "none"; self: the person who types (autofill)
    address      lookup: offer the postal-code button (default yes); towns: suggestions [str]; self
    file         files: [{"id", "name", "size"}], kinds: ["pdf", "jpeg"], accept: ".pdf,.jpg", max_files, max_mb
    number       unit      text, long-text  max_length; rows      telephone, email, date  self
    note         words, words_lang
    address      focus: the part to go on with after a look-up
    all          foreign: words of it fell back to Japanese; foreign_options {option id}, unit_lang, words_lang say which

    Buttons that a field brings along: `_lookup=<name>` (postal code), `_upload=<name>`, `_remove=<name>:<file id>`;
    no field can be called so, since an id begins with a letter.
    """

    id: str
    name: str
    type: str
    label: str
    label_lang: str = ""  # set when the words fell back to another language than the page's
    help: str = ""
    help_lang: str = ""
    required: bool = True
    problems: list[str] = field(default_factory=list)
    typed: Typed = field(default_factory=dict)
    options: list[tuple[str, str]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    controls: bool = False  # another field's condition depends on the answer
    wrong: dict[str, list[str]] = field(default_factory=dict)  # problems of one part

    def text(self, part: str) -> str:
        """What was typed into one input, exactly."""
        value = self.typed.get(part, "")
        return value if isinstance(value, str) else (value[-1] if value else "")

    @property
    def value(self) -> str:
        return self.text("")

    @property
    def chosen(self) -> list[str]:
        """The options that are ticked (multi-choice)."""
        value = self.typed.get("", [])
        return [value] if isinstance(value, str) else list(value)

    @property
    def wrong_id(self) -> str:
        return f"{self.id}-e"

    @property
    def help_id(self) -> str:
        return f"{self.id}-h"

    @property
    def described(self) -> str:
        """Ids for aria-describedby: first what is wrong, then the help."""
        ids = ([self.wrong_id] if self.problems else []) + ([self.help_id] if self.help else [])
        return " ".join(ids)

    @property
    def attrs(self) -> SafeString:
        """The attributes of a field with a single input."""
        return attributes({"id": self.id, "name": self.name, "aria-required": self.required and "true"} | self.state)

    @property
    def group_attrs(self) -> SafeString:
        """The attributes of a fieldset: what is wrong and the help are read when one enters it."""
        return attributes({"id": self.id, "aria-describedby": self.described, "data-controls": self.controls})

    @property
    def radio_attrs(self) -> SafeString:
        """The attributes of a fieldset of radio buttons, which may say that it is required and wrong."""
        required = {"id": self.id, "role": "radiogroup", "aria-required": self.required and "true"}
        return attributes(required | self.state)

    @property
    def state(self) -> dict[str, str | bool]:
        return {
            "aria-describedby": f"{self.described} {self.id}-l".strip() if self.type == "file" else self.described,
            "aria-invalid": bool(self.problems) and "true",
            "data-controls": self.controls,
        }

    @property
    def long(self) -> bool:
        return len(self.options) > MANY

    @property
    def is_wrong(self) -> bool:
        return bool(self.problems or self.wrong)

    @property
    def first_id(self) -> str:
        """The id of the input that an error summary links to."""
        if self.type in ("choice", "multi-choice") and not self.long:
            return f"{self.id}-0"
        entry = {"date": "year", "date-range": "from_year"}.get(self.type)
        parts = PARTS.get(self.type, ())
        return f"{self.id}-{entry or parts[0].name}" if parts else self.id

    @property
    def to_mend(self) -> list[tuple[str, str]]:
        """(id of the input, what is wrong with it) for the error summary, in the order of the page."""
        order = [part.name for part in PARTS.get(self.type, ())]
        found = sorted(self.wrong.items(), key=lambda item: order.index(item[0]) if item[0] in order else 0)
        by_part = [(f"{self.id}-{part}", words) for part, problems in found for words in problems]
        return by_part + [(self.first_id, words) for words in self.problems]

    @property
    def eras(self) -> list[tuple[str, str]]:
        return [(era, str(words)) for era, words in ERAS]

    @property
    def bank_kinds(self) -> list[tuple[str, str]]:
        return [(kind, str(words)) for kind, words in BANK_KINDS]

    @property
    def may_add(self) -> bool:
        """Is there room for another file?"""
        return len(self.extra.get("files", ())) < self.extra.get("max_files", 1)

    @property
    def file_limits(self) -> str:
        """「PDF・JPEG。1つ 10 MBまで、3つまで送れます。写真でも大丈夫です。」"""
        kinds = "・".join(kind.upper() for kind in self.extra.get("kinds", ()))
        values = {"kinds": kinds, "mb": self.extra.get("max_mb", 10), "n": self.extra.get("max_files", 1)}
        return gettext("%(kinds)s。1つ %(mb)s MBまで、%(n)sつまで送れます。写真でも大丈夫です。") % values

    @property
    def parts(self) -> list[PartView]:
        return list(self._parts())

    @property
    def ends(self) -> list[EndView]:
        """The two days of a date range, each with its inputs and what is wrong with it."""
        return [self._end(end, str(label)) for end, label in ENDS]

    def _end(self, end: str, label: str) -> EndView:
        ident = f"{self.id}-{end}"
        problems = [words for part, found in self.wrong.items() if part.startswith(f"{end}_") for words in found]
        said = f"{ident}-e" if problems else ""
        parts = [self._part(p, said) for p in PARTS["date-range"] if p.name.startswith(f"{end}_")]
        return EndView(label, ident, parts, problems)

    def _parts(self) -> Iterator[PartView]:
        without_kana = self.type == "person-name" and self.extra.get("kana") == "none"
        said = self.wrong_id if self.type == "date" and self.problems else ""
        for part in PARTS.get(self.type, ()):
            if not (without_kana and part.name.endswith("_kana")):
                yield self._part(part, said)

    def _part(self, part: Part, said: str = "") -> PartView:
        """`said`: the id of the words that tell, for a whole day, what is wrong."""
        ident, problems = f"{self.id}-{part.name}", [] if self.type in DATES else self.wrong.get(part.name, [])
        described = [f"{ident}-e"] * bool(problems) + [said] * bool(said) + [f"{ident}-h"] * bool(part.help)
        kana = part.name.endswith("_kana") and self.extra.get("kana") == "optional"
        optional = part.optional or kana
        name, joined = f"{self.name}.{part.name}", " ".join(described)
        attrs: dict[str, str | bool] = {
            "id": ident,
            "name": name,
            "inputmode": part.keyboard,
            "autocomplete": part.autocomplete if self.extra.get("self") else "",
            "aria-describedby": joined,
            "aria-invalid": bool(problems or said) and "true",
            "aria-required": self.required and not optional and not part.is_list and "true",
            "autofocus": self.extra.get("focus") == part.name,
        }
        return PartView(
            part=part,
            id=ident,
            name=name,
            value=self.text(part.name),
            label=str(part.label),
            help=str(part.help),
            optional=optional and self.required,
            problems=problems,
            attrs=attributes(attrs),
            described=joined,
        )
