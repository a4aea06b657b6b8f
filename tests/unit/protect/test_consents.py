"""Two people: opening what is withheld, telling people apart, using records for another purpose (69条2項)."""

from datetime import timedelta

import pytest

from madoguchi.protect import ALL, Channel, actions, read, show
from madoguchi.protect.errors import NotPossible, Stale
from madoguchi.protect.models import Consent, Reading, RecordSubject
from madoguchi.protect.notes import open_note
from madoguchi.protect.queries import shielded_among
from madoguchi.protect.refusal import Refused
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event

from .conftest import PURPOSE, a_clerk, some_answers
from .shields import HOME, MOTHER, a_protector, also, file, shielded

pytestmark = pytest.mark.django_db
STAFF, LETTER = Channel.STAFF_PAGE, Channel.LETTER


@pytest.fixture
def case(filed, clerk):
    """A shielded mother's record, in the hands of a clerk."""
    actions.entrust([filed], to=clerk.id, by=SYSTEM)
    shielded()
    return filed


@pytest.fixture
def chief(db):
    return a_clerk("chief", role="reviewer")


def opening(case, clerk, **changes):
    values = {"record_id": case, "fields": HOME, "channel": STAFF, "reason": "届いた書類の住所を確かめる", "by": clerk}
    return actions.ask_opening(**values | changes)


def opened(case, clerk, consent, fields=ALL, channel=STAFF):
    return read([case], fields, purpose=PURPOSE, by=clerk, channel=channel, consent=consent.pk)[case]


def refusal(ask) -> str:
    with pytest.raises(Refused) as refused:
        ask()
    return refused.value.code


def test_two_people_open_one_field_of_one_record_on_one_screen_once(case, clerk, chief):
    consent = opening(case, clerk)
    actions.approve(consent_id=consent.pk, by=chief)
    seen = opened(case, clerk, consent)
    assert show(seen["home"], channel=STAFF)["town"] == "緑町" and "telephone" not in seen
    assert Reading.objects.latest("pk").consent_id == consent.pk
    assert refusal(lambda: opened(case, clerk, consent)) == "consent"
    assert Event.objects.filter(verb="protect.opened").count() == 1


def test_an_address_block_of_the_persons_own_letter_needs_the_second_person(case, clerk, chief):
    consent = opening(case, clerk, channel=LETTER)
    assert refusal(lambda: read([case], HOME, purpose=PURPOSE, by=clerk, channel=LETTER)) == "output"
    assert read([case], ["name"], purpose=PURPOSE, by=clerk, channel=LETTER)  # handed over at the counter
    actions.approve(consent_id=consent.pk, by=chief)
    assert show(opened(case, clerk, consent, HOME, LETTER)["home"], channel=LETTER)["number"] == "1-2"


@pytest.mark.parametrize("spoil", ["not approved", "refused", "late", "other record", "other channel", "other person"])
def test_an_opening_opens_nothing_else(case, clerk, chief, version, spoil):
    consent = opening(case, clerk)
    if spoil != "not approved":
        (actions.refuse if spoil == "refused" else actions.approve)(consent_id=consent.pk, by=chief)
    record, by, channel, later = case, clerk, STAFF, timedelta(0)
    if spoil == "late":
        later = timedelta(minutes=11)
    elif spoil == "other record":
        record = file(version)
        actions.entrust([record], to=clerk.id, by=SYSTEM)
    elif spoil == "other channel":
        channel = LETTER
    elif spoil == "other person":
        by = a_clerk("other")
        actions.entrust([record], to=by.id, by=SYSTEM)
    with clock.at(clock.now() + later):
        assert refusal(lambda: opened(record, by, consent, HOME, channel)) in ("consent", "output")


def test_nobody_agrees_with_themselves_and_not_everybody_may_agree(case, clerk, chief):
    consent = opening(case, clerk)
    also(clerk, "kodomo", "reviewer")
    for by in (clerk, a_clerk("same-rank"), a_clerk("elsewhere", office="kaigo", role="manager"), SYSTEM):
        with pytest.raises(NotPossible):
            actions.approve(consent_id=consent.pk, by=by)
    assert actions.approve(consent_id=consent.pk, by=a_protector("tsukuda")).answer == "approved"


def test_it_needs_a_reason_and_the_case(case, clerk, chief):
    for wrong in ({"reason": " "}, {"reason": "123456789018"}, {"fields": ["name"]}, {"by": chief}):
        with pytest.raises(NotPossible):
            opening(case, clerk, **wrong)


def test_an_answer_that_comes_a_day_late_is_none(case, clerk, chief):
    consent = opening(case, clerk)
    with clock.at(clock.now() + timedelta(hours=25)), pytest.raises(NotPossible):
        actions.approve(consent_id=consent.pk, by=chief)


