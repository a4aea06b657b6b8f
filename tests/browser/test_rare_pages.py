"""Pages that few people ever see: what was lost, overtaken, refused or too late. They are as open as all others."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import servers
from tests.browser.looks import VISITS, Open, good_looks
from tests.browser.seen import SHOWN
from tests.browser.servers import ROOT, Server
from tests.browser.signed_in import enter

POST = """([path, fields]) => {
  const form = document.createElement('form'); form.method = 'post'; form.action = path;
  fields.csrfmiddlewaretoken = document.querySelector('[name=csrfmiddlewaretoken]').value;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input'); input.name = name; input.value = value; form.append(input); }
  document.body.append(form); form.submit(); }"""
LATE = """
import datetime, django; django.setup()
from madoguchi.receive.models import Draft
draft = Draft.objects.order_by("-pk").first()
draft.expires_at -= datetime.timedelta(days=60)
draft.save()
"""
ONLY_OPERATOR = """
import django; django.setup()
from madoguchi.people.models import RoleGrant
RoleGrant.objects.filter(staff__login="sakuma").exclude(role="operator").delete()
"""
ERASED = """
import sys, django; django.setup()
from madoguchi.decide.models import Case
from madoguchi.protect import actions
from madoguchi.trail.actor import SYSTEM
case = Case.objects.get(number=sys.argv[1])
actions.erase(case.application.record_id, reason="retention", by=SYSTEM)
"""


def behind(town: Server, program: str, *words: str) -> None:
    """Something that happened while nobody looked."""
    subprocess.run([sys.executable, "-c", program, *words], env=servers._environment(town.home), cwd=ROOT, check=True)


def send(page: Page, path: str, **fields: str) -> None:
    """A form sent from an old window: the page that is open lends its token."""
    with page.expect_navigation():
        page.evaluate(POST, [path, fields])


def opinion(page: Page, town: Server) -> str:
    """A draft that is filled in; its secret."""
    page.goto(f"{town.address}/procedures/iken/start/")
    page.locator("[name=topic]").first.check()
    page.locator("[name=words]").fill("公園に水飲み場がほしいです。")
    page.locator("[name=reply]").last.check()
    page.locator("main button[name=_go]").last.click()
    page.wait_for_url("**/check/")
    return page.url.split("/drafts/")[1].split("/")[0]


def lost(page: Page, town: Server) -> None:
    page.goto(f"{town.address}/status/")
    send(page, f"/drafts/{'x' * 24}/opinion/", words="消えてほしくない言葉")


def no_step(page: Page, town: Server) -> None:
    send(page, f"/drafts/{opinion(page, town)}/nowhere/", words="消えてほしくない言葉")


def already_sent(page: Page, town: Server) -> None:
    secret = opinion(page, town)
    page.locator("main button[name=_send]").click()
    page.wait_for_url("**/receipts/**")
    page.goto(f"{town.address}/status/")
    send(page, f"/drafts/{secret}/opinion/", words="あとから書いた言葉")


def over(page: Page, town: Server) -> None:
    secret = opinion(page, town)
    behind(town, LATE)
    page.goto(f"{town.address}/drafts/{secret}/")


def no_desk(page: Page, town: Server) -> None:
    behind(town, ONLY_OPERATOR)
    enter(page, town, "sakuma")
    page.goto(f"{town.address}/staff/")


def operator(page: Page, town: Server) -> None:
    enter(page, town, "sakuma")
    page.goto(f"{town.address}/staff/operator/")


def no_role(page: Page, town: Server) -> None:
    enter(page, town, "nagai")
    page.goto(f"{town.address}/staff/operator/")


def not_yours(page: Page, town: Server) -> None:
    enter(page, town, "nagai")
    case = f"/staff/cases/{town.known['case-in_review']}/"
    page.goto(f"{town.address}{case}withdraw/")
    seen = page.locator("[name=seen]").input_value()
    send(page, f"{case}decide/", seen=seen, result="granted", reason="書きかけの理由", step="final")


def refused(page: Page, town: Server) -> None:
    behind(town, ERASED, town.known["case-closed"])
    enter(page, town, "mori")
    page.goto(f"{town.address}/staff/cases/{town.known['case-closed']}/")


def session_over(page: Page, town: Server) -> None:
    enter(page, town, "mori")
    page.goto(f"{town.address}/staff/cases/{town.known['case-in_review']}/")
    page.context.clear_cookies(name="sessionid")
    send(page, page.url.removeprefix(town.address) + "notes/", words="書きかけのメモ")


RARE: dict[str, Callable[[Page, Server], None]] = {
    "receive/lost.html": lost,
    "receive/no_step.html": no_step,
    "receive/already_sent.html": already_sent,
    "receive/over.html": over,
    "decide/no_desk.html": no_desk,
    "site/operator.html": operator,
    "people/no_role.html": no_role,
    "decide/not_yours.html": not_yours,
    "decide/refused.html": refused,
    "people/session_over.html": session_over,
}


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("template", RARE)
def test_a_rare_page_is_as_open_as_all_others(
    town: Server, open_page: Open, template: str, language: str, width: int
) -> None:
    page: Any = open_page(town, "/demo/", language=language, width=width)
    RARE[template](page, town)
    assert template in SHOWN[page][1]
    good_looks(page)
