"""Every address as everybody: who walks, what stands in the addresses, and what each may meet (DESIGN §5 as a table)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import StreamingHttpResponse
from django.test import Client

from tests.canary.spellings import hits, laid_open
from tests.canary.world import CANARIES, IDENTITY, NOTE, REASON, REGISTER, REPORTS, SEALED, TELEPHONE, TOLD, World
from tests.house.test_audience import ROUTES, audience_of

ROLES = {
    "a stranger, the other party at home": "",
    "who has the case": "mori",
    "a colleague of the same office": "nagai",
    "the other party, who works everywhere": "hoshino",
    "the manager": "shiraishi",
    "another office": "kubota",
    "a publisher": "kurata",
    "the operator": "sakuma",
    "the desk": "tsukuda",
    "the child's teacher": "kimura",
    "the school's office": "yasui",
}
"""A guardian has no login: the links of both stand in the addresses that everybody tries."""
ALLOWED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    # Who has the case sees who it is, on the pages of the case; never where they are. What was noted, and what they asked.
    "mori": ((r"^/staff/cases/[^/]+/", (*IDENTITY, NOTE)),),
    # The desk sees who is shielded, and the sealed words of the request, on the pages of one shield; and compares people.
    "tsukuda": (
        (r"^/staff/shields/[0-9a-f-]{36}/", (*IDENTITY, *SEALED)),
        (r"^/staff/shields/matching/", (*IDENTITY, TELEPHONE)),
        (r"^/staff/approvals/", (REASON,)),
    ),
    # Who may answer a request to open reads why it was asked.
    "shiraishi": ((r"^/staff/approvals/", (REASON,)),),
    # The school looks after the children: names on its pages; the words of a notice for teachers only; no telephone.
    "kimura": ((r"^/staff/schools/", (*IDENTITY, *TOLD)),),
    "yasui": ((r"^/staff/schools/", IDENTITY),),
}
"""Everything else is nothing, for everybody."""
WHO = ("staff", "operator")
NOBODY = "00000000-0000-0000-0000-000000000000"
Values = dict[str, list[str]]


def fillings(world: World, path: str) -> Values:
    """By name of the place in an address: the family's own things first, then somebody else's, then nobody's."""
    children = world.children
    class_id = str(children.enrolment.school_class_id)
    return {
        "number": [world.number, world.double.number, world.others_number],
        "secret": [world.secret, world.others_secret, "x" * 32],
        "file": [str(world.files[0]), NOBODY], "shield": [str(world.shield.pk), NOBODY],
        "record": [str(world.double.record_id), str(world.record), NOBODY],
        "consent": [str(world.consent.pk), NOBODY], "slug": ["jido-teate-nintei", "iken", "koseki"], "ask": ["2-II-b.1", "9-Z.1"],
        "school": [children.enrolment.school_class.school_id, "gakko-mdr01"], "class_id": [class_id, class_id],
        "pupil_id": [str(children.pupil.pk), str(children.classmate.pk)],
        "staff_id": [str(world.ward.staff["mori"].pk)], "handover_id": [str(world.dead)], "page_id": ["applicant"],
        "deed": ["prove", "close"], "part": ["applicant", "child[0]"], "row": ["1"], "path": ["x"], "drill": ["x"],
        "factor_id": ["1"], "reuse": ["1"], "wanted": ["1"], "grant_id": ["1"], "letter_id": ["1"], "alarm": ["1"], "draft_id": ["1"],
        "photo": [str(world.photo), "999999"], "item": [str(world.item), "999999"], "release": [str(world.release)], "period": [str(world.period)], "digest": ["0" * 64], "resource": [NOBODY], "name": ["package_list", "package_create"],
    } | _elsewhere(world, path)  # fmt: skip


def _elsewhere(world: World, path: str) -> Values:
    """What the same name means on the pages of guardians, of registers and of data."""
    children = world.children
    if path.startswith("g/"):
        links = [children.mothers_link, children.fathers_link, children.neighbours_link, "x" * 32]
        return {"secret": links, "number": [children.notice.pk]}
    if path.startswith("staff/data/voices/"):
        return {}  # by the number of a case
    if path.startswith("staff/data/photos/of/"):
        return {"slug": ["koen-no-shashin", "nani-mo-nai"]}
    if path.startswith("staff/data/items/of/"):
        return {"slug": [REPORTS, "nani-mo-nai"]}
    if path.startswith("staff/data/"):
        return {"file": [str(world.data_file), "999999"], "number": ["1"], "kind": ["0"]}
    if "committee/" in path:
        return {"slug": ["jichitai-dx-suishin"]}
    if "registers/" in path:
        return {"slug": [REGISTER, "naibu-kiritsu"], "number": ["1", "2"]}
    return {}


def addresses(world: World, login: str = "") -> Iterator[tuple[str, str]]:
    """(route, address) of everything that this person tries."""
    for path, view in ROUTES:
        yield from ((path, address) for address in filled(world, path, asks_who=audience_of(view) in WHO, login=login))


def filled(world: World, path: str, *, asks_who: bool, login: str) -> list[str]:
    """The address once for each thing that can stand in it. Where nobody is asked who they are, others' and nobody's
    things are tried by the stranger and the other party only: the rest try the family's own."""
    values = fillings(world, path)
    names = re.findall(r"<\w+:(\w+)>", path)
    many = max((len(values[name]) for name in names), default=1) if asks_who or login in ("", world.other_staff) else 1
    return ["/" + _one(path, values, place) for place in range(many)]


def _one(path: str, values: Values, place: int) -> str:
    return re.sub(r"<\w+:(\w+)>", lambda found: _pick(values[found[1]], place), path)


def _pick(values: list[str], place: int) -> str:
    return values[min(place, len(values) - 1)]


def everything_of(answer) -> bytes:
    """Body (unpacked too), head and cookies."""
    body = b"".join(answer.streaming_content) if isinstance(answer, StreamingHttpResponse) else answer.content
    return laid_open(body) + str(dict(answer.headers)).encode() + str(answer.cookies).encode()


@dataclass(frozen=True)
class Step:
    """One address opened by one person: what it answered, and which canaries came out beyond the table."""

    path: str
    address: str
    status: int
    words: frozenset[str]


def walk(world: World, login: str, method: str, *, under: tuple[str, ...] = ("",)) -> list[Step]:
    """Every address once (or those that begin so); what a step changed is taken back before the next, so that nobody is signed out on the way."""
    client = world.browser(login)
    steps = [
        _step(client, login, method, path, address)
        for path, address in addresses(world, login)
        if path.startswith(under)
    ]
    assert len(steps) > 140 or under != ("",)
    assert not login or 401 not in {one.status for one in steps}
    return steps


def _step(client: Client, login: str, method: str, path: str, address: str) -> Step:
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(address)
        content = everything_of(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    allowed = {word for rule, words in ALLOWED.get(login, ()) if re.match(rule, address) for word in words}
    return Step(path, address, answer.status_code, frozenset(hits(CANARIES, content) - allowed))


def leaks(steps: list[Step]) -> list[str]:
    return [f"{one.address}: {word}" for one in steps for word in one.words]
