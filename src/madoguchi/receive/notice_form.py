"""The one page of a notice: what was typed, read by the declaration, and what is wrong with it. Also for the school's telephone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from madoguchi.declare.answers import read_page
from madoguchi.declare.fields.days import typed_day
from madoguchi.declare.versions import Version
from madoguchi.protect import links
from madoguchi.receive.models import ReasonList
from madoguchi.receive.models.draft import DAYS
from madoguchi.receive.queries.schools import Place, declared_reasons, offered, reasons_of
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.said import language
from madoguchi.trail import clock

SALT = "receive.notice"
LONGEST = timedelta(days=60)
OTHER = "other"
Problem = tuple[str, str]
"""(id of the input, words)."""


@dataclass(frozen=True)
class Ticket:
    """Proof of what was shown: a fresh key, the version, and by school the list of reasons (0: the declared one)."""

    key: str
    version_hash: str
    lists: dict[str, int]

    def signed(self) -> str:
        return signing.dumps([self.key, self.version_hash, self.lists], salt=SALT)

    @property
    def version(self) -> Version:
        return open_version(self.version_hash)

    def reasons(self) -> list[str]:
        """The words that the page offered, in order."""
        known = ReasonList.objects.in_bulk([pk for pk in self.lists.values() if pk])
        return offered(self.version, [known.get(pk) for pk in self.lists.values()]) or declared_reasons(self.version)


def fresh(version: Version, places: Sequence[Place]) -> Ticket:
    schools = dict.fromkeys(place.school.pk for place in places)
    lists = {school: (found.pk if (found := reasons_of(school)) else 0) for school in schools}
    return Ticket(links.new_secret(), version.hash, lists)


def read_ticket(text: str) -> Ticket | None:
    try:
        key, version_hash, lists = signing.loads(text, salt=SALT, max_age=DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ticket(key, version_hash, lists)


@dataclass
class NoticeForm:
    """What the page shows in its inputs, and, when it was sent, what came of reading them."""

    ticket: Ticket
    places: Sequence[Place]
    chosen: set[int] = field(default_factory=set)  # pupils
    kind: str = "absent"
    day: str = ""  # ISO, or "other"
    first: str = ""
    last: str = ""
    reason: str = ""
    words: str = ""
    problems: list[Problem] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def reasons(self) -> list[str]:
        return self.ticket.reasons()

    @property
    def wrong(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for ident, words in self.problems:
            found.setdefault(ident, []).append(words)
        return found

    @property
    def chosen_places(self) -> list[Place]:
        return [place for place in self.places if place.pupil.pk in self.chosen]


def empty(ticket: Ticket, places: Sequence[Place]) -> NoticeForm:
    """An only child is chosen already; today and absent are what most people send."""
    chosen = {places[0].pupil.pk} if len(places) == 1 else set()
    return NoticeForm(ticket, places, chosen, day=clock.today().isoformat())


def filled(ticket: Ticket, places: Sequence[Place], answers: Mapping[str, Any]) -> NoticeForm:
    """With what was sent before, for correcting it."""
    days, today = answers["days"], clock.today().isoformat()
    only_today = days["from"] == days["to"] == today
    form = NoticeForm(ticket, places, {place.pupil.pk for place in places}, kind=answers["kind"])
    form.day = today if only_today else OTHER
    form.first, form.last = ("", "") if only_today else (days["from"], days["to"])
    form.reason, form.words = answers["reason"], answers.get("words", "")
    return form


def typed(ticket: Ticket, places: Sequence[Place], post: QueryDict) -> NoticeForm:
    """As it was typed, not yet read."""
    wanted = set(post.getlist("child"))
    form = NoticeForm(ticket, places, {place.pupil.pk for place in places if str(place.pupil.pk) in wanted})
    form.kind, form.day, form.reason = post.get("kind", ""), post.get("day", ""), post.get("reason", "")
    form.first, form.last = post.get("from", "").strip(), post.get("to", "").strip()
    form.words = post.get("words", "")
    return form


def read(form: NoticeForm) -> bool:
    """Read what was typed by the rules of the declaration; False when there is something to mend."""
    days = _days(form)
    if not form.chosen:
        form.problems.append(("child", _("どのお子さんのことか、選んでください。")))
    if form.reason and form.reason not in form.reasons:
        form.problems.append(("reason", _("理由を、一覧の中から選び直してください。")))
    version = form.ticket.version
    inputs = {"kind": [form.kind], "reason": [form.reason], "words": [form.words], **_as_posted(days)}
    result = read_page(version, version.procedure.pages[0], inputs, {}, today=form.today)
    for problem in result.problems:
        if problem.path != "days" or days:
            form.problems.append((problem.path, problem.within(language())))
    form.answers = result.answers
    return not form.problems


def _days(form: NoticeForm) -> tuple[date, date] | None:
    if form.day != OTHER:
        return _one_day(form)
    first, last = _day(form, "from", form.first), _day(form, "to", form.last or form.first)
    if first and last and last - first > LONGEST:
        form.problems.append(("to", _("一度に送れるのは60日までです。長いお休みは、学校に電話でご相談ください。")))
        return None
    return (first, last) if first and last else None


def _one_day(form: NoticeForm) -> tuple[date, date] | None:
    """The day that stood on the page: a page that was left open overnight does not send for a day that is over."""
    if form.first or form.last:
        form.problems.append(
            ("day", _("日を書いたときは、「ほかの日」も選んでください。きょうだけのときは、書いた日を消してください。"))
        )
        return None
    try:
        day = date.fromisoformat(form.day)
    except ValueError:
        form.problems.append(("day", _("いつのことか、選んでください。")))
        return None
    if day < form.today:
        form.day = form.today.isoformat()
        form.problems.append(
            ("day", _("このページを開いたあとに、日付が変わりました。いつのことか、お確かめください。"))
        )
        return None
    return day, day


def _day(form: NoticeForm, ident: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        words = (
            _("日付が読めません。2026-11-26 のように入力してください。")
            if text
            else _("いつからか、日を入力してください。")
        )
        form.problems.append((ident, words))
        return None


def _as_posted(days: tuple[date, date] | None) -> dict[str, list[str]]:
    if days is None:
        return {}
    boxes = typed_day(days[0].isoformat(), "from_") | typed_day(days[1].isoformat(), "to_")
    return {f"days.{part}": [str(value)] for part, value in boxes.items()}
