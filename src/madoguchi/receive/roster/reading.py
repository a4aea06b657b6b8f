"""From the rows of a bundle to a roster. Every row that does not fit is told; nothing is guessed and nothing left out silently."""

from collections.abc import Callable
from datetime import date

from madoguchi.japan.kana import KanaError, check_kana
from madoguchi.japan.telephone import TelephoneError, parse
from madoguchi.japan.text import TextError, clean_text
from madoguchi.receive.roster.bundle import Bundle, Row
from madoguchi.receive.roster.shape import ClassRow, EnrolmentRow, Misfit, PersonRow, Roster, SchoolRow, Who

ROLES: dict[str, Who] = {
    "student": "pupil",
    "guardian": "guardian",
    "parent": "guardian",
    "relative": "guardian",
}
"""Roles of OneRoster that a roster takes over; teachers sign in as staff."""


class Wrong(Exception):
    """A cell that cannot be read: the column, what is wrong, how to mend it."""

    def __init__(self, column: str, ja: str, mend: str) -> None:
        super().__init__(column)
        self.column, self.ja, self.mend = column, ja, mend


def read_roster(bundle: Bundle) -> Roster:
    """The roster of these files. With misfits it is not to be taken over."""
    roster = Roster(misfits=list(bundle.misfits))
    if roster.misfits:
        return roster
    reader = _Reader(bundle, roster)
    reader.read()
    roster.misfits.sort()
    return roster


class _Reader:
    """Reads file after file; later ones refer to earlier ones."""

    def __init__(self, bundle: Bundle, roster: Roster) -> None:
        self.bundle, self.roster = bundle, roster
        self.terms: dict[str, tuple[date, date]] = {}
        self.roles: dict[str, str] = {}
        self.births: dict[str, Row] = {}
        self.skipped: set[str] = set()  # classes that are no home classes
        self.users = {row.get("sourcedId") for row in bundle.of("users.csv")}

    def read(self) -> None:
        self.roster.whole = not any(row.get("status") for rows in self.bundle.rows.values() for row in rows)
        self._each("orgs.csv", self._org)
        self._each("academicSessions.csv", self._term)
        self._each("classes.csv", self._class)
        self.roles = {row.get("userSourcedId"): row.get("role") for row in self.bundle.of("roles.csv")}
        self.births = {row.get("sourcedId"): row for row in self.bundle.of("demographics.csv")}
        self._each("users.csv", self._user)
        self._each("users.csv", self._agents, gone=False)
        self._each("enrollments.csv", self._enrolment)

    def _each(self, file: str, take: Callable[[Row], None], *, gone: bool = True) -> None:
        seen: dict[str, int] = {}
        for row in self.bundle.of(file):
            try:
                ident = must(row, "sourcedId")
                if gone and ident in seen:
                    raise Wrong("sourcedId", f"{seen[ident]}行目と同じ ID です。", "どちらか1行にしてください。")
                seen[ident] = row.number
                if row.get("status").lower() == "tobedeleted":
                    self.roster.gone.setdefault(file, set()).add(ident)
                else:
                    take(row)
                    clean(row)
            except Wrong as wrong:
                self.roster.misfits.append(Misfit(file, row.number, wrong.column, wrong.ja, wrong.mend))

    def _org(self, row: Row) -> None:
        if must(row, "type").lower() == "school":
            ident = row.get("sourcedId")
            self.roster.schools[ident] = SchoolRow(ident, text(row, "name", 100), row.get("identifier")[:32])

    def _term(self, row: Row) -> None:
        first, last = day(row, "startDate"), day(row, "endDate")
        if last < first:
            raise Wrong(
                "endDate", f"{last} は、はじめの日 {first} より前です。", "2つの日が逆でないか、お確かめください。"
            )
        self.terms[row.get("sourcedId")] = (first, last)

    def _class(self, row: Row) -> None:
        ident, school = row.get("sourcedId"), must(row, "schoolSourcedId")
        if row.get("classType").lower() == "scheduled":
            self.skipped.add(ident)
            self.roster.lessons += 1
            return
        known(school, self.roster.schools, "schoolSourcedId", "orgs.csv に、この学校(type が school)")
        terms = [one.strip() for one in must(row, "termSourcedIds").split(",")]
        for term in terms:
            known(term, self.terms, "termSourcedIds", "academicSessions.csv に、この学期")
        first, last = min(self.terms[term][0] for term in terms), max(self.terms[term][1] for term in terms)
        self.roster.classes[ident] = ClassRow(
            ident, school, text(row, "title", 60), row.get("grades")[:16], first, last
        )

    def _user(self, row: Row) -> None:
        ident = row.get("sourcedId")
        role = (self.roles.get(ident) or row.get("role")).lower()
        if not role:
            raise Wrong("role", "役割がわかりません。", "roles.csv に、この利用者の行を入れてください。")
        if role not in ROLES:
            return
        self.roster.people[ident] = PersonRow(
            source_id=ident,
            who=ROLES[role],
            name=name(row),
            school=row.get("primaryOrgSourcedId"),
            birth=self._birth(ident),
            telephone=telephone(row),
            row=row.number,
        )

    def _birth(self, ident: str) -> str:
        row = self.births.get(ident)
        if row is None or not row.get("birthDate"):
            return ""
        try:
            return day(row, "birthDate").isoformat()
        except Wrong as wrong:
            self.roster.misfits.append(Misfit("demographics.csv", row.number, wrong.column, wrong.ja, wrong.mend))
            return ""

    def _agents(self, row: Row) -> None:
        """Who belongs together is said on the pupil's row or on the guardian's."""
        ident, people = row.get("sourcedId"), self.roster.people
        if ident not in people:
            return
        for other in filter(None, (one.strip() for one in row.get("agentSourcedIds").split(","))):
            if self.roster.whole:
                known(other, self.users, "agentSourcedIds", "users.csv に、この人")
            pair = {people[ident].who: ident}
            if other in people:
                pair[people[other].who] = other
            if len(pair) == 2:
                self.roster.guardians.add((pair["guardian"], pair["pupil"]))

    def _enrolment(self, row: Row) -> None:
        ident, school_class, user = row.get("sourcedId"), must(row, "classSourcedId"), must(row, "userSourcedId")
        if must(row, "role").lower() != "student" or school_class in self.skipped:
            return
        if self.roster.whole:
            known(school_class, self.roster.classes, "classSourcedId", "classes.csv に、この学級")
            known(user, self.roster.people, "userSourcedId", "users.csv に、この児童生徒")
        number = attendance_number(row)
        found = self.roster.classes.get(school_class)
        first = day(row, "beginDate") if row.get("beginDate") else found.first if found else None
        last = day(row, "endDate") if row.get("endDate") else found.last if found else None
        if first is None or last is None:
            raise Wrong("beginDate", "いつからいつまでかがわかりません。", "beginDate と endDate を入れてください。")
        if last < first:
            raise Wrong(
                "endDate", f"{last} は、はじめの日 {first} より前です。", "2つの日が逆でないか、お確かめください。"
            )
        self.roster.enrolments[ident] = EnrolmentRow(ident, user, school_class, number, first, last)


