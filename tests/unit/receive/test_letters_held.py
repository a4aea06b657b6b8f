"""Letters that are not made, or not given out: no libraries, a shielded person. The page tells everything all the same."""

from datetime import timedelta

import pytest

from madoguchi.demo.ward import Ward
from madoguchi.paper import Press
from madoguchi.paper.engine import why_not
from madoguchi.protect import Channel, Refused
from madoguchi.protect import actions as vault
from madoguchi.protect.identity import Identity
from madoguchi.protect.models import Reading
from madoguchi.receive.actions import mailing, print_what_failed, printing
from madoguchi.receive.letters.handing import paper_of
from madoguchi.receive.models import Letter
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock, worker
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.receive.test_letters import Sent, arrive, decided, download, name_of, page, the_letter, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")]


def test_without_the_libraries_there_is_no_pdf_and_everything_else_works(midori: Ward, monkeypatch) -> None:
    monkeypatch.setattr(printing, "_press", [Press()])
    monkeypatch.setattr("madoguchi.paper.press.STARTING_SECONDS", 20)
    monkeypatch.setattr("madoguchi.paper.press.sys.executable", "/bin/false")
    sent = decided(midori)
    worker.run_due()
    assert the_letter().paper == "failed"
    assert "児童手当 認定通知書" in page(sent) and "PDFは作れませんでした" in page(sent)
    assert not Reading.objects.filter(channel="letter").exists()  # nothing was opened for nothing


def test_when_the_libraries_have_come_the_letters_are_made_without_being_asked_for(midori: Ward) -> None:
    decided(midori)
    worker.run_due()
    Letter.objects.update(paper="failed", paper_id=None, paper_code="no-engine")
    assert print_what_failed(by=SYSTEM) == 1
    worker.run_due()
    assert the_letter().paper == "ready"
    Letter.objects.update(paper="failed", paper_id=None, paper_code="not-this-one")
    assert print_what_failed(by=SYSTEM) == 0  # a person looks at that one


def shield(sent: Sent) -> None:
    """The applicant asks to be protected, and is from this moment on."""
    who = Identity.of(sent.answers["name"], sent.answers["birth"], sent.answers["telephone"])
    year = clock.today() + timedelta(days=365)
    vault.shield(asked=vault.ShieldRequest(kind="dv", people=(who,), starts_on=clock.today(), ends_on=year), by=SYSTEM)


def test_a_shielded_persons_letter_bears_no_address_and_no_email_is_sent(midori: Ward, monkeypatch) -> None:
    """It fails closed: the window stays empty, and how to send it is for the office to settle. The page tells it all."""
    shield(arrive(midori))
    sent = decided(midori)
    worker.run_due()
    letter = Letter.objects.get(application_id=sent.number)
    text = words_of(download(sent, letter).content)
    home = sent.answers["home"]
    assert f"{name_of(sent)}様" in text and "児童手当認定通知書" in text
    assert [part for part in (home["town"], home["number"], home["building"].replace(" ", "")) if part in text] == []
    monkeypatch.setattr("madoguchi.receive.mail.is_on", lambda: True)
    mailing.mail_notice(Event.objects.get(verb="receive.letter_written", about_id=str(letter.pk)))
    assert not Reading.objects.filter(channel="mail").exists()
    assert "児童手当 認定通知書" in page(sent)


def test_a_letter_that_lay_ready_is_not_given_out_once_its_person_is_shielded(midori: Ward) -> None:
    sent = decided(midori)
    worker.run_due()
    shield(sent)
    version = open_version(the_letter().application.version_id)
    with pytest.raises(Refused):
        paper_of(the_letter(), version, by=midori.actor("mori"), channel=Channel.LETTER)
