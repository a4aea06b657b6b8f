"""A person goes through a form without JavaScript, from the first page to the receipt."""

import re

import pytest

from madoguchi.receive.models import Application, Draft
from tests.unit.receive.conftest import HOME, NAME, Browser, day, parts

pytestmark = pytest.mark.django_db


def test_looking_at_the_first_page_writes_nothing(browser: Browser, django_assert_max_num_queries) -> None:
    browser.open("/procedures/iken/start/")  # each process opens a version once
    with django_assert_max_num_queries(1):
        browser.open("/procedures/iken/start/")
    assert browser.status == 200
    assert not Draft.objects.exists()


def test_a_small_procedure_takes_three_screens(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/").fill(**opinion)
    assert browser.url.endswith("/check/")
    assert opinion["words"] in browser.html
    browser.fill("send")
    application = Application.objects.get()
    assert browser.url.startswith("/receipts/")
    assert application.number in browser.html
    assert "12月14日" in browser.html  # 14 working days after 24 November
    assert not Draft.objects.exists()


def test_a_whole_claim_with_a_child_arrives(at_the_last_look: Browser) -> None:
    browser = at_the_last_look
    assert browser.url.endswith("/check/"), browser.html
    assert "若葉 みらい" in browser.html
    browser.fill("send")
    assert Application.objects.get().number in browser.html


def test_a_wrong_page_is_kept_as_typed_and_says_what_to_mend(browser: Browser) -> None:
    browser.open("/procedures/jido-teate-nintei/start/")
    browser.fill(reason="born", work="employee", **day("happened", "showa", 64, 2, 3))
    assert browser.status == 422
    assert "平成元年" in browser.html
    assert browser.form().fields["happened.year"] == ["64"]
    again = browser.open(browser.url)
    assert again.status == 200
    assert again.form().fields["happened.year"] == ["64"]
    assert again.form().fields["happened.era"] == ["showa"]
    assert "平成元年" in again.html


def test_an_answer_that_ends_the_form_says_what_to_do_instead(browser: Browser) -> None:
    browser.open("/procedures/jido-teate-nintei/start/")
    browser.fill(reason="born", work="civil-servant", **day("happened", "reiwa", 8, 11, 1))
    assert "勤務先に請求してください" in browser.html
    assert browser.open(f"/drafts/{browser.secret}/check/").url.endswith("/stop/")
    back = re.search(r'<a href="(/drafts/[^"]+/reason/)"', browser.html)
    assert back
    browser.open(back[1]).fill(work="employee")
    assert browser.url.endswith("/applicant/")


def test_a_question_that_an_answer_brings_up_is_asked_on_the_same_page(browser: Browser) -> None:
    browser.open("/procedures/jido-teate-nintei/start/")
    browser.fill(reason="born", work="employee", **day("happened", "reiwa", 8, 11, 1))
    browser.fill(**parts("name", NAME), **day("birth", "heisei", 2, 4, 5), pension="employees")
    browser.fill(**parts("home", HOME), telephone="090-1234-5678")
    assert "spouse-name.family" not in browser.html
    browser.fill(spouse="together")
    assert browser.status == 422
    assert "spouse-name.family" in browser.html
    assert "上の答えから" in browser.html


def test_htmx_gets_the_same_fields_without_saving(browser: Browser) -> None:
    browser.open("/procedures/jido-teate-henko/start/")
    browser.fill(**parts("name", NAME), **day("birth", "heisei", 2, 4, 5), telephone="090-1234-5678")
    before = Draft.objects.get().saved_at
    form = browser.form()
    response = browser.client.post(str(form.action), {**form.fields, "changed": "home", "_peek": "1"})
    assert response.status_code == 200
    fragment = response.content.decode()
    assert "<html" not in fragment
    assert "new-home.postal_code" in fragment
    assert "field--wrong" not in fragment
    assert Draft.objects.get().saved_at == before


def test_rows_are_added_changed_and_taken_out(at_the_last_look: Browser) -> None:
    browser = at_the_last_look
    secret = browser.secret
    browser.open(f"/drafts/{secret}/children/")
    assert "1. 若葉 みらい" in browser.html
    child = NAME | {"given": "ひなた", "given_kana": "ヒナタ"}
    browser.open(f"/drafts/{secret}/children/2/")
    browser.fill(**parts("name", child), **day("birth", "reiwa", 5, 4, 1), relation="child", living="together")
    assert "2. 若葉 ひなた" in browser.html
    removal = browser.client.get(f"/drafts/{secret}/children/1/remove/")
    assert "取りのぞきますか" in removal.content.decode()
    browser.client.post(f"/drafts/{secret}/children/1/remove/")
    browser.open(f"/drafts/{secret}/children/")
    assert "1. 若葉 ひなた" in browser.html
    assert "若葉 みらい" not in browser.html


def test_from_the_last_look_one_changes_a_page_and_is_back(at_the_last_look: Browser) -> None:
    browser = at_the_last_look
    browser.open(f"/drafts/{browser.secret}/contact/?back=check").fill(telephone="080-1111-2222")
    assert browser.url.endswith("/check/")
    assert "080-1111-2222" in browser.html


def test_later_gives_the_way_back_and_until_when(browser: Browser) -> None:
    browser.open("/procedures/jido-teate-nintei/start/")
    browser.fill(press=("_later", ""), reason="born", **day("happened", "", 0, 0, 0))
    assert browser.url.endswith("/later/")
    assert "12月8日" in browser.html
    link = re.search(r"<code>http://localhost(/drafts/[^<]+)</code>", browser.html)
    assert link
    browser.open(link[1])
    assert browser.url.endswith("/reason/")
    assert browser.form().fields["reason"] == ["born"]


def test_another_language_keeps_what_was_typed(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/")
    form = browser.form()
    data = {**form.fields, "words": "途中まで", "_lang": "en"}
    browser._arrive(browser.client.post(f"{form.action}?lang=en", data), str(form.action))
    assert browser.form().fields["words"] == ["途中まで"]
    assert '<html lang="en"' in browser.html
    assert "Your words" in browser.html


def test_the_postal_code_fills_in_the_town(browser: Browser) -> None:
    browser.open("/procedures/jido-teate-nintei/start/")
    browser.fill(reason="born", work="employee", **day("happened", "reiwa", 8, 11, 1))
    browser.fill(**parts("name", NAME), **day("birth", "heisei", 2, 4, 5), pension="employees")
    browser.fill(press=("_lookup", "home"), home__postal_code="174-0045", telephone="090-1234-5678")
    assert browser.form().fields["home.city"] == ["板橋区"]
    assert browser.form().fields["telephone"] == ["090-1234-5678"]
    assert "errors-title" not in browser.html
