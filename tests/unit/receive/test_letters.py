"""A letter: declared, filled, set in type by the worker, read and downloaded by the person it went to, and by nobody else."""

import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.ward import Ward
from madoguchi.paper import PressTimeout
from madoguchi.paper.engine import why_not
from madoguchi.protect import keys
from madoguchi.protect.models import Attachment, Reading
from madoguchi.receive.actions import ask_receipt, print_again, printing
from madoguchi.receive.models import Letter
from madoguchi.trail import clock, worker
from madoguchi.trail.actor import RESIDENT
from madoguchi.trail.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")]
NINTEI, HENKO = "jido-teate-nintei", "jido-teate-henko"


@dataclass(frozen=True)
class Sent:
    """What the applicant has in hand, and what they wrote."""

    number: str
    secret: str
    answers: dict


def arrive(midori: Ward, procedure: str = NINTEI, **changes: object) -> Sent:
    answers = answers_for(procedure, Writer(today=clock.today()), **changes)
    sent = arriving.send(midori, procedure, answers, by=RESIDENT)
    return Sent(sent.number, sent.secret, answers)


def decided(midori: Ward, result: str = "granted", reason: str = "", **changes: object) -> Sent:
    sent = arrive(midori, **changes)
    case, by = Case.objects.get(number=sent.number), midori.actor("mori")
    decide.start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    decide.decide(case=case, result=result, reason=reason, seen=case.revision, by=by)
    return sent


def the_letter() -> Letter:
    return Letter.objects.select_related("application").get()


def receipt(sent: Sent) -> str:
    return f"/receipts/{sent.secret}/"


def page(sent: Sent) -> str:
    return Client(headers={"host": "localhost"}).get(receipt(sent)).content.decode()


def download(sent: Sent, letter: Letter):
    return Client(headers={"host": "localhost"}).get(f"{receipt(sent)}letters/{letter.pk}/")


def words_of(pdf: bytes) -> str:
    return "".join("".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(pdf)).pages)


def name_of(sent: Sent, path: str = "name") -> str:
    return f"{sent.answers[path]['family']}{sent.answers[path]['given']}"


def test_a_decision_is_read_at_once_and_its_pdf_comes_a_moment_later(midori: Ward) -> None:
    sent = decided(midori)
    assert "児童手当 認定通知書" in page(sent) and "PDFを作っています" in page(sent)
    worker.run_due()
    assert the_letter().paper == "ready"
    assert f"letters/{the_letter().pk}/" in page(sent)


def test_the_pdf_says_what_the_page_says_with_reason_and_remedies(midori: Ward) -> None:
    sent = decided(midori, "refused", "お子さんが\nみどり区の外で\n別の方に育てられているためです。")
    worker.run_due()
    text = words_of(download(sent, the_letter()).content)
    home = sent.answers["home"]
    for wanted in (
        f"{name_of(sent)}様", sent.number, "児童手当認定請求却下通知書", "別の方に育てられているためです。", "審査請求をすることができます",
        "理由", "教示", f"{home['town']}{home['number']}", "森あかね",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_a_downloaded_letter_is_an_attachment_that_is_never_kept_by_a_browser(midori: Ward) -> None:
    sent = decided(midori)
    worker.run_due()
    answer = download(sent, the_letter())
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{sent.number}-decision.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_each_opening_of_a_letter_is_a_reading(midori: Ward) -> None:
    sent = decided(midori)
    worker.run_due()
    made = Reading.objects.get(channel="letter")
    assert (made.actor_kind, made.relation) == ("system", "rule")
    assert sorted(made.fields) == ["children[].name", "home", "name", "words"]  # nothing else was opened
    download(sent, the_letter())
    assert Reading.objects.filter(channel="print", fields=["letter"], actor_kind="resident").count() == 1


def test_a_strangers_link_opens_no_letter(midori: Ward) -> None:
    sent, other = decided(midori), arrive(midori)
    worker.run_due()
    assert download(other, the_letter()).status_code == 404
    assert (
        Client(headers={"host": "localhost"}).get(f"/receipts/{'x' * 32}/letters/{the_letter().pk}/").status_code == 404
    )
    assert download(sent, the_letter()).status_code == 200


def test_before_it_is_ready_the_address_leads_back_to_the_page(midori: Ward) -> None:
    sent = decided(midori)
    assert download(sent, the_letter()).headers["Location"] == receipt(sent)


def test_a_paper_that_is_not_its_own_is_given_to_nobody_and_the_trail_tells(midori: Ward) -> None:
    """What happened at Yokohama and Kawasaki, done by hand: two rows that point at each other's paper."""
    mine, other = decided(midori), decided(midori)
    worker.run_due()
    first, second = Letter.objects.order_by("pk")
    papers = first.paper_id, second.paper_id
    Letter.objects.filter(pk=first.pk).update(paper="waiting", paper_id=None)
    Letter.objects.filter(pk=second.pk).update(paper_id=papers[0])
    Letter.objects.filter(pk=first.pk).update(paper="ready", paper_id=papers[1])
    assert download(mine, first).status_code == 404  # the gate: the paper is not of this link's record
    second.refresh_from_db()
    assert download(other, second).status_code == 404


def test_a_paper_that_was_put_into_the_right_record_by_mistake_is_still_withheld(midori: Ward, monkeypatch) -> None:
    sent = decided(midori)
    wrong = the_letter()
    monkeypatch.setattr(
        "madoguchi.paper.press.must_belong", lambda pdf, binding: pdf
    )  # the press's own check is broken
    other = printing.sheet_of(wrong, by=printing.SYSTEM)
    monkeypatch.setattr(printing, "sheet_of", lambda letter, by: type(other)("0" * 64, other.html))
    worker.run_due()
    assert the_letter().paper == "ready"
    assert download(sent, the_letter()).headers["Location"] == receipt(sent)
    assert (the_letter().paper, the_letter().paper_code) == ("failed", "not-this-one")
    assert Event.objects.filter(verb="receive.letter_withheld").count() == 1


def test_a_changed_file_is_withheld(midori: Ward, settings) -> None:
    sent = decided(midori)
    worker.run_due()
    path = settings.HOME / "attachments" / Attachment.objects.get(path="letter").file
    sealed = bytearray(path.read_bytes())
    sealed[100] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(sealed))
    assert download(sent, the_letter()).headers["Location"] == receipt(sent)
    assert the_letter().paper == "failed"


