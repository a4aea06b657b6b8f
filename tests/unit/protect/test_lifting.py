"""How a shield ends, which is by two people alone; and how it is proven that it holds."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from madoguchi.protect import Channel, actions, read
from madoguchi.protect.errors import NotPossible, Stale
from madoguchi.protect.models import (
    Consent,
    Record,
    RecordSubject,
    Shield,
    ShieldAlarm,
    ShieldedPerson,
    ShieldMark,
)
from madoguchi.protect.queries import shielded_among
from madoguchi.protect.refusal import Refused
from madoguchi.trail import clock

from .conftest import PURPOSE
from .shields import MOTHER, a_protector, shielded

pytestmark = pytest.mark.django_db
PAGE = {"purpose": PURPOSE, "channel": Channel.STAFF_PAGE}


def refusal(ask) -> str:
    with pytest.raises(Refused) as refused:
        ask()
    return refused.value.code


@pytest.mark.parametrize(
    "broken",
    [
        lambda: ShieldedPerson.objects.update(since=clock.now() - timedelta(days=4000)),
        lambda: Shield.objects.update(starts_on=clock.today() - timedelta(days=4000), ends_on=clock.today() - timedelta(days=3000)),
        lambda: Shield.objects.update(kind="?"),
        lambda: Shield.objects.update(ciphertext=b""),
        lambda: ShieldMark.objects.all().delete(),
        lambda: RecordSubject.objects.update(match="?"),
        lambda: RecordSubject.objects.update(match=""),
    ],
    ids=["old", "over", "unknown kind", "unreadable", "no marks", "unknown match", "no match"],
)  # fmt: skip
def test_a_broken_or_unknown_state_counts_as_shielded(filed, clerk, broken):
    shielded()
    broken()
    assert refusal(lambda: read([filed], ["name"], by=clerk, **PAGE)) == "shielded"


def test_a_lifting_without_two_people_is_no_lifting(filed, clerk):
    """Whatever somebody writes into the table: without an approved consent of two people the row still shields."""
    shielded()
    one = Consent(
        what="lift", ciphertext=b"", asked_by=clerk.id, asked_label="", asked_at=clock.now(), answer="refused",
        answered_by="x",
    )  # fmt: skip
    one.save()
    ShieldedPerson.objects.update(lifted_at=clock.now(), lift=one)
    assert shielded_among([filed]) == {filed}


def test_the_database_refuses_who_answers_themselves_and_who_lifts_alone():
    shielded()
    alone = Consent(what="lift", ciphertext=b"", asked_by="1", asked_label="", asked_at=clock.now())
    alone.answer, alone.answered_by = "approved", "1"
    with pytest.raises(IntegrityError), transaction.atomic():
        alone.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        ShieldedPerson.objects.update(lifted_at=clock.now())


def test_the_end_of_a_shield_never_lifts_it_and_raises_its_voice(filed, clerk):
    row = shielded()
    for later, wanted in ((330, set()), (340, {"renewal"}), (400, {"renewal", "over"})):
        with clock.at(clock.now() + timedelta(days=later)):
            actions.prove_all()
            actions.raise_alarms()
            actions.raise_alarms()
            assert set(ShieldAlarm.objects.filter(shield=row).values_list("what", flat=True)) == wanted
            assert shielded_among([filed]) == {filed}


def test_it_is_renewed_from_one_month_before_the_end(db):
    row, desk = shielded(), a_protector("tsukuda")
    with pytest.raises(NotPossible):
        actions.renew(shield_id=row.pk, ends_on=row.ends_on + timedelta(days=365), by=desk)
    with clock.at(clock.now() + timedelta(days=340)):
        renewed = actions.renew(shield_id=row.pk, ends_on=row.ends_on + timedelta(days=365), by=desk)
        assert renewed.ends_on == row.ends_on + timedelta(days=365)


def lift(person, first, second):
    return actions.approve(
        consent_id=actions.ask_lift(person_id=person.pk, reason="本人の申出", by=first).pk, by=second
    )


def test_lifting_is_for_one_person_and_takes_two(filed, clerk):
    row = shielded()
    first, second = a_protector("tsukuda"), a_protector("ogata")
    mother = row.people.get(asked=True)
    consent = actions.ask_lift(person_id=mother.pk, reason="本人の申出", by=first)
    with pytest.raises(NotPossible):
        actions.approve(consent_id=consent.pk, by=first)
    with pytest.raises(NotPossible):
        actions.approve(consent_id=consent.pk, by=clerk)
    actions.approve(consent_id=consent.pk, by=second)
    assert row.people.filter(lift=None).count() == 2
    assert shielded_among([filed]) == {filed}  # the children are in the same record
    for child in row.people.filter(lift=None):
        lift(child, first, second)
    assert shielded_among([filed]) == set()


def test_a_lifting_is_checked_again_when_it_is_carried_out(filed):
    """A second request in between, and nothing is lifted: neither the old shield nor the new one."""
    row = shielded(people=(MOTHER,))
    first, second = a_protector("tsukuda"), a_protector("ogata")
    consent = actions.ask_lift(person_id=row.people.get().pk, reason="満了", by=first)
    shielded(people=(MOTHER,), kind="stalking")
    with pytest.raises(Stale):
        actions.approve(consent_id=consent.pk, by=second)
    assert ShieldedPerson.objects.filter(lift=None).count() == 2


def test_a_second_shield_goes_on_when_the_first_is_lifted(filed):
    shielded(people=(MOTHER,))
    second = shielded(people=(MOTHER,), kind="stalking")
    lift(second.people.get(), a_protector("tsukuda"), a_protector("ogata"))
    assert shielded_among([filed]) == {filed}


def test_a_request_closes_only_after_the_attempt_to_get_something_out_was_refused(filed, monkeypatch):
    row, desk = shielded(), a_protector("tsukuda")
    records = Record.objects.count()
    closed = actions.close_request(shield_id=row.pk, by=desk)
    assert closed.closed_at and closed.proven_at and Record.objects.count() == records
    monkeypatch.setattr("madoguchi.protect.withholding.paths", lambda text: frozenset())
    with pytest.raises(actions.Leaks, match="staff/office/staff-page"):
        actions.close_request(shield_id=row.pk, by=desk)


def test_the_monthly_proof_finds_a_gate_that_forgot_the_shields_and_raises_an_alarm(filed, monkeypatch):
    row = shielded()
    assert actions.prove_all() == 0
    monkeypatch.setattr("madoguchi.protect.shielding.of_records", lambda ids: {})
    with clock.at(clock.now() + timedelta(days=31)):
        assert actions.prove_all() == 1
        assert ShieldAlarm.objects.get(shield=row).what == "proof"
