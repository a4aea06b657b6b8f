"""Sealing, going on with a draft, filing, words about a record, and erasing."""

import uuid

import pytest
from cryptography.exceptions import InvalidTag
from django.db import transaction

from madoguchi.protect import Channel, Refused, actions, links, read, show, show_all
from madoguchi.protect.models import Record, RecordKey, RecordSubject, Subject, SubjectToken
from madoguchi.trail.actor import RESIDENT, SYSTEM
from madoguchi.trail.models import Event

from .conftest import PURPOSE, a_name, a_version, some_answers

PAGE = Channel.RESIDENT_PAGE


def own(record, secret, fields=("*",)):
    opened = read([record], fields, purpose=PURPOSE, by=RESIDENT, channel=PAGE, secret=secret)
    return show_all(opened[record], channel=PAGE)


def test_what_was_sealed_comes_back_exactly(draft, secret):
    assert own(draft, secret) == some_answers()


def test_names_come_back_code_point_by_code_point(version, secret, db):
    verbatim = a_name("辻\U000e0100", "神\ufa19①", "ツジ", "ジン")
    record = actions.seal(answers={"name": verbatim}, version=version, by=RESIDENT, secret=secret)
    assert own(record, secret)["name"] == verbatim


def test_even_a_lone_surrogate_does_not_break_the_seal(version, secret, db):
    record = actions.seal(answers={"x": "\ud800"}, version=version, by=RESIDENT, secret=secret)
    assert own(record, secret) == {"x": "\ud800"}


def test_the_plain_columns_are_declared_codes(draft, version, secret):
    row = Record.objects.get(pk=draft)
    assert (row.procedure, row.office, row.purpose) == ("jido-teate", "kodomo", PURPOSE)
    assert (row.version_hash, row.roles, row.state) == (version.hash, "clerk reviewer", "draft")
    assert row.link_hash == links.link_hash(secret)
    assert str(draft) in str(row)


def test_a_draft_is_sealed_anew_in_place(draft, secret):
    actions.reseal(draft, answers={"birth": "2000-01-01"}, by=RESIDENT)
    assert own(draft, secret) == {"birth": "2000-01-01"}


def test_what_has_arrived_is_never_changed(filed, version):
    for change in (
        lambda: actions.reseal(filed, answers={}, by=RESIDENT),
        lambda: actions.file_record(filed, answers={}, version=version, by=RESIDENT),
    ):
        with pytest.raises(actions.NotADraft), transaction.atomic():
            change()


def test_an_unknown_draft_cannot_be_sealed_or_filed(version, db):
    for change in (
        lambda: actions.reseal(uuid.uuid4(), answers={}, by=RESIDENT),
        lambda: actions.file_record(uuid.uuid4(), answers={}, version=version, by=RESIDENT),
    ):
        with pytest.raises(actions.NotADraft), transaction.atomic():
            change()


def test_whoever_files_in_the_same_moment_wins_once(draft, version, monkeypatch):
    """Between looking and writing somebody else filed it: the conditional UPDATE finds no draft."""
    monkeypatch.setattr("madoguchi.protect.rows.store_draft", lambda *args, **kwargs: False)
    monkeypatch.setattr("madoguchi.protect.rows.store_filed", lambda *args, **kwargs: False)
    with pytest.raises(actions.NotADraft), transaction.atomic():
        actions.reseal(draft, answers={}, by=RESIDENT)
    with pytest.raises(actions.NotADraft), transaction.atomic():
        actions.file_record(draft, answers={}, version=version, by=RESIDENT)


def test_a_record_is_filed_with_the_version_it_was_born_under(draft):
    with pytest.raises(ValueError, match="version"), transaction.atomic():
        actions.file_record(draft, answers={}, version=a_version("other"), by=RESIDENT)


def test_filing_keeps_the_final_answers_and_the_draft_link(draft, version, secret):
    actions.file_record(draft, answers={"birth": "1990-04-06"}, version=version, by=RESIDENT)
    row = Record.objects.get(pk=draft)
    assert row.state == "filed"
    assert row.filed_at is not None
    assert own(draft, secret) == {"birth": "1990-04-06"}


def test_the_receipts_link_takes_the_place_of_the_drafts(draft, version, secret):
    receipt = links.new_secret()
    actions.file_record(draft, answers=some_answers(), version=version, by=RESIDENT, secret=receipt)
    assert own(draft, receipt) == some_answers()
    with pytest.raises(Refused):
        own(draft, secret)


