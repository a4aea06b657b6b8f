"""From a declared page to the fields that a template renders: words chosen, typed text kept exactly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from madoguchi.declare.answers import Context, visible_fields
from madoguchi.declare.base import Language, Named, Text
from madoguchi.declare.conditions import Condition
from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.fields.file import TYPES
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field, Page
from madoguchi.declare.versions import Version
from madoguchi.design.fields import FieldView
from madoguchi.design.parts import PARTS
from madoguchi.receive import uploads
from madoguchi.receive.journey import Answers
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock

Raw = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Sheet:
    """One page view to be rendered: which fields there are follows from the answers."""

    version: Version
    page: Page
    row: int | None
    answers: Answers
    language: Language
    typed: Mapping[str, Raw] = field(default_factory=dict)  # field id -> part -> text; wins over the answers
    problems: Iterable[Problem] = ()
    looked_up: str = ""  # the address field that was just filled in from its postal code: one goes on in it

    def views(self) -> list[FieldView]:
        wrong = by_field(self.problems)
        shown = visible_fields(self.version, self.page, self.answers, self.row)
        return [self._view(one, wrong.get(one.id, [])) for one in shown]

    def _view(self, one: Field, problems: list[Problem]) -> FieldView:
        view = _blank(self.version.hash, self.page.id, one.id, self.language)
        parts, whole = self._words(one, problems)
        view.typed = self.typed.get(one.id) or self._stored(one)
        view.problems, view.wrong = whole, parts
        if one.id == self.looked_up and not parts:
            view.extra = view.extra | {"focus": next((p for p in ("town", "number") if not view.text(p)), "number")}
        if one.type == "file":
            view.extra = view.extra | {"files": self._value(one) or []}
        return view

    def _words(self, one: Field, problems: list[Problem]) -> tuple[dict[str, list[str]], list[str]]:
        parts: dict[str, list[str]] = defaultdict(list)
        whole: list[str] = []
        for problem in problems:
            own = one.type in PARTS and one.type != "date" and problem.part
            (parts[problem.part] if own else whole).append(problem.within(self.language))
        return dict(parts), list(dict.fromkeys(whole))

    def _stored(self, one: Field) -> Raw:
        value = self._value(one)
        return FIELD_TYPES[one.type].typed(one, value) if value is not None else {}

    def _value(self, one: Field) -> Any:
        where: Any = self.answers
        if self.page.repeat:
            rows = self.answers.get(self.page.id) or []
            where = rows[self.row] if self.row is not None and self.row < len(rows) else {}
        return where.get(one.id)


def by_field(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The problems of one page by the field's own id: children[0].name and name both stand under `name`."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[problem.path.rsplit(".", 1)[-1]].append(problem)
    return found


def context(version: Version) -> Context:
    return Context(version, clock.today())


def fell_back(views: Iterable[FieldView]) -> bool:
    """Is any word of these fields in another language than the page's?"""
    return any(view.label_lang or view.help_lang or view.extra.get("foreign") for view in views)


def _blank(digest: str, page_id: str, field_id: str, language: Language) -> FieldView:
    """A field without anything typed: the same for everybody, so its words are chosen once per language."""
    return FieldView(**_words_of(digest, page_id, field_id, language))


@lru_cache(maxsize=8192)
def _words_of(digest: str, page_id: str, field_id: str, language: Language) -> dict[str, Any]:
    version = open_version(digest)
    page = version.page(page_id)
    one = next(f for f in page.fields if f.id == field_id)
    label, label_lang = _within(one.label, language)
    help_words, help_lang = _within(one.help, language)
    return {
        "id": f"f-{one.id}",
        "name": one.id,
        "type": one.type,
        "label": label,
        "label_lang": label_lang,
        "help": help_words,
        "help_lang": help_lang,
        "required": one.required,
        "options": [(o.id, o.within(language)[0]) for o in options_of(version, one)],
        "extra": _extra(version, one, language) | _foreign(version, one, language),
        "controls": one.id in _controlling(page, version),
    }


def _foreign(version: Version, one: Field, language: Language) -> dict[str, Any]:
    """Which options, and whether unit and words, fell back to Japanese."""
    options = {o.id for o in options_of(version, one) if _within(o, language)[1]}
    said = {"unit_lang": _within(one.unit, language)[1], "words_lang": _within(one.words, language)[1]}
    fell = bool(options or any(said.values()))
    return {"foreign": fell, "foreign_options": options} | said if fell else {}


def options_of(version: Version, one: Field) -> tuple[Named, ...]:
    return one.options or version.procedure.lists.get(one.list or "", ())


def _within(text: Text | None, language: Language) -> tuple[str, str]:
    """The words, and their language where it is not the page's."""
    if text is None:
        return "", ""
    words, lang = text.within(language)
    return words, "ja" if language == "en" and lang != "en" else ""


def _extra(version: Version, one: Field, language: Language) -> dict[str, Any]:
    return {
        key: value
        for key, value in {
            "self": one.subject == "applicant",
            "kana": one.kana,
            "unit": one.unit.within(language)[0] if one.unit else None,
            "min": one.min,
            "max": one.max,
            "max_length": one.max_length,
            "words": one.words.within(language)[0] if one.words else None,
        }.items()
        if value is not None
    } | (_file_limits(one) if one.type == "file" else {})


def _file_limits(one: Field) -> dict[str, Any]:
    kinds = tuple(one.accept or TYPES)
    return {
        "kinds": kinds,
        "accept": ",".join(ending for kind in kinds for ending in uploads.ENDINGS[kind]),
        "max_mb": uploads.FILE.max_bytes(one) // uploads.MB,
        "max_files": uploads.FILE.max_files(one),
    }


def as_posted(typed: Mapping[str, Raw]) -> dict[str, list[str]]:
    """Kept text as a browser would post it again."""
    return {
        f"{path}.{part}" if part else path: [text] if isinstance(text, str) else list(text)
        for path, parts in typed.items()
        for part, text in parts.items()
    }


def _controlling(page: Page, version: Version) -> set[str]:
    """The ids of the fields of a page whose answers decide whether other fields of the same page are asked."""
    named = version.procedure.conditions
    whens = [one.when for one in page.fields if one.when is not None]
    return {name for when in whens for name in _names(when, named)}


def _names(when: Condition | str, named: Mapping[str, Condition]) -> Iterator[str]:
    if isinstance(when, str):
        when = named[when]
    if when.field:
        yield when.field
    for inner in (*(when.every or ()), *(when.some or ()), *((when.negated,) if when.negated else ())):
        yield from _names(inner, named)