def test_a_letter_that_takes_too_long_fails_alone_and_can_be_wanted_again(midori: Ward, monkeypatch) -> None:
    class Slow:
        def begin(self) -> None: ...

        def typeset(self, sheet: object) -> bytes:
            raise PressTimeout

    slow, quick = decided(midori), decided(midori)
    press = printing.the_press()
    presses = iter([Slow(), press])
    monkeypatch.setattr(printing, "the_press", lambda: next(presses))
    worker.run_due()
    letters = {one.application_id: one for one in Letter.objects.all()}
    assert letters[slow.number].paper_code == "timeout" and letters[quick.number].paper == "ready"
    assert "PDFは作れませんでした" in page(slow) and "認定通知書" in page(slow)
    monkeypatch.setattr(printing, "the_press", lambda: press)
    print_again(letter=letters[slow.number], by=midori.actor("mori"))
    worker.run_due()
    letters[slow.number].refresh_from_db()
    assert letters[slow.number].paper == "ready"
    assert name_of(slow) in words_of(download(slow, letters[slow.number]).content)


def test_a_correction_an_extension_and_an_acknowledgement_are_letters_too(midori: Ward) -> None:
    by, day = midori.actor("mori"), clock.today() + timedelta(days=60)
    sent = arrive(midori)
    case = Case.objects.get(number=sent.number)
    decide.extend(case=case, reason="確かめることが多いためです。", until=day, seen=case.revision, by=by)
    case.refresh_from_db()
    decide.request_correction(
        case=case, words="電話番号を確かめてください。", fields=["telephone"], until=day, seen=case.revision, by=by
    )
    told = arrive(midori, HENKO)
    case = Case.objects.get(number=told.number)
    decide.acknowledge(case=case, seen=case.revision, by=by)
    worker.run_due()
    papers = {
        one.kind: words_of(download(told if one.kind == "acknowledgement" else sent, one).content)
        for one in Letter.objects.all()
    }
    assert "確かめることが多いためです。" in papers["extension"]
    assert "電話番号を確かめてください。" in papers["correction"] and "住所と連絡先" in papers["correction"]
    assert f"{name_of(told)}様" in papers["acknowledgement"]
    assert "届出を確認しました" in page(told)


def test_the_notice_of_receipt_is_made_for_those_who_want_it_and_once(midori: Ward) -> None:
    sent = arrive(midori)
    assert not Letter.objects.exists() and "受付のお知らせをPDFで作る" in page(sent)
    for _ in range(2):
        Client(headers={"host": "localhost"}).post(f"{receipt(sent)}letters/")
    assert the_letter().kind == "receipt"
    worker.run_due()
    assert sent.number in words_of(download(sent, the_letter()).content)
    assert "受付のお知らせをPDFで作る" not in page(sent)


def test_a_procedure_without_letters_makes_none(midori: Ward) -> None:
    sent = arrive(midori, "iken")
    assert ask_receipt(sent.number, by=RESIDENT) is None
    assert Client(headers={"host": "localhost"}).post(f"{receipt(sent)}letters/").status_code == 404


def test_a_person_who_reads_english_gets_english_behind_the_japanese(midori: Ward) -> None:
    sent = decided(midori)
    Letter.objects.get().application.__class__.objects.filter(pk=sent.number).update(language="en")
    worker.run_due()
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(download(sent, the_letter()).content)).pages]
    assert "認定通知書" in pages[0] and "Notice of grant" not in pages[0]
    assert "Notice of grant" in pages[-1]


def test_a_letter_says_what_was_so_on_its_day_whatever_is_corrected_later(midori: Ward) -> None:
    decided(midori)
    assert the_letter().answers_id == the_letter().application.record_id


def test_the_binding_names_nobody_and_is_another_for_every_letter(midori: Ward) -> None:
    decided(midori), decided(midori)
    bindings = {one.binding for one in Letter.objects.all()}
    assert len(bindings) == 2 and all(len(one) == 64 for one in bindings)
    assert keys.ring()
