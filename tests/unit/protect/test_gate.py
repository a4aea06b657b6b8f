"""The gate: who may open what, and what is written down about it."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from madoguchi.people.actions import end_role
from madoguchi.people.models import RoleGrant
from madoguchi.protect import ALL, Channel, Refused, actions, links, policy, read, show, show_all
from madoguchi.protect.models import Reading, ReadingItem
from madoguchi.protect.refusal import REASONS
from madoguchi.trail.actor import RESIDENT, SYSTEM, Actor
from madoguchi.trail.append_only import AppendOnly
from madoguchi.trail.models import Event

from .conftest import PURPOSE, a_clerk, some_answers

STAFF, OWN = Channel.STAFF_PAGE, Channel.RESIDENT_PAGE


def refusal(record, **request) -> str:
    """The code with which this reading is refused."""
    wanted = {"purpose": PURPOSE, "by": RESIDENT, "channel": OWN} | request
    with pytest.raises(Refused) as refused:
        read([record], **wanted)
    assert refused.value.reason_ja == REASONS[refused.value.code]
    return refused.value.code


def test_a_clerk_of_the_office_reads_for_the_records_purpose(filed, clerk):
    opened = read(
        [filed], ["name", "children[].name", "children[1].birth", "nothing"], purpose=PURPOSE, by=clerk, channel=STAFF
    )
    values = show_all(opened[filed], channel=STAFF)
    assert values["name"]["family"] == "山田"
    assert [one["given"] for one in values["children[].name"]] == ["太郎", "桜"]
    assert values["children[1].birth"] == "2022-03-04"
    assert values["nothing"] is None


def test_all_is_every_answer_by_its_name(filed, clerk):
    opened = read([filed], ALL, purpose=PURPOSE, by=clerk, channel=STAFF)
    assert show_all(opened[filed], channel=STAFF) == some_answers()


def test_a_row_that_is_not_there_is_nothing(filed, clerk):
    opened = read(
        [filed], ["children[7].name", "partners[].name", "children[0]"], purpose=PURPOSE, by=clerk, channel=STAFF
    )
    values = show_all(opened[filed], channel=STAFF)
    assert values["children[7].name"] is None
    assert values["partners[].name"] == []
    assert values["children[0]"]["birth"] == "2020-01-02"


def test_another_purpose_opens_nothing(filed, clerk):
    assert refusal(filed, purpose="tax", by=clerk, channel=STAFF) == "purpose"


def test_another_office_opens_nothing(filed):
    assert refusal(filed, by=a_clerk("ito", office="tax"), channel=STAFF) == "role"


def test_a_role_that_the_purpose_does_not_name_opens_nothing(filed):
    assert refusal(filed, by=a_clerk("op", role="operator"), channel=STAFF) == "role"


def test_a_role_that_ended_opens_nothing(filed, clerk):
    end_role(grant=RoleGrant.objects.get(staff_id=int(clerk.id)), by=SYSTEM)
    assert refusal(filed, by=clerk, channel=STAFF) == "role"


def test_a_draft_has_not_arrived_so_no_clerk_reads_it(draft, clerk):
    assert refusal(draft, by=clerk, channel=STAFF) == "no-rule"


def test_an_unknown_record_is_refused_like_any_other(db, clerk):
    assert refusal(uuid4(), by=clerk, channel=STAFF) == "unknown"


def test_one_record_out_of_reach_closes_the_whole_request(filed, draft, version, clerk):
    other = actions.seal(answers={}, version=version, by=RESIDENT)
    with pytest.raises(Refused):
        read([filed, other], purpose=PURPOSE, by=clerk, channel=STAFF)
    assert not Reading.objects.exists()


def test_the_applicant_reads_their_own_by_the_link(filed, secret):
    opened = read([filed], ["birth"], purpose=PURPOSE, by=RESIDENT, channel=OWN, secret=secret)
    assert show(opened[filed]["birth"], channel=OWN) == "1990-04-05"


@pytest.mark.parametrize("wrong", ["", "x", links.__name__])
def test_another_link_opens_nothing(filed, wrong):
    assert refusal(filed, secret=wrong) == "link"


def test_a_record_without_a_link_opens_by_no_link(version, db):
    record = actions.seal(answers={}, version=version, by=RESIDENT)
    assert refusal(record, secret="") == "link"


def test_a_machine_opens_nothing(filed):
    assert refusal(filed, by=Actor("machine", "m1", "連携"), channel=Channel.API) == "no-rule"


def test_a_decision_table_reads_by_its_own_channel_only(filed):
    assert read([filed], ["birth"], purpose=PURPOSE, by=SYSTEM, channel=Channel.RULE)
    assert refusal(filed, by=SYSTEM, channel=STAFF) == "no-rule"


def test_staff_at_the_counter_go_on_with_a_draft_by_its_link(draft, clerk, secret):
    opened = read(
        [draft], ["birth"], purpose=PURPOSE, by=clerk, channel=Channel.COUNTER_PAGE, relation="self", secret=secret
    )
    assert show(opened[draft]["birth"], channel=Channel.COUNTER_PAGE) == "1990-04-05"


def test_a_reading_is_written_with_who_why_how_and_which(filed, clerk):
    read([filed], ["name", "home"], purpose=PURPOSE, by=clerk, channel=Channel.PRINT)
    reading = Reading.objects.get()
    assert (reading.actor_id, reading.purpose, reading.channel, reading.relation) == (
        clerk.id,
        PURPOSE,
        "print",
        "office",
    )
    assert reading.fields == ["name", "home"]
    assert [item.record_id for item in reading.items.all()] == [filed]
    event = Event.objects.get(verb="protect.read")
    assert (event.about, event.purpose, event.data) == (
        ("reading", str(reading.pk)), PURPOSE, {"channel": "print", "records": 1},
    )  # fmt: skip
    assert clerk.id in str(reading)
    assert str(filed) in str(ReadingItem.objects.get())


def test_one_request_over_many_records_is_one_reading(version, clerk):
    records = []
    for _ in range(3):
        record = actions.seal(answers={"birth": "1990-01-01"}, version=version, by=RESIDENT)
        actions.file_record(record, answers={"birth": "1990-01-01"}, version=version, by=RESIDENT)
        records.append(record)
    opened = read(records, ["birth"], purpose=PURPOSE, by=clerk, channel=STAFF)
    assert set(opened) == set(records)
    assert Reading.objects.get().items.count() == 3


def test_more_records_than_one_query_takes_are_opened_too(version, clerk, monkeypatch):
    monkeypatch.setattr("madoguchi.protect.rows._AT_ONCE", 2)
    test_one_request_over_many_records_is_one_reading(version, clerk)


def test_going_on_with_ones_own_draft_leaves_no_reading(draft, secret):
    read([draft], purpose=PURPOSE, by=RESIDENT, channel=OWN, secret=secret)
    assert not Reading.objects.exists()


def test_the_access_log_is_written_once(filed, clerk):
    read([filed], purpose=PURPOSE, by=clerk, channel=STAFF)
    reading = Reading.objects.get()
    for attempt in (reading.save, reading.delete, Reading.objects.all().delete, ReadingItem.objects.all().delete):
        with pytest.raises(AppendOnly):
            attempt()
    for table in ("protect_reading", "protect_readingitem"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")


def test_when_nothing_can_be_written_down_nothing_is_opened(filed, clerk, monkeypatch):
    """The access log is down: no reading, no values."""

    def disk_is_full(rows: object) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("madoguchi.protect.actions.reading.insert", disk_is_full)
    monkeypatch.setattr("madoguchi.protect.envelope.disclose", lambda *args, **kwargs: pytest.fail("it was opened"))
    with pytest.raises(DatabaseError, match="full"):
        read([filed], purpose=PURPOSE, by=clerk, channel=STAFF)


def test_a_refused_reading_is_an_event_without_personal_data(filed, clerk):
    refusal(filed, purpose="tax", by=clerk, channel=STAFF)
    event = Event.objects.get(verb="protect.refused")
    assert event.about == ("record", str(filed))
    assert event.data == {"channel": "staff-page", "reason": "purpose"}
    assert event.actor == clerk


@pytest.mark.django_db(transaction=True)
def test_a_refused_reading_survives_the_rollback_around_it(filed, clerk):
    def note_and_read() -> None:
        actions.seal_words(words="x", of=filed, by=clerk)
        read([filed], purpose="tax", by=clerk, channel=STAFF)

    with pytest.raises(Refused), transaction.atomic():
        note_and_read()
    assert Event.objects.filter(verb="protect.refused").count() == 1
    assert not Event.objects.filter(verb="protect.worded").exists()


@pytest.mark.django_db(transaction=True)
def test_a_refused_reading_that_somebody_catches_is_written_too(filed, clerk):
    with transaction.atomic():
        with pytest.raises(Refused):
            read([filed], purpose="tax", by=clerk, channel=STAFF)
        assert not Event.objects.filter(verb="protect.refused").exists()
    assert Event.objects.filter(verb="protect.refused").count() == 1


COMBINATIONS = list(
    product(
        ("resident", "staff", "system", "machine"),
        ("self", "guardian", "office", "rule"),
        Channel,
        ("draft", "filed", "erased"),
    )
)


@pytest.mark.parametrize(("actor", "relation", "channel", "state"), COMBINATIONS)
def test_the_whole_table_default_deny(actor, relation, channel, state):
    """Every combination there is: at most one row speaks of it, and what no row speaks of is refused."""
    rows = [
        rule for rule in policy.POLICY
        if (rule.actor, rule.relation) == (actor, relation) and channel in rule.channels and state in rule.states
    ]  # fmt: skip
    assert len(rows) <= 1
    request = policy.Request(Actor(actor, "1", "x"), _purpose(channel), channel, relation, link_hash="l")
    facts = policy.Facts(state, PURPOSE, frozenset({"clerk"}), "l", frozenset({"clerk"}), guarded=True)
    if rows:
        assert policy.permit(request, facts) is rows[0]
    else:
        with pytest.raises(Refused):
            policy.permit(request, facts)


def _purpose(channel: Channel) -> str:
    """The record's own; what is counted is opened under that of statistics alone."""
    return policy.STATISTICS if channel is Channel.STATISTICS else PURPOSE


