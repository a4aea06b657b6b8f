"""The real outputs of every way out of the vault: opened as people do, their bytes in one heap. No driver, no member."""

import json
from collections.abc import Callable

from django.core import mail
from django.test import Client

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case, CaseColumn, Proposal
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.protect import Channel
from madoguchi.protect import actions as vault
from madoguchi.receive.models import Draft, Letter
from madoguchi.receive.owner import Owner
from madoguchi.trail import clock
from madoguchi.trail.worker import run_due
from tests.canary.walk import everything_of
from tests.canary.world import CLAIM, REGISTER, World, her_answers

Heap = bytes


def pages(world: World, *visits: tuple[str, str]) -> Heap:
    return b"".join(everything_of(world.browser(login).get(address)) for login, address in visits)


def resident_page(world: World) -> Heap:
    """Receipts and guardians' pages, by the links of before; and where an application stands, by its number."""
    children, client = world.children, world.browser("")
    links = [f"/receipts/{one}/" for one in (world.secret, world.others_secret)]
    links += [f"/g/{one}/{tail}" for one in (children.mothers_link, children.fathers_link) for tail in ("", "notices/")]
    numbers = [client.post("/status/", {"number": one}).content for one in (world.number, world.others_number)]
    return pages(world, *[(login, one) for login in ("", "hoshino") for one in links]) + b"".join(numbers)


def staff_page(world: World) -> Heap:
    """The queue, the case and its files, the school's boards, the register, what waits for an approval."""
    place, case = world.children.enrolment.school_class, f"/staff/cases/{world.number}/"
    school = f"/staff/schools/{place.school_id}/"
    tails = [
        case,
        *(f"{case}files/{one}/" for one in world.files),
        "/staff/",
        school,
        f"{school}{place.pk}/",
        f"{school}days/",
    ]
    tails += [f"/staff/registers/{REGISTER}/", f"/staff/registers/{REGISTER}/1/", "/staff/access/"]
    return pages(world, *[(login, tail) for login in ("nagai", "hoshino", "kurata") for tail in tails])


def printed(world: World) -> Heap:
    """Somebody else's decision as a PDF, by their own link; and what the family's links of before still give."""
    secret = _a_day_of_letters(world)
    mine = Letter.objects.filter(application__secret_hash__isnull=False).values_list("pk", flat=True)
    tails = ("print/", *(f"letters/{one}/" for one in mine))
    return pages(world, *[("", f"/receipts/{link}/{tail}") for link in (secret, world.secret) for tail in tails])


def letter(world: World) -> Heap:
    """The family's own letter, set in type and handed out: to who has the case, when a second person agreed."""
    _a_day_of_letters(world)
    asked = vault.ask_opening(record_id=world.record, fields=["account"], channel=Channel.LETTER, reason="手渡し", by=world.ward.actor("mori"))  # fmt: skip
    vault.approve(consent_id=asked.pk, by=world.ward.actor("shiraishi"))
    ids = Letter.objects.filter(application_id=world.number).values_list("pk", flat=True)
    here = [f"/staff/cases/{world.number}/letters/{one}/" for one in ids]
    return pages(world, *[(login, one) for login in ("mori", "nagai", "hoshino") for one in here])


def mailed(world: World) -> Heap:
    _a_day_of_letters(world)
    assert len(mail.outbox) == 1  # the other applicant's; the family gets none
    return b"".join(message.message().as_bytes() for message in mail.outbox)


def exported(world: World) -> Heap:
    """Every file that people write out: attendance, a register, the file register."""
    place, today = world.children.enrolment.school_class, clock.today().isoformat()
    typed = {"from": today, "to": today, "encoding": "utf-8"}
    csv = f"/staff/schools/{place.school_id}/csv/"
    attendance = [everything_of(world.browser(login).post(csv, typed)) for login in ("kimura", "hoshino")]
    assert all(b"text/csv" in one for one in attendance)
    return b"".join(attendance) + pages(
        world, ("kurata", f"/staff/registers/{REGISTER}/csv/"), ("", "/privacy/files.csv")
    )


