"""The municipality and its purposes: offices that end have a successor, days exist, numbers are what they seem."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from madoguchi.declare.checks.desk import Findings, repeated
from madoguchi.declare.findings import Code, Finding, Words, did_you_mean, listed
from madoguchi.declare.folder import MUNICIPALITY, PURPOSES, Folder
from madoguchi.declare.municipality import Municipality, Office
from madoguchi.declare.purpose import Purpose
from madoguchi.declare.source import Source
from madoguchi.japan.codes import CodeError, check_municipality_code, municipality_check_digit

DUPLICATE_OFFICE = Code(
    "duplicate-office",
    "組織「{name}」が二つあります。",
    "There are two offices `{name}`.",
    "どちらかの id を変えてください。",
    "Rename one of them.",
)
DUPLICATE_LIFE_EVENT = Code(
    "duplicate-life-event",
    "ライフイベント「{name}」が二つあります。",
    "There are two life events `{name}`.",
    "どちらかの id を変えてください。",
    "Rename one of them.",
)
SUCCESSOR_MISSING = Code(
    "office-without-successor",
    "組織「{name}」は {day} で終わるのに、引き継ぐ組織（successor）がありません。",
    "The office `{name}` ends on {day} but has no successor.",
    "successor: に、残った案件を引き継ぐ組織の id を書いてください。",
    "Name the office that takes over its open cases: `successor:`.",
)
SUCCESSOR_EARLY = Code(
    "successor-without-end",
    "組織「{name}」に引き継ぐ組織がありますが、終わる日（valid_to）がありません。",
    "The office `{name}` has a successor but no last day.",
    "valid_to: に最後の日を書くか、successor: を削除してください。",
    "Write `valid_to:`, or delete `successor:`.",
)
SUCCESSOR_UNKNOWN = Code(
    "unknown-successor",
    "引き継ぐ組織「{name}」がありません。",
    "There is no office `{name}` to take over.",
    "{hint}offices にあるのは {known} です。",
    "{hint}Declared offices: {known}.",
)
SUCCESSOR_LOOP = Code(
    "successor-loop",
    "引き継ぎが堂々めぐりになっています：{circle}",
    "The successors go round in a circle: {circle}",
    "最後に残る組織から、valid_to と successor を削除してください。",
    "Delete valid_to and successor from the office that remains.",
)
SUCCESSOR_GAP = Code(
    "successor-gap",
    "組織「{name}」は {day} で終わりますが、引き継ぐ「{other}」は {start} からです。",
    "The office `{name}` ends on {day}, but its successor `{other}` begins on {start}.",
    "間の空かないように、valid_to か valid_from を直してください。",
    "Leave no gap: mend `valid_to` or `valid_from`.",
)
OFFICE_DATES = Code(
    "office-dates",
    "組織「{name}」の最後の日（{last}）が、最初の日（{first}）より前です。",
    "The last day of the office `{name}` ({last}) is before its first ({first}).",
    "valid_from と valid_to を確かめてください。",
    "Check valid_from and valid_to.",
)
OWNER_ENDED = Code(
    "owner-ended",
    "担当の組織「{name}」は {day} で終わっています。",
    "The owner `{name}` ended on {day}.",
    "owner: を、引き継いだ組織「{successor}」に直してください。",
    "Change `owner:` to its successor `{successor}`.",
)
BAD_CLOSING_DAY = Code(
    "bad-closing-day",
    "閉庁日の「{value}」という日はありません。",
    "There is no day `{value}`.",
    '「"12-29"」のように、月と日を二桁ずつ書いてください。',
    'Write month and day with two digits each, such as "12-29".',
)
BAD_BOUNDS = Code(
    "bad-bounds",
    "範囲「{value}」が、日本の中の四角になっていません。",
    "`{value}` is no box in Japan.",
    '「"35.7,139.6,35.9,139.8"」のように、南の緯度、西の経度、北の緯度、東の経度の順に書いてください。',
    'Write south, west, north, east in degrees, such as "35.7,139.6,35.9,139.8".',
)
BAD_MUNICIPALITY_CODE = Code(
    "municipality-code",
    "全国地方公共団体コード「{value}」の検査数字（6桁目）が合いません。",
    "The check digit (the sixth) of the municipality code `{value}` is wrong.",
    "番号を確かめてください。最初の5桁が正しければ、6桁目は {digit} です。",
    "Check the number. If the first five digits are right, the sixth is {digit}.",
)
BAD_TELEPHONE = Code(
    "bad-telephone",
    "電話番号「{value}」が読めません。",
    "The telephone number `{value}` cannot be read.",
    "03-0000-1234 のように、半角の数字と「-」で、0から書いてください。",
    "Write digits and hyphens, beginning with 0, such as 03-0000-1234.",
)
PURPOSE_ALLOWS_NOTHING = Code(
    "purpose-allows-nothing",
    "利用目的「{name}」の「{item}」に何も書かれていません。",
    "`{item}` of the purpose `{name}` is empty.",
    "{why}ひとつ以上書いてください。",
    "Write at least one entry.",
)
UNKNOWN_ROLE = Code(
    "unknown-role",
    "役割「{name}」はありません。",
    "There is no role `{name}`.",
    "{hint}役割は {known} です。",
    "{hint}Roles are {known}.",
)
REQUEST_DESK_UNKNOWN = Code(
    "unknown-request-desk",
    "開示請求などを受ける組織「{name}」がありません。",
    "There is no office `{name}` to take requests for disclosure.",
    "{hint}offices にあるのは {known} です。",
    "{hint}Declared offices: {known}.",
)
REQUEST_DESK_ENDED = Code(
    "request-desk-ended",
    "開示請求などを受ける組織「{name}」は {day} で終わっています。",
    "The office `{name}`, which takes requests for disclosure, ended on {day}.",
    "request_desk: を、引き継いだ組織「{successor}」に直してください。",
    "Change `request_desk:` to its successor `{successor}`.",
)
ROLES = ("clerk", "reviewer", "manager", "publisher", "operator", "teacher", "nurse", "school-office", "protector")
_TELEPHONE = re.compile(r"0\d{1,4}-?\d{1,4}-?\d{3,4}")


def offices_follow_each_other(municipality: Municipality, source: Source) -> Findings:
    known = {office.id: office for office in municipality.offices}
    for at, office in enumerate(municipality.offices):
        yield from (source.say(code, ("offices", at, key), **words) for code, key, words in _office(office, known))
    for index, name in repeated([office.id for office in municipality.offices]):
        yield source.say(DUPLICATE_OFFICE, ("offices", index, "id"), name=name)


def _office(office: Office, known: dict[str, Office]) -> Iterator[tuple[Code, str, dict[str, str]]]:
    last, successor = office.valid_to, office.successor
    if last and last < office.valid_from:
        yield OFFICE_DATES, "valid_to", {"name": office.id, "last": f"{last}", "first": f"{office.valid_from}"}
    if last and not successor:
        yield SUCCESSOR_MISSING, "valid_to", {"name": office.id, "day": f"{last}"}
    if successor and not last:
        yield SUCCESSOR_EARLY, "successor", {"name": office.id}
    if (
        successor in known
        and last
        and last >= office.valid_from
        and known[successor].valid_from.toordinal() > last.toordinal() + 1
    ):
        start = f"{known[successor].valid_from}"
        yield SUCCESSOR_GAP, "successor", {"name": office.id, "day": f"{last}", "other": successor, "start": start}


def successors_are_known(municipality: Municipality, source: Source) -> Findings:
    known = [office.id for office in municipality.offices]
    for at, office in enumerate(municipality.offices):
        if office.successor and office.successor not in known:
            words: Words = {"hint": did_you_mean(office.successor, known), "known": listed(known)}
            yield source.say(SUCCESSOR_UNKNOWN, ("offices", at, "successor"), name=office.successor, **words)


def successors_come_to_an_end(municipality: Municipality, source: Source) -> Findings:
    follows = {office.id: office.successor for office in municipality.offices}
    told: set[str] = set()
    for at, office in enumerate(municipality.offices):
        trail, here = [office.id], follows[office.id]
        while here in follows and here not in trail:
            trail.append(here)
            here = follows[here]
        if here == office.id and not told & set(trail):
            told |= set(trail)
            yield source.say(SUCCESSOR_LOOP, ("offices", at, "successor"), circle=" → ".join([*trail, here]))


def closing_days_exist(municipality: Municipality, source: Source) -> Findings:
    for at, days in enumerate(municipality.closing_days):
        for key, value in (("first", days.first), ("last", days.last)):
            try:
                date.fromisoformat(f"2024-{value}")
            except ValueError:
                yield source.say(BAD_CLOSING_DAY, ("closing_days", at, key), value=value)


def bounds_are_a_box(municipality: Municipality, source: Source) -> Findings:
    if municipality.bounds:
        south, west, north, east = map(float, municipality.bounds.split(","))
        if not (20 <= south < north <= 46 and 122 <= west < east <= 154):
            yield source.say(BAD_BOUNDS, ("bounds",), value=municipality.bounds)


def code_has_its_check_digit(municipality: Municipality, source: Source) -> Findings:
    try:
        check_municipality_code(municipality.code)
    except CodeError:
        digit = municipality_check_digit(municipality.code[:5])
        yield source.say(BAD_MUNICIPALITY_CODE, ("code",), value=municipality.code, digit=digit)


def telephones_can_be_called(municipality: Municipality, source: Source) -> Findings:
    numbers = [(("telephone",), municipality.telephone)]
    numbers += [(("offices", at, "telephone"), one.telephone) for at, one in enumerate(municipality.offices)]  # type: ignore[misc]
    for path, number in numbers:
        if not _TELEPHONE.fullmatch(number):
            yield source.say(BAD_TELEPHONE, path, value=number)


def life_events_are_declared_once(municipality: Municipality, source: Source) -> Findings:
    for index, name in repeated([event.id for event in municipality.life_events]):
        yield source.say(DUPLICATE_LIFE_EVENT, ("life_events", index, "id"), name=name)


def requests_have_a_desk(municipality: Municipality, source: Source) -> Findings:
    known = [office.id for office in municipality.offices]
    if (privacy := municipality.privacy) and privacy.request_desk not in known:
        words: Words = {"hint": did_you_mean(privacy.request_desk, known), "known": listed(known)}
        yield source.say(REQUEST_DESK_UNKNOWN, ("privacy", "request_desk"), name=privacy.request_desk, **words)


MUNICIPALITY_CHECKS: tuple[Callable[[Municipality, Source], Findings], ...] = (
    offices_follow_each_other, successors_are_known, successors_come_to_an_end, closing_days_exist,
    code_has_its_check_digit, telephones_can_be_called, life_events_are_declared_once,
    requests_have_a_desk, bounds_are_a_box,
)  # fmt: skip


def purposes_say_something(folder: Folder) -> Findings:
    """Every purpose has an allowance, a legal basis and a role, and its roles exist."""
    source = folder.sources[PURPOSES]
    places = [index for index, value in enumerate(source.value or []) if isinstance(value, dict)]
    for at, purpose in zip(places, (folder.purposes or {}).values(), strict=False):
        yield from _purpose(purpose, source, at)


def _purpose(purpose: Purpose, source: Source, at: int) -> Findings:
    for key in ("allows", "legal_basis", "roles"):
        if not getattr(purpose, key):
            yield source.say_key(PURPOSE_ALLOWS_NOTHING, (at, key), name=purpose.purpose, item=key, why=_WHY[key])
    for index, role in enumerate(purpose.roles):
        if role not in ROLES:
            words: Words = {"hint": did_you_mean(role, ROLES), "known": listed(ROLES)}
            yield source.say(UNKNOWN_ROLE, (at, "roles", index), name=role, **words)


_WHY = {
    "allows": "何に使うかが書かれていない目的では、だれもデータを開けません。",
    "legal_basis": "利用目的には根拠となる法令や要綱が要ります。",
    "roles": "読める役割がないと、だれもデータを開けません。",
}


def owners_still_exist(folder: Folder, today: date) -> Iterator[Finding]:
    """The owner of a procedure or a register has not ended before today; neither has the desk for requests."""
    offices = {office.id: office for office in folder.municipality.offices} if folder.municipality else {}
    owners = [(file, one.owner) for file, one in folder.procedures.items()]
    owners += [(file, one.owner) for file, one in folder.registers.items()]
    owners += [(file, one.owner) for file, one in folder.indicators.items()]
    for file, owner in owners:
        office = offices.get(owner)
        if office and office.valid_to and office.valid_to < today:
            words: Words = {"name": office.id, "day": f"{office.valid_to}", "successor": office.successor or "—"}
            yield folder.sources[file].say(OWNER_ENDED, ("owner",), **words)
    if folder.municipality and (privacy := folder.municipality.privacy):
        desk = offices.get(privacy.request_desk)
        if desk and desk.valid_to and desk.valid_to < today:
            words = {"name": desk.id, "day": f"{desk.valid_to}", "successor": desk.successor or "—"}
            yield folder.sources[MUNICIPALITY].say(REQUEST_DESK_ENDED, ("privacy", "request_desk"), **words)


def check_town_files(folder: Folder, today: date | None) -> Findings:
    """The checks of municipality.yaml and purposes.yaml."""
    if folder.municipality:
        source = folder.sources[MUNICIPALITY]
        for check in MUNICIPALITY_CHECKS:
            yield from check(folder.municipality, source)
    if folder.purposes:
        yield from purposes_say_something(folder)
    if today:
        yield from owners_still_exist(folder, today)