def must(row: Row, column: str) -> str:
    if not (found := row.get(column)):
        raise Wrong(column, "空です。", "値を入れてください。")
    if len(found) > 128 and column.endswith("Id"):
        raise Wrong(column, "ID が長すぎます(128文字まで)。", "校務支援システムの ID をお確かめください。")
    return found


def text(row: Row, column: str, longest: int) -> str:
    found = must(row, column)
    try:
        clean_text(found)
    except TextError as error:
        raise Wrong(column, error.ja, "") from error
    if len(found) > longest:
        raise Wrong(column, f"長すぎます({longest}文字まで)。", "短くしてください。")
    return found


def clean(row: Row) -> None:
    """No cell, read or not, hides anything: an id with a NUL is no id, and a database may refuse to keep it."""
    for column, cell in row.cells.items():
        try:
            clean_text(cell, multiline=True)
        except TextError as error:
            raise Wrong(column, error.ja, "その文字を消して、書き出し直してください。") from error


def known(ident: str, among: object, column: str, words: str) -> None:
    if ident not in among:  # type: ignore[operator]
        raise Wrong(
            column,
            f"{words}「{ident[:40]}」がありません。",
            "ID が同じか、同じ日に書き出したファイルか、お確かめください。",
        )


def day(row: Row, column: str) -> date:
    found = must(row, column)[:10]
    try:
        return date.fromisoformat(found.replace("/", "-"))
    except ValueError as error:
        raise Wrong(column, f"日付「{found}」が読めません。", "2026-04-01 の形で書いてください。") from error


def attendance_number(row: Row) -> int | None:
    found = row.get("metadata.jp.shussekiNo")
    if not found:
        return None
    if not (found.isascii() and found.isdigit() and 0 < int(found) < 1000):
        raise Wrong(
            "metadata.jp.shussekiNo", f"出席番号「{found[:20]}」が読めません。", "1から999までの数字で書いてください。"
        )
    return int(found)


def name(row: Row) -> dict[str, str]:
    """The name as it is written; the reading is a key to find it by."""
    text(row, "familyName", 60)
    text(row, "givenName", 60)
    family, given, middle = (row.verbatim(column) for column in ("familyName", "givenName", "middleName"))
    return {
        "family": family,
        "given": f"{given} {middle}" if middle.strip() else given,
        "family_kana": _kana(row, "metadata.jp.kanaFamilyName"),
        "given_kana": _kana(row, "metadata.jp.kanaGivenName"),
    }


def _kana(row: Row, column: str) -> str:
    found = row.get(column)
    try:
        return check_kana(found) if found else ""
    except KanaError as error:
        raise Wrong(column, error.ja, "") from error


def telephone(row: Row) -> str:
    """The first that is there of telephone and short messages."""
    for column in ("phone", "sms"):
        if found := row.get(column):
            try:
                return parse(found[:40])
            except TelephoneError as error:
                raise Wrong(column, error.ja, "") from error
    return ""
