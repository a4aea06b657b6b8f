"""Absent, empty and forbidden look alike: who asks cannot tell that there is something."""

import re
import statistics
import time

import pytest

ROUNDS = 15


def page_of(answer) -> tuple[int, str]:
    body = answer.content.decode()
    for changing in (
        r'name="csrfmiddlewaretoken" value="[^"]*"',
        r"[0-9]+時[0-9]+分",
        r'(id|href|action)="[^"]*"',
        r'value="[^"]*"',
    ):
        body = re.sub(changing, "", body)
    return answer.status_code, body


def alike(first, second) -> None:
    assert page_of(first) == page_of(second)


def test_a_revoked_receipt_is_as_lost_as_one_that_never_was(world):
    client = world.browser("")
    for tail in ("", "print/", "letters/1/", "correct/", "withdraw/"):
        alike(client.get(f"/receipts/{world.secret}/{tail}"), client.get(f"/receipts/{'x' * 32}/{tail}"))


def test_the_number_of_a_revoked_application_is_as_unknown_as_any(world):
    from madoguchi.receive import numbers

    client = world.browser("")
    answers = [client.post("/status/", {"number": number}) for number in (world.number, numbers.new())]
    assert [one.status_code for one in answers] == [404, 404]
    alike(*answers)


@pytest.mark.parametrize("login", ["nagai", "hoshino", "kubota"])
def test_a_search_finds_a_shielded_person_as_little_as_nobody(world, login):
    client, page = world.browser(login), {"purpose": "child-allowance"}
    purposes = "voice" if login == "kubota" else "child-allowance"
    found = [
        client.post("/staff/search/", page | {"purpose": purposes, "kana": kana})
        for kana in ("アヤセガワ ノゾミ", "ダレモイナイ ヒト")
    ]
    alike(*found)


@pytest.mark.parametrize("login", ["kubota", "takase", "tsukuda"])
def test_a_shielded_case_of_another_office_is_as_absent_as_one_that_never_was(world, login):
    client = world.browser(login)
    for tail in ("", "open/", "letters/1/", f"files/{world.files[0]}/", "withdraw/"):
        alike(client.get(f"/staff/cases/{world.number}/{tail}"), client.get(f"/staff/cases/MD-0000-0000/{tail}"))


def test_a_file_of_a_shielded_record_is_as_absent_for_a_colleague_as_none(world):
    nobody = "00000000-0000-0000-0000-000000000000"
    client, case = world.browser("nagai"), f"/staff/cases/{world.number}/files/"
    alike(client.get(f"{case}{world.files[0]}/"), client.get(f"{case}{nobody}/"))


LIKE = {
    "a receipt": ("", "/receipts/{secret}/", "/receipts/{none}/"),
    "the mother's link": ("", "/g/{mother}/", "/g/{none}/"),
    "a notice, by the father's link": ("", "/g/{father}/notices/{notice}/", "/g/{father}/notices/MD-0000-0000/"),
    "a case, for the other party": ("hoshino", "/staff/cases/{number}/", "/staff/cases/MD-0000-0000/"),
    "a case, for another office": ("kubota", "/staff/cases/{number}/", "/staff/cases/MD-0000-0000/"),
    "a pupil, for the other party": ("hoshino", "{class_}{pupil}/", "{class_}99999/"),
    "a shield, for the other party": ("hoshino", "/staff/shields/{shield}/", "/staff/shields/{nobody}/"),
    "a row of a register": ("kurata", "/staff/registers/shingikai-iin/1/", "/staff/registers/shingikai-iin/77/"),
}
"""Who asks, for what is theirs, and for what never was."""


def addressed(world, template: str) -> str:
    children, place = world.children, world.children.enrolment.school_class
    return template.format(
        secret=world.secret, none="x" * 32, mother=children.mothers_link, father=children.fathers_link,
        notice=children.notice.pk, number=world.number, class_=f"/staff/schools/{place.school_id}/{place.pk}/",
        pupil=children.pupil.pk, shield=world.shield.pk, nobody="00000000-0000-0000-0000-000000000000",
    )  # fmt: skip


@pytest.mark.parametrize("what", LIKE)
def test_what_is_theirs_and_what_never_was_have_one_answer(world, what):
    login, *templates = LIKE[what]
    client = world.browser(login)
    answers = [client.get(addressed(world, one)) for one in templates]
    alike(*answers)
    assert len({len(one.content) for one in answers}) == 1 or login == ""  # a page of a link holds its own address


@pytest.mark.full
@pytest.mark.parametrize("what", LIKE)
def test_the_answers_take_the_same_time(world, what):
    """Medians within 5 ms. A busy machine gets ten tries."""
    login, *templates = LIKE[what]
    client, both = world.browser(login), [addressed(world, one) for one in templates]
    assert any(_difference(client, *both) < 0.005 for _ in range(10))


def _difference(client, *addresses: str) -> float:
    times: dict[str, list[float]] = {address: [] for address in addresses}
    for _ in range(ROUNDS):
        for address, taken in times.items():
            start = time.perf_counter()
            client.get(address)
            taken.append(time.perf_counter() - start)
    first, second = (statistics.median(taken) for taken in times.values())
    return abs(first - second)