def test_a_ciphertext_moved_to_another_record_does_not_open(draft, version, secret):
    other = actions.seal(answers={"birth": "2001-01-01"}, version=version, by=RESIDENT, secret=secret)
    Record.objects.filter(pk=draft).update(ciphertext=Record.objects.get(pk=other).ciphertext)
    with pytest.raises(InvalidTag):
        own(draft, secret)


def test_words_about_a_record_are_sealed_with_its_purpose_and_opened_by_its_link(filed, secret, clerk):
    words = actions.seal_words(words="所得証明を添えてください。", of=filed, by=clerk)
    assert own(words, secret) == {"words": "所得証明を添えてください。"}
    opened = read([words], ["words"], purpose=PURPOSE, by=clerk, channel=Channel.STAFF_PAGE)[words]["words"]
    assert show(opened, channel=Channel.STAFF_PAGE) == "所得証明を添えてください。"


def test_words_within_the_office_are_not_for_the_applicant(filed, secret, clerk):
    note = actions.seal_words(words="電話で確認した。", of=filed, by=clerk, within_office=True)
    with pytest.raises(Refused):
        own(note, secret)
    assert read([note], purpose=PURPOSE, by=clerk, channel=Channel.STAFF_PAGE)


def test_there_are_no_words_about_a_draft(draft, clerk):
    with pytest.raises(Record.DoesNotExist), transaction.atomic():
        actions.seal_words(words="x", of=draft, by=clerk)


def test_erasing_destroys_the_key_the_words_and_the_people(filed, clerk, secret):
    words = actions.seal_words(words="理由", of=filed, by=clerk)
    actions.erase(filed, reason="retention", by=SYSTEM)
    assert not RecordKey.objects.exists()
    assert not Subject.objects.exists()
    assert not SubjectToken.objects.exists()
    for record in (filed, words):
        row = Record.objects.get(pk=record)
        assert (row.state, bytes(row.ciphertext), row.link_hash) == ("erased", b"", "")
        assert row.erased_at is not None
    with pytest.raises(Refused) as refused:
        own(filed, secret)
    assert refused.value.code == "erased"
    assert "消去" in refused.value.reason_ja


def test_an_old_copy_of_an_erased_record_does_not_open_without_its_key(filed, secret):
    """A backup of the data brought the row back; the keys are kept apart and are the newest."""
    copy = Record.objects.filter(pk=filed).values().get()
    actions.erase(filed, reason="retention", by=SYSTEM)
    Record.objects.filter(pk=filed).update(**{key: copy[key] for key in ("state", "ciphertext", "link_hash")})
    with pytest.raises(Refused) as refused:
        own(filed, secret)
    assert refused.value.code == "erased"


def test_erasing_keeps_people_whom_another_record_knows(filed, version, secret):
    other = actions.seal(answers=some_answers(), version=version, by=RESIDENT)
    actions.file_record(other, answers=some_answers(), version=version, by=RESIDENT)
    actions.erase(filed, reason="retention", by=SYSTEM)
    assert Subject.objects.count() == 3
    assert RecordSubject.objects.filter(record=other).count() == 3


def test_erasing_keeps_the_residents_list(version, db):
    name = a_name("山田", "花子", "ヤマダ", "ハナコ")
    listed = actions.register_subject(name=name, birth="1990-04-05", by=SYSTEM)
    record = actions.seal(answers=some_answers(), version=version, by=RESIDENT)
    actions.file_record(record, answers=some_answers(), version=version, by=RESIDENT)
    actions.erase(record, reason="retention", by=SYSTEM)
    assert [one.pk for one in Subject.objects.all()] == [listed]
    assert RecordKey.objects.filter(pk=listed).exists()


def test_erasing_twice_is_erasing_once(filed):
    actions.erase(filed, reason="retention", by=SYSTEM)
    actions.erase(filed, reason="retention", by=SYSTEM)
    actions.erase(uuid.uuid4(), reason="retention", by=SYSTEM)
    assert Event.objects.filter(verb="protect.erased").count() == 1


def test_every_change_leaves_one_trace(filed, clerk):
    actions.seal_words(words="x", of=filed, by=clerk)
    assert list(Event.objects.filter(verb__startswith="protect.").order_by("pk").values_list("verb", flat=True)) == [
        "protect.sealed", "protect.filed", "protect.worded",
    ]  # fmt: skip
