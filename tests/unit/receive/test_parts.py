"""The small parts under the pages: addresses, stencils, spools, journeys."""

import tempfile

import pytest
from django.urls import reverse

from madoguchi.declare.versions import Version
from madoguchi.receive import spool, stencil, tickets, uploads
from madoguchi.receive.journey import Journey, key_of
from madoguchi.receive.views.ground import RESIDENTS, STAFF, Ground

SECRET = "s" * 32


@pytest.mark.parametrize("ground", [RESIDENTS, STAFF])
def test_the_addresses_put_together_are_those_of_the_list(ground: Ground) -> None:
    name = "receive:staff-" if ground.is_staff else "receive:"
    own = {"secret": SECRET}
    assert ground.start("iken") == reverse(f"{name}start", kwargs={"slug": "iken"})
    assert ground.draft_url(SECRET) == reverse(f"{name}draft", kwargs=own)
    assert ground.step(SECRET, "children") == reverse(f"{name}page", kwargs=own | {"page_id": "children"})
    assert ground.step(SECRET, "children", 1) == reverse(f"{name}row", kwargs=own | {"page_id": "children", "row": 1})
    assert ground.remove(SECRET, "c", 0) == reverse(f"{name}remove", kwargs=own | {"page_id": "c", "row": 0})
    assert ground.check(SECRET) == reverse(f"{name}check", kwargs=own)
    assert ground.submit(SECRET) == reverse(f"{name}submit", kwargs=own)
    assert ground.later(SECRET) == reverse(f"{name}later", kwargs=own)
    assert ground.receipt(SECRET) == reverse(f"{name}receipt", kwargs=own)
    assert ground.receipt(SECRET, "withdraw/") == reverse(f"{name}withdraw", kwargs=own)


def test_a_stencil_escapes_what_is_filled_in() -> None:
    page = stencil.Stencil(f"<p>{stencil.place('name')}</p><i>{stencil.place('name')}</i>")
    assert page.filled({"name": "<b>"}) == "<p>&lt;b&gt;</p><i>&lt;b&gt;</i>"


def test_what_looks_like_a_place_in_a_value_stays_what_it_is() -> None:
    page = stencil.Stencil(f"{stencil.place('one')}|{stencil.place('two')}")
    assert page.filled({"one": stencil.place("two"), "two": "x"}) == f"{stencil.place('two')}|x"


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 100_000, spool.IN_MEMORY + 1])
def test_a_spool_gives_back_what_was_written(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    kept = spool.Spool()
    for start in range(0, size, 70_001):
        kept.write(content[start : min(size, start + 70_001)])
    kept.seek(0)
    assert kept.read(64) == content[: min(64, size)]
    kept.seek(0)
    assert b"".join(iter(lambda: kept.read(4096), b"")) == content[:size]
    kept.close()


def test_what_waits_on_the_disk_is_not_readable() -> None:
    under = tempfile.TemporaryFile()  # noqa: SIM115
    kept = spool.Spool(under)
    kept.write("診断書".encode() * 1000)
    under.seek(0)
    assert "診断書".encode() not in under.read()
    kept.close()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\fakepath\\通帳.jpg", "通帳.jpg"),
        ("../../etc/passwd", "passwd"),
        ("申\u202e立\x00書.pdf", "申立書.pdf"),
        ("", "file"),
        ("か\u3099.png", "が.png"),
        ("あ" * 300 + ".jpeg", "あ" * 114 + "….jpeg"),
        ("x" * 300, "x" * 119 + "…"),
    ],
)
def test_a_file_name_is_made_safe_and_short(name: str, kept: str) -> None:
    assert uploads.clean_name(name) == kept


def test_the_secret_of_a_receipt_follows_from_the_draft_and_not_the_other_way() -> None:
    receipt = tickets.receipt_secret(SECRET)
    assert receipt == tickets.receipt_secret(SECRET) != SECRET
    assert tickets.receipt_secret(tickets.correction_secret(receipt, 7)) == receipt


def test_the_way_through_a_form(versions: dict[str, Version]) -> None:
    journey = Journey(versions["jido-teate-nintei"], {"work": "employee"})
    keys = [key_of(step.page.id, step.row) for step in journey.steps]
    assert keys == ["reason", "applicant", "contact", "spouse", "children.0", "children", "older", "money"]
    first = journey.steps[0]
    assert journey.before(first) is None
    assert journey.position(first) == (1, 8)
    assert journey.find("children", 1) is None  # the first row comes first
    with_child = Journey(journey.version, {"work": "employee", "children": [{}]})
    assert with_child.find("children", 1) is not None
    assert with_child.find("children", 2) is None
    ended = Journey(journey.version, {"work": "civil-servant"})
    assert [step.page.id for step in ended.steps] == ["reason", "stop"]
