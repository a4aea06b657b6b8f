"""Reading one posted page into the answers. Nothing typed is lost: what is wrong comes back exactly as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from madoguchi.declare.fields import Context, FieldType, Raw
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field, Page
from madoguchi.declare.submission import path_of, too_many
from madoguchi.declare.versions import Version
from madoguchi.declare.visibility import View
from madoguchi.japan.codes import find_my_number

Posted: TypeAlias = Mapping[str, list[str]]
"""Input name -> texts, as a form is posted."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What came of a posted page.

    answers   all answers, with this page's: what was wrong is taken out, other pages are untouched
    problems  what is wrong with the fields that are asked, at full paths
    typed     field id -> part -> text, to show the page again
    revealed  ids of fields that these answers newly ask for and that were not on the posted page
    """

    answers: dict[str, Any]
    problems: list[Problem]
    typed: dict[str, dict[str, str | list[str]]]
    revealed: tuple[str, ...] = ()

    @property
    def storable(self) -> dict[str, dict[str, str | list[str]]]:
        """`typed` without the fields that hold a My Number: it may go back to its writer, never into a store."""
        return {name: raw for name, raw in self.typed.items() if not any(map(find_my_number, _texts(raw)))}


@dataclass(slots=True)
class _Reading:
    """What a page's fields gave so far."""

    own: dict[str, Any]
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    typed: dict[str, dict[str, str | list[str]]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)


def read_page(
    version: Version, page: Page, posted: Posted, answers: Mapping[str, Any], *, row: int | None = None, today: date
) -> PageResult:
    """Read a posted page (of a row, or of the row after the last one). See PageResult.

    Files are not posted here: whoever took them in has put their descriptors into `answers`.
    """
    ctx, before = Context(version, today), View(version, answers)
    if page.repeat and (row is None or not 0 <= row < page.repeat.max):
        return _no_room(page, posted, answers, before, row)
    reading = _Reading(own=dict(before.own(page, row)))
    for name, kind in before.layout.kinds[page.id].items():
        one = before.layout.rows[page.id][name] if page.repeat else before.layout.top[name][1]
        _read(reading, one, kind, posted, ctx, shown=before.shows(page, one, row))
    full = _with_own(answers, page, row, reading.own)
    return _judge(View(version, full), page, _row_in(full, page, row), reading, full)


def _read(reading: _Reading, one: Field, kind: FieldType, posted: Posted, ctx: Context, *, shown: bool) -> None:
    """One field: the posted text where its input was on the page, else what the draft has."""
    raw = raw_of(one, kind, posted)
    if not kind.posted or (raw is None and not (kind.silent and shown)):
        _keep(reading, one, kind, ctx)
        return
    value, problems = kind.parse(one, raw or {}, ctx)
    reading.typed[one.id] = _shown(raw or {})
    reading.problems[one.id] = problems
    reading.own.pop(one.id, None)
    if value is not None:
        reading.own[one.id] = value


def _keep(reading: _Reading, one: Field, kind: FieldType, ctx: Context) -> None:
    reading.absent.add(one.id)
    if one.id in reading.own:
        problems = kind.check(one, reading.own[one.id], ctx)
        reading.problems[one.id] = problems
        if not problems:
            reading.typed[one.id] = kind.typed(one, reading.own[one.id])


def raw_of(one: Field, kind: FieldType, posted: Posted) -> dict[str, str | list[str]] | None:
    """The posted texts of a field by part; None when the page had no input of it."""
    inputs = {part: posted[name] for part in kind.parts if (name := f"{one.id}.{part}" if part else one.id) in posted}
    if not inputs:
        return None
    many = kind.many
    return {part: texts if many else (texts[-1] if texts else "") for part, texts in inputs.items()}


def _shown(raw: Raw) -> dict[str, str | list[str]]:
    """What goes back into the page: as typed; only a lone surrogate, which no page can hold, becomes U+FFFD."""
    return {
        part: [_whole(t) for t in typed] if isinstance(typed, list) else _whole(typed) for part, typed in raw.items()
    }


def _texts(raw: Raw) -> list[str]:
    return [text for typed in raw.values() for text in (typed if isinstance(typed, list) else [typed])]


def _whole(text: str) -> str:
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _with_own(answers: Mapping[str, Any], page: Page, row: int | None, own: dict[str, Any]) -> dict[str, Any]:
    if not page.repeat:
        return own
    held = answers.get(page.id)
    rows = list(held) if isinstance(held, list) else []
    at = _row_in(answers, page, row)
    return {**answers, page.id: [*rows[:at], own, *rows[at + 1 :]]} if at is not None else {**answers}


def _row_in(answers: Mapping[str, Any], page: Page, row: int | None) -> int | None:
    """The row that is meant; one beyond the last is the row after the last."""
    if not page.repeat or row is None:
        return None
    rows = answers.get(page.id)
    return min(row, len(rows) if isinstance(rows, list) else 0)


def _judge(view: View, page: Page, row: int | None, reading: _Reading, full: dict[str, Any]) -> PageResult:
    problems: list[Problem] = []
    revealed: list[str] = []
    for name, kind in view.layout.kinds[page.id].items():
        one = view.layout.rows[page.id][name] if page.repeat else view.layout.top[name][1]
        if not view.shows(page, one, row):
            continue
        found = reading.problems.get(name, [])
        if name not in reading.own and not found:
            new = name in reading.absent and one.when is not None
            revealed += [name] if new else []
            found = [_now_asked(kind.missing(one)) if new else kind.missing(one)] if one.required else []
        problems += [problem.at(path_of(page, one, row)) for problem in found]
    return PageResult(full, problems, reading.typed, tuple(revealed))


def _now_asked(missing: Problem) -> Problem:
    """A question that came up by the answers above it: nothing was forgotten, so the words say why it is there."""
    return problem(
        "revealed",
        ja=f"上の答えから、うかがうことが増えました。{missing.ja}",
        easy=f"上(うえ)の 答(こた)えから、質問(しつもん)が ふえました。{missing.ja_easy}",
        en=f"Your answer above adds a question. {missing.en}",
        part=missing.part,
    )


def _no_room(page: Page, posted: Posted, answers: Mapping[str, Any], view: View, row: int | None) -> PageResult:
    kinds = view.layout.kinds[page.id]
    raws = {name: raw_of(view.layout.rows[page.id][name], kind, posted) for name, kind in kinds.items()}
    typed = {name: _shown(raw) for name, raw in raws.items() if raw is not None}
    return PageResult(dict(answers), [too_many(page, (row or 0) + 1)], typed)


__all__ = ["PageResult", "Posted", "Raw", "raw_of", "read_page"]
