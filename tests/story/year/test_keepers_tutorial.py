"""The tutorial of a keeper of data, done as it is written: its file, its buttons, its two people, its address."""

import re
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.demo.brought import run
from madoguchi.demo.opened import build
from madoguchi.publish.models import Check, Release
from madoguchi.trail import clock
from tests.story.year.conftest import NOON, signed_in

TEXT = (Path(__file__).parents[3] / "docs/tutorials/for-a-keeper-of-data.md").read_text("utf-8")
(FILE,) = re.findall(r"```csv\n(.*?)```", TEXT, re.DOTALL)
(SLUG,) = set(re.findall(r"/data/([a-z-]+)/", TEXT))


def test_the_dirty_file_of_the_tutorial_is_open_data_at_its_address(year, page):
    brings, lets_out = signed_in("mizuno"), signed_in("kurata")
    given = {"office": "kuseijoho", "file": SimpleUploadedFile("aed.csv", FILE.encode())}
    file = brings.post("/staff/data/new/", given).url
    run(Check.objects.latest("pk"))
    told = brings.get(file).content.decode()
    assert "AED設置箇所一覧" in told and "確かな直し" in told
    _say_that_nothing_is_personal(brings, file, told)
    brings.post(f"{file}say/", {"check": Check.objects.latest("pk").pk, "verb": "provable"})
    words = {"title": "練習のAED", "slug": SLUG, "frequency": "monthly", "licence": "cc-by-4.0"}
    asked = brings.post(f"{file}propose/", words | {"check": Check.objects.latest("pk").pk})
    assert asked.status_code in (302, 303), asked.content.decode()
    made = Release.objects.latest("pk")
    build(made)
    assert brings.post(f"/staff/data/releases/{made.pk}/out/").status_code in (403, 409, 422)
    assert lets_out.post(f"/staff/data/releases/{made.pk}/out/").status_code in (302, 303)
    rows = page(f"/data/{SLUG}/latest/data.csv")
    assert "若草図書館" in rows and "03-0000-2002" in rows and " 若草図書館 " not in rows
    assert f'"name": "{SLUG}"' in page(f"/api/3/action/package_show?id={SLUG}")
    assert clock.now() == NOON


def _say_that_nothing_is_personal(client, file: str, told: str) -> None:
    """The buttons of the red frame, if there is one."""
    check = Check.objects.latest("pk").pk
    for group in re.findall(r'name="verb" value="looked"[^>]*>.*?name="group" value="(\d+)"', told, re.DOTALL):
        client.post(f"{file}say/", {"check": check, "verb": "looked", "group": group})