def api(world: World) -> Heap:
    """What a program is told, before and after it sent something; also under the key that the family's may have had."""
    client, version = Client(), world.ward.versions["iken"]
    told = [client.get(path) for path in ("/api/v1/procedures", f"/api/v1/procedures/{CLAIM}", "/api/v1/openapi.json")]
    body = json.dumps({"version": version.hash, "answers": answers_for("iken", Writer(today=clock.today()))})
    for key in ("key-00001", world.number, world.secret[:40]):
        told.append(
            client.post(
                "/api/v1/procedures/iken/applications", body, "application/json", headers={"Idempotency-Key": key}
            )
        )
    assert {one.status_code for one in told} == {200, 201}
    return b"".join(map(everything_of, told))


def rule(world: World) -> Heap:
    """What the decision table left behind, and the box that it fills on the page of the case."""
    while run_due():
        pass
    left = [*Proposal.objects.values_list(), *CaseColumn.objects.values_list()]
    assert Case.objects.get(number=world.number).proposed_at
    return str(left).encode() + pages(world, ("mori", f"/staff/cases/{world.number}/"))


def searched(world: World) -> Heap:
    heap = b""
    for login in ("nagai", "hoshino", "kubota", "shiraishi"):
        for typed in ({"kana": "アヤセガワ ノゾミ"}, {"birth": "1988-02-29"}, {"telephone": "09000009909"}):
            page = world.browser(login).post("/staff/search/", {"purpose": "child-allowance", **typed}).content.decode()
            for echoed in typed.values():  # what was typed stands in its own field again
                page = page.replace(f'value="{echoed}"', "")
            heap += page.encode()
    return heap


def counter_page(world: World) -> Heap:
    """She came to the counter again: what a colleague writes for her there, as others try to read it over the shoulder."""
    mori = world.ward.staff["mori"]
    secret, _ = arriving.fill_in(
        world.ward.versions[CLAIM], her_answers(), by=world.ward.actor("mori"), owner=Owner(taken_by_id=mori.pk)
    )
    drafts = [f"drafts/{secret}/{tail}" for tail in ("", "check/", "applicant/", "children/1/", "later/")]
    listed = ["", f"begun/{Draft.objects.filter(taken_by=mori).latest('pk').pk}/throw-away/"]
    tails = [*drafts, *listed, f"receipts/{world.number}/", f"receipts/{world.number}/print/"]
    return pages(
        world, *[(login, f"/staff/counter/{tail}") for login in ("nagai", "hoshino", "shiraishi") for tail in tails]
    )


OUTPUTS: dict[Channel, Callable[[World], Heap]] = {
    Channel.RESIDENT_PAGE: resident_page,
    Channel.STAFF_PAGE: staff_page,
    Channel.COUNTER_PAGE: counter_page,
    Channel.PRINT: printed,
    Channel.LETTER: letter,
    Channel.MAIL: mailed,
    Channel.EXPORT: exported,
    Channel.API: api,
    Channel.RULE: rule,
    Channel.SEARCH: searched,
}
NONE_YET = {
    Channel.STATISTICS: "the vault counts by itself (protect.extract) and gives coarse values only; nothing is read for this way",
}
"""Members of the list that no output uses. For them the vault itself is asked; `test_channels` sees that it stays so."""


def _a_day_of_letters(world: World) -> str:
    """Two decisions, the family's and somebody else's: set in type and told of by the worker. Returns the other's link."""
    answers = answers_for(CLAIM, Writer(today=clock.today())) | {"email": "somebody@example.jp"}
    sent = arriving.send(world.ward, CLAIM, answers)
    for number in (world.number, sent.number):
        _decide(world, Case.objects.get(number=number))
    while run_due():
        pass
    return sent.secret


def _decide(world: World, case: Case) -> None:
    by = world.ward.actor("mori")
    decide.start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    decide.decide(case=case, result="granted", reason="", seen=case.revision, by=by)