def test_statistics_are_no_way_to_read_for_the_records_own_purpose():
    system = Actor("system", "", "x")
    facts = policy.Facts("filed", PURPOSE, frozenset(), "", frozenset())
    for purpose, channel in ((PURPOSE, Channel.STATISTICS), (policy.STATISTICS, Channel.RULE)):
        with pytest.raises(Refused):
            policy.permit(policy.Request(system, purpose, channel, "rule"), facts)


@pytest.mark.parametrize("rule", policy.POLICY, ids=lambda rule: rule.words)
def test_every_row_still_needs_its_proof(rule):
    channel = min(rule.channels)
    request = policy.Request(Actor(rule.actor, "1", "x"), _purpose(channel), channel, rule.relation, link_hash="l")
    if channel is Channel.STATISTICS:
        return  # its proof is the purpose of the request: see above
    good = {
        "state": min(rule.states),
        "purpose": PURPOSE,
        "roles": frozenset({"clerk"}),
        "link_hash": "l",
        "held": frozenset({"clerk"}),
        "guarded": True,
    }
    without = {
        "link": {"link_hash": "other"},
        "guardian": {"guarded": False},
        "role": {"held": frozenset({"reviewer"})},
        "none": {"purpose": "other"},
        "consent": {"consented": False},
    }
    with pytest.raises(Refused):
        policy.permit(request, policy.Facts(**good | without[rule.proof]))


def test_only_the_persons_own_draft_is_not_logged():
    assert [(rule.relation, set(rule.states)) for rule in policy.POLICY if not rule.logged] == [("self", {"draft"})] * 2


def test_the_table_is_printed_for_people():
    assert len(policy.lines()) == len(policy.POLICY)
    assert all(len(line) == 7 for line in policy.lines())


def test_an_actor_of_unknown_kind_is_refused(filed):
    assert refusal(filed, by=Actor("ghost", "1", "x"), channel=STAFF) == "no-rule"  # type: ignore[arg-type]
