"""A letter as a sheet of paper: read through the vault's gate, laid out for a window envelope, bound to its record.

The address of the envelope's window is the addressee's own, asked for at this moment by the declared path, and it
stands nowhere else (checks/letters.py holds that no other place can hold one).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from madoguchi import protect
from madoguchi.declare.base import LANGUAGES, Language
from madoguchi.declare.fields import FIELD_TYPES, Context
from madoguchi.declare.letters import Addressee, Letters, Notice
from madoguchi.declare.procedure import Page, Result
from madoguchi.declare.versions import Version
from madoguchi.paper import Sheet
from madoguchi.protect import Channel
from madoguchi.receive.letters.filling import answers_wanted, day, filled, notice_of
from madoguchi.receive.models import Letter
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.sealed import WORDS
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

CHANNEL = Channel.LETTER


@dataclass(frozen=True)
class Opened:
    """What the vault gave for one letter: whom it goes to, the answers that fill it, what the office wrote."""

    name: str
    address: list[str]
    answers: dict[str, Any]
    words: str


class NoNotice(LookupError):
    """The procedure declares no notice for this letter: there is nothing to set in type."""


def sheet_of(letter: Letter, *, by: Actor) -> Sheet:
    """The sheet of a letter. Raises protect.Refused when the vault's gate stays closed, NoNotice."""
    version = open_version(letter.application.version_id)
    notice = notice_of(letter, version)
    if notice is None:
        raise NoNotice
    opened = open_for_paper(letter, notice, version, by=by)
    return Sheet(letter.binding, html_of(letter, notice, version, opened))


def open_for_paper(letter: Letter, notice: Notice, version: Version, *, by: Actor) -> Opened:
    """The addressee, the answers that the notice names, and the office's words: one reading, and nothing more."""
    answers_id = cast(UUID, letter.answers_id)  # it has a notice
    paths = [*paths_of(notice, version), WORDS]
    opened = protect.read(
        [answers_id, letter.record_id], paths, purpose=version.purpose.purpose, by=by, channel=CHANNEL
    )
    words = protect.show(opened[letter.record_id][WORDS], channel=CHANNEL)
    return laid_out(protect.show_all(opened[answers_id], channel=CHANNEL), notice, version, words=words)


def paths_of(notice: Notice, version: Version) -> list[str]:
    """Every answer that this letter needs: what its words name, and the addressee."""
    to = _to(version)
    return sorted({to.name, *answers_wanted(notice, version), *([to.address] if to.address else [])})


def laid_out(answers: Mapping[str, Any], notice: Notice, version: Version, *, words: str) -> Opened:
    """Which answer stands where: name and address in the window, the others where the words name them."""
    to = _to(version)
    address = _lines(version, to.address, answers.get(to.address)) if to.address else []
    wanted = {path: answers[path] for path in answers_wanted(notice, version)}
    return Opened(_lines(version, to.name, answers[to.name])[0], address, wanted, words)


def _to(version: Version) -> Addressee:
    return cast(Letters, version.procedure.letters).to  # asked only where there is a notice


def html_of(letter: Letter, notice: Notice, version: Version, opened: Opened) -> str:
    """The whole document. Japanese is what counts; where the person reads another language, that comes behind it."""
    spoken: list[Language] = [one for one in LANGUAGES if one in ("ja", letter.application.language)]
    with translation.override("ja"):
        parts = [_part(letter, notice, version, opened, language) for language in spoken]
        context = {"letter": letter, "version": version, "opened": opened, "parts": parts, "date": day(letter.at, "ja")}
        return render_to_string("receive/letter.html", context)


def _part(letter: Letter, notice: Notice, version: Version, opened: Opened, language: Language) -> dict[str, Any]:
    told = filled(letter, notice, version, opened.answers, language)
    case = version.procedure.case
    result = next((one for one in case.results if one.id == letter.result), None)
    remedies = version.texts.get(case.remedies or "") if letter.kind == Letter.Kind.DECISION else None
    return {
        "language": language,
        "told": told,
        "result": result.within(language)[0] if result else "",
        "pages": [_title(version.page(one), language) for one in letter.pages],
        "until": day(letter.until, language) if letter.until else "",
        "remedies": remedies.within(language)[0].split("\n\n") if remedies else [],
        "procedure": version.procedure.title.within(language)[0],
        "office": version.office.name.within(language)[0],
        "counter": version.office.counter.within(language)[0] if version.office.counter else "",
        "hours": version.office.hours.within(language)[0] if version.office.hours else "",
        "replies": case.replies,
        "wants_reason": _wants_reason(result),
    }


def _wants_reason(result: Result | None) -> bool:
    return result is not None and result.reason != "none"


def _title(page: Page, language: Language) -> str:
    text = page.title or (page.repeat.title if page.repeat else None)
    return text.within(language)[0] if text else ""


def _lines(version: Version, path: str, value: Any) -> list[str]:
    field = version.field(path)
    return FIELD_TYPES[field.type].lines(field, value, "ja", Context(version, clock.today())) if value else []
