"""An activity report out of registers: each part with the published rows it names. Nothing is kept here, nothing is typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.urls import reverse

from madoguchi.declare.activity import Activity, Chapter, Part
from madoguchi.declare.base import Text
from madoguchi.declare.procedure import Field
from madoguchi.declare.register import Register
from madoguchi.declare.versions import Version
from madoguchi.design.dates import local_day
from madoguchi.learn.definitions import definitions
from madoguchi.learn.queries.adopted import Adopted, Report, Under, Wording, place_of
from madoguchi.learn.queries.progress import SETTLED, Standing, standings
from madoguchi.registers.models import Book, Row, RowVersion
from madoguchi.registers.queries.rows import every_row
from madoguchi.registers.queries.versions import declared, register_of, version
from madoguchi.registers.said import language
from madoguchi.registers.words import lines


@dataclass(frozen=True)
class Told:
    """One row as it is shown: the fields that say something, each with its lines."""

    row: Row
    said: tuple[tuple[Field, list[str]], ...]

    def of(self, name: str | None) -> list[str]:
        return next((found for field, found in self.said if field.id == name), [])


@dataclass(frozen=True)
class Line:
    """One line of a grid: its head, and with each column its cell, which holds (words, number of its note)."""

    head: str
    cells: tuple[tuple[Text, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True)
class Way:
    """How far something has come: each stage that it reached, and on which day, the latest last."""

    told: Told
    reached: tuple[tuple[Text, date], ...]


@dataclass(frozen=True)
class Handed:
    """An ask that is handed on, with where it stands now; None where nobody knows the place."""

    told: Told
    place: str
    standing: Standing | None


@dataclass(frozen=True)
class Filled:
    """A part with its rows in its shape. What the shape has no use for stays empty."""

    part: Part
    register: Register
    told: tuple[Told, ...] = ()
    fields: tuple[Field, ...] = ()
    columns: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[tuple[str, tuple[Told, ...]], ...]], ...] = ()
    ways: tuple[Way, ...] = ()
    handed: tuple[Handed, ...] = ()
    links: dict[str, dict[str, str]] = field(default_factory=dict)  # by field: what it says, and where that leads
    standing: dict[int, Standing] = field(default_factory=dict)  # of what is adopted: by row, where it stands


def upcoming(activity: Activity) -> list[Filled]:
    """The recommendations to come, as far as they are adopted: the rows themselves, so that nobody copies them."""
    return [filled for part in _to_come(activity) if (filled := _filled(activity, part)) and filled.told]


def adopted(activity: Activity) -> Adopted:
    """The same as asks, to which the administration answers."""
    return _asks_of(activity, [shaped for part in _to_come(activity) if (shaped := _shaped(activity, part))])


def _to_come(activity: Activity) -> Iterator[Part]:
    return (part for chapter in activity.chapters for part in chapter.parts if part.next)


def asking() -> Iterator[Report]:
    """Whatever asks the administration for something: the report, then what committees have adopted since."""
    if report := definitions().report:
        yield report
    yield from (adopted(one) for one in definitions().activities.values())


def ask_named(ask: str) -> tuple[Report, Standing] | None:
    """The ask of that name, and where it is asked."""
    return next(((report, one) for report in asking() for one in standings(report) if one.ask.id == ask), None)


def chapters_of(activity: Activity, chapters: Sequence[Chapter]) -> list[tuple[Chapter, list[Filled]]]:
    """The chapters with their parts filled, in their order. A part whose register is not published yet is left out."""
    found = []
    for chapter in chapters:
        parts = (_filled(activity, part) for part in chapter.parts)
        found.append((chapter, [one for one in parts if one]))
    return found


def open_asks(activity: Activity) -> tuple[Standing, ...]:
    """The asks that the committee follows up and that nobody has settled yet."""
    report = definitions().reports.get(activity.follows or "")
    return tuple(one for one in standings(report) if one.says not in SETTLED) if report else ()


def _filled(activity: Activity, part: Part) -> Filled | None:
    shaped = _shaped(activity, part)
    if shaped is None:
        return None
    places = {_place(part, one): one.row.pk for one in shaped.told}
    known = standings(_asks_of(activity, [shaped])) if part.next else ()
    links = {name: _headings(of) for name, of in part.links.items()}
    return replace(shaped, links=links, standing={places[one.ask.id]: one for one in known})


def _asks_of(activity: Activity, filled: Iterable[Filled]) -> Adopted:
    return Adopted(
        activity.activity, activity.committee, tuple(_wording(each, one) for each in filled for one in each.told)
    )


def _wording(filled: Filled, one: Told) -> tuple[Under, Wording]:
    outer, inner = (_text(one, name) for name in (*filled.part.under, None, None)[:2])
    return Under(outer, inner), Wording(_place(filled.part, one), _words_of(filled.part, one))


def _place(part: Part, one: Told) -> str:
    return place_of(one.row.pk, _words_of(part, one).ja)


def _words_of(part: Part, one: Told) -> Text:
    return _text(one, part.fields[0] if part.fields else None)


def _text(one: Told, name: str | None) -> Text:
    """What a field says, in each language, whoever looks: places and open data follow from the Japanese."""
    field = next((field for field, _found in one.said if field.id == name), None)
    if field is None:
        return Text(ja="-")
    of, value = version(one.row.version_id), one.row.plain.get(field.id)
    ja, easy, en = ("\n".join(lines(of, field, value, spoken)) for spoken in ("ja", "ja-easy", "en"))
    return Text(ja=ja or "-", ja_easy=None if easy == ja else easy, en=None if en == ja else en)


def _headings(slug: str) -> dict[str, str]:
    """The rows of a published register by their heading; where it stands twice, the later one."""
    book = Book.objects.filter(pk=slug).first()
    register = register_of(book) if book else None
    if book is None or register is None or register.published is None:
        return {}
    page = reverse("registers:public", args=[slug])
    return {str(row.plain.get(register.heading)): f"{page}#row-{row.number}" for row in every_row(book, public=True)}


def _shaped(activity: Activity, part: Part) -> Filled | None:
    book = Book.objects.filter(pk=part.of).first()
    register = register_of(book) if book else None
    if book is None or register is None or register.published is None:
        return None
    told = _sorted(part, register, [_told(row, register) for row in every_row(book, public=True) if _wanted(part, row)])
    fields = tuple(one for name in part.fields for one in register.fields if one.id == name)
    whole = Filled(part, register, tuple(told), fields)
    if part.shape == "grid":
        return _grid(whole)
    if part.shape == "groups":
        return Filled(part, register, whole.told, fields, groups=_groups(part, whole.told))
    if part.shape == "stages":
        return Filled(part, register, whole.told, fields, ways=tuple(_ways(whole)))
    if part.shape == "asks":
        return Filled(part, register, whole.told, fields, handed=tuple(_handed(activity, whole)))
    return whole


def _wanted(part: Part, row: Row) -> bool:
    return part.when is None or row.plain.get(part.when.field) in part.when.among


def _told(row: Row, register: Register) -> Told:
    """What everybody may read of the row: the published fields, as the version says it under which it was written."""
    of = version(row.version_id)
    shown = [one for one in _of(of).plain if register.published and one.id in register.published.fields]
    said = ((one, lines(of, one, row.plain.get(one.id), language())) for one in shown)
    return Told(row, tuple((one, found) for one, found in said if found))


@lru_cache(maxsize=64)
def _of(of: Version) -> Register:
    return declared(of)


def _sorted(part: Part, register: Register, told: list[Told]) -> list[Told]:
    """By the field that is named: a choice in the order of its options, anything else by what it says."""
    if part.order is None:
        return told
    places = {name: at for at, name in enumerate(_options(register, part.order))}
    values = [(one.row.plain.get(part.order), at, one) for at, one in enumerate(told)]
    return [one for _, _, one in sorted(values, key=lambda each: (places.get(str(each[0]), 0), str(each[0]), each[1]))]


def _options(register: Register, name: str | None) -> dict[str, Text]:
    field = next((one for one in register.fields if one.id == name), None)
    return {one.id: one for one in field.options or register.lists.get(field.list or "", ())} if field else {}


def _grid(whole: Filled) -> Filled:
    """One field down, the options of another across; the notes below, numbered as they are met, the same one once."""
    part, notes = whole.part, dict[str, int]()
    columns = _options(whole.register, part.across)
    heads = dict.fromkeys("".join(one.of(part.down)) for one in whole.told)
    for one in whole.told:
        if note := "".join(one.of(part.notes)):
            notes.setdefault(note, len(notes) + 1)

    def cell(head: str, column: str) -> tuple[tuple[str, int], ...]:
        here = [one for one in whole.told if one.row.plain.get(part.across or "") == column]
        here = [one for one in here if "".join(one.of(part.down)) == head]
        return tuple((_words(one, part), notes.get("".join(one.of(part.notes)), 0)) for one in here)

    rows = tuple(Line(head, tuple((words, cell(head, name)) for name, words in columns.items())) for head in heads)
    return Filled(part, whole.register, whole.told, whole.fields, tuple(columns.values()), rows, tuple(notes))


def _words(one: Told, part: Part) -> str:
    return ": ".join("".join(one.of(name)) for name in part.fields if one.of(name))


def _groups(part: Part, told: tuple[Told, ...]) -> tuple[tuple[str, tuple[tuple[str, tuple[Told, ...]], ...]], ...]:
    """Under the value of the outer field, then of the inner one; each group where its first row stands."""
    outer, inner = part.under[0], part.under[1] if len(part.under) > 1 else None
    return tuple(
        (head, tuple((below, tuple(rows)) for below, rows in _by(under, inner))) for head, under in _by(told, outer)
    )


def _by(told: Iterable[Told], name: str | None) -> Iterator[tuple[str, list[Told]]]:
    rows = list(told)
    order = {head: at for at, head in enumerate(dict.fromkeys("".join(one.of(name)) for one in rows))}
    rows.sort(key=lambda one: order["".join(one.of(name))])
    for head, group in groupby(rows, key=lambda one: "".join(one.of(name))):
        yield head, list(group)


def _ways(whole: Filled) -> Iterator[Way]:
    """When a row came to a stage is read from its history, as far as each version was one that everybody may read."""
    options, stage = _options(whole.register, whole.part.stage), whole.part.stage or ""
    history: dict[int, list[RowVersion]] = {}
    for each in RowVersion.objects.filter(row__in=[one.row for one in whole.told]).order_by("revision"):
        history.setdefault(each.row_id, []).append(each)
    for one in whole.told:
        days: dict[str, date] = {}
        for each in history.get(one.row.pk, ()):
            if _was_public(whole.register, each) and (value := str(each.plain.get(stage, ""))) in options:
                days.setdefault(value, local_day(each.at))
        yield Way(one, tuple((options[value], day) for value, day in days.items()))


def _was_public(register: Register, of: RowVersion) -> bool:
    when = register.published.when if register.published else None
    return when is None or of.plain.get(when.field) in when.among


def _handed(activity: Activity, whole: Filled) -> Iterator[Handed]:
    report = definitions().reports.get(activity.follows or "")
    known = {one.ask.id: one for one in standings(report)} if report else {}
    for one in whole.told:
        place = "".join(one.of(whole.part.ask))
        yield Handed(one, place, known.get(place))