def test_the_reason_is_sealed(case, clerk):
    consent = opening(case, clerk, reason="綾瀬川さんの転居先")
    stored = Consent.objects.get(pk=consent.pk)
    assert "綾瀬川".encode() not in bytes(stored.ciphertext)
    assert open_note(stored.pk, stored.ciphertext) == "綾瀬川さんの転居先"


@pytest.fixture
def double(version):
    """Somebody of the same name as the shielded mother, born on another day."""
    shielded(people=(MOTHER,))
    return file(version, some_answers() | {"birth": "1990-05-04", "telephone": "0311112222", "children": []})


def test_two_people_tell_a_namesake_apart(double):
    first, second = a_protector("tsukuda"), a_protector("ogata")
    consent = actions.ask_unlike(record_id=double, part="applicant", reason="本人確認書類で別の人", by=first)
    with pytest.raises(NotPossible):
        actions.approve(consent_id=consent.pk, by=first)
    assert shielded_among([double]) == {double}
    actions.approve(consent_id=consent.pk, by=second)
    assert shielded_among([double]) == set()


def test_one_person_finds_that_it_is_the_shielded_one(double):
    shielded_one = RecordSubject.objects.get(record=double).subject_id
    subject = shielded(people=(MOTHER,)).people.exclude(subject_id=shielded_one).get().subject_id
    actions.find_same(record_id=double, part="applicant", subject_id=subject, by=a_protector("tsukuda"))
    assert RecordSubject.objects.get(record=double).match == "same" and shielded_among([double]) == {double}


def test_telling_apart_is_stale_when_a_shield_came_in_between(double):
    first, second = a_protector("tsukuda"), a_protector("ogata")
    consent = actions.ask_unlike(record_id=double, part="applicant", reason="別の人", by=first)
    other = MOTHER.__class__(**vars(MOTHER) | {"birth": "1990-05-04"})
    shielded(people=(other,))
    with pytest.raises((Stale, NotPossible)):
        actions.approve(consent_id=consent.pk, by=second)
    assert shielded_among([double]) == {double}


def use(record, by, **changes):
    values = {
        "record_ids": [record], "fields": ["name", "birth"], "wanted_for": "disaster-list", "clause": 2,
        "ends_on": clock.today() + timedelta(days=30), "reason": "避難行動の見積もり", "by": by,
    }  # fmt: skip
    return actions.ask_use(**values | changes)


def used(record, by, consent, purpose="disaster-list"):
    return read(
        [record], ["name"], purpose=purpose, by=by, channel=STAFF, relation="use", consent=consent.pk
    )  # fmt: skip


@pytest.fixture
def planner(db):
    return a_clerk("planner", office="kiki")


@pytest.fixture
def manager(db):
    return a_clerk("manager", role="manager")


def test_a_use_for_another_purpose_names_its_clause_its_end_and_a_second_person(filed, planner, manager):
    consent = use(filed, planner)
    assert refusal(lambda: used(filed, planner, consent)) == "consent"
    actions.approve(consent_id=consent.pk, by=manager)
    assert used(filed, planner, consent) and used(filed, planner, consent)  # until its day, not once
    reading = Reading.objects.latest("pk")
    assert (reading.relation, reading.purpose, reading.consent_id) == ("use", "disaster-list", consent.pk)
    with clock.at(clock.now() + timedelta(days=31)):
        assert refusal(lambda: used(filed, planner, consent)) == "consent"


def test_it_is_for_the_one_who_asked_these_records_and_this_purpose(filed, planner, manager, version):
    consent = use(filed, planner)
    actions.approve(consent_id=consent.pk, by=manager)
    assert refusal(lambda: used(filed, manager, consent)) == "consent"
    assert refusal(lambda: used(file(version), planner, consent)) == "consent"
    assert refusal(lambda: used(filed, planner, consent, "other-purpose")) == "consent"


@pytest.mark.parametrize(
    "wrong",
    [{"clause": 5}, {"clause": 0}, {"ends_on": None}, {"reason": ""}, {"wanted_for": PURPOSE}, {"record_ids": []}],
)
def test_a_use_that_does_not_say_what_the_law_asks_for_is_not_taken(filed, planner, wrong):
    if wrong == {"ends_on": None}:
        wrong = {"ends_on": clock.today() + timedelta(days=400)}
    with pytest.raises(NotPossible):
        use(filed, planner, **wrong)


def test_shielded_people_are_never_used_for_another_purpose(filed, planner, manager):
    consent = use(filed, planner)
    actions.approve(consent_id=consent.pk, by=manager)
    shielded()
    assert refusal(lambda: used(filed, planner, consent)) == "shielded"
    with pytest.raises(NotPossible):
        use(filed, planner)


def test_the_third_use_of_the_same_pair_says_that_it_should_become_a_stated_purpose(filed, planner, manager):
    for n in range(3):
        assert Event.objects.filter(verb="protect.use_recurs").count() == 0, n
        actions.approve(consent_id=use(filed, planner).pk, by=manager)
    assert Event.objects.get(verb="protect.use_recurs").data["times"] == 3
