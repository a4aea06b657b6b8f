"""The answers as the applicant saw them: the version's own labels, its order of pages, nothing that was hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from madoguchi.declare.answers import Context, Step, visible_fields, visible_pages
from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.procedure import Field
from madoguchi.declare.versions import Version
from madoguchi.protect import withholding
from madoguchi.trail import clock


@dataclass(frozen=True)
class Row:
    """One answer. `path` is the field's, with its row: children[0].name."""

    path: str
    label: str
    lines: list[str]
    files: list[dict[str, Any]] = field(default_factory=list)  # id, name, size
    label_lang: str = ""
    wrong: str = ""
    masked: bool = False  # withheld, since somebody in the record is shielded


@dataclass(frozen=True)
class Section:
    """One page of the form, or one row of a repeated page. Shaped for design/components/answers.html."""

    title: str
    rows: list[Row]
    title_lang: str = ""
    change: str = ""


def sections_of(
    version: Version, answers: dict[str, Any], withheld: Iterable[str] = withholding.NOTHING
) -> list[Section]:
    """Every page that the applicant saw, with its fields. `withheld`: paths that a shield keeps closed."""
    steps = [step for step in visible_pages(version, answers) if not _overview(step)]
    found = [_section(version, step, answers, frozenset(withheld)) for step in steps]
    return [section for section in found if section.rows]


def _overview(step: Step) -> bool:
    """The page between the rows of a repeat has no answers of its own."""
    return step.page.repeat is not None and step.row is None


def _section(version: Version, step: Step, answers: dict[str, Any], withheld: frozenset[str]) -> Section:
    shown = [one for one in visible_fields(version, step.page, answers, step.row) if FIELD_TYPES[one.type].stores]
    return Section(_title(step), [_row(version, step, one, answers, withheld) for one in shown])


def _title(step: Step) -> str:
    if step.page.repeat and step.row is not None:
        return f"{step.page.repeat.title.ja} {step.row + 1}"
    return step.page.title.ja if step.page.title else ""


def _row(version: Version, step: Step, one: Field, answers: dict[str, Any], withheld: frozenset[str]) -> Row:
    path = f"{step.page.id}[{step.row}].{one.id}" if step.row is not None else one.id
    if withholding.covers(withheld, path):
        return Row(path, one.label.ja, [], masked=True)
    holder = answers.get(step.page.id, [])[step.row] if step.row is not None else answers
    value = holder.get(one.id)
    if one.type == "file":
        return Row(path, one.label.ja, [], list(value or []))
    ctx = Context(version, clock.today())
    return Row(path, one.label.ja, FIELD_TYPES[one.type].lines(one, value, "ja", ctx) if value is not None else [])
