"""Laws of the queue: page by page it shows every case of the question exactly once, in order, and no other."""

import random
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from madoguchi.decide.models import Case, CaseColumn
from madoguchi.decide.queries import queue
from madoguchi.decide.queries.filters import Filters
from madoguchi.decide.queries.queue import count_of, first_due, page_of
from madoguchi.receive.models import Application
from madoguchi.trail import clock
from tests.unit.decide.world import arrive

JIDO = "jido-teate-nintei"
OFFICES = ["kodomo-seisaku", "old-office"]


@pytest.fixture
def many(ward, monkeypatch) -> list[Case]:
    """137 cases of two offices in every state, by copying one: due on few days, so that ties are common."""
    monkeypatch.setattr(queue, "SIZE", 10)
    rng, first = random.Random(7), arrive(ward)
    copies = [_copy(first, n, rng, ward) for n in range(136)]
    return [first, *copies]


def _copy(case: Case, n: int, rng: random.Random, ward) -> Case:
    application = Application.objects.get(pk=case.number)
    application.number, application.record_id = f"MD-{n:04d}-0000", uuid4()
    application.secret_hash = application.idempotency_key = f"{n:064d}"
    application.save(force_insert=True)
    made = Case.objects.get(pk=case.pk)
    made.pk, made.application, made.number, made.record_id = None, application, application.number, uuid4()
    made.state = rng.choice(["received", "in_review", "correction", "withdrawn"])
    made.open, made.office = made.state != "withdrawn", rng.choice(OFFICES)
    made.due_on = clock.today() + timedelta(days=rng.randint(-3, 8))
    made.received_on = clock.today() - timedelta(days=rng.randint(0, 9))
    made.paused_on = clock.today() if made.state == "correction" else None
    made.assigned_to = rng.choice([None, ward.staff["mori"]])
    made.proposal, made.extended = rng.choice(["", "granted", "refused"]), rng.random() < 0.2
    made.save()
    for name, values in (("reason", ["born", "moved-in"]), ("pay-to", ["account", "registered", ""])):
        CaseColumn.objects.create(
            case=made, procedure=JIDO, name=name, value=rng.choice(values), open=made.open, due_on=made.due_on
        )
    return made


QUESTIONS = [
    Filters(),
    Filters(procedure=JIDO),
    Filters(tab="in_review"),
    Filters(tab="correction", procedure=JIDO),
    Filters(tab="extended"),
    Filters(tab="withdrawn"),
    Filters(tab="withdrawn", sort="received"),
    Filters(assignee="me"),
    Filters(assignee="none", procedure=JIDO),
    Filters(due="over"),
    Filters(due="3"),
    Filters(proposal="yes"),
    Filters(proposal="refused", sort="received"),
    Filters(procedure=JIDO, columns=(("reason", "born"),)),
    Filters(procedure=JIDO, columns=(("reason", "born"), ("pay-to", "account"))),
    Filters(procedure=JIDO, columns=(("reason", "born"),), sort="received"),
    Filters(procedure=JIDO, sort="column:pay-to"),
    Filters(procedure=JIDO, sort="column:reason", tab="withdrawn"),
    Filters(procedure=JIDO, sort="column:pay-to", columns=(("reason", "moved-in"),), assignee="me"),
]


def wanted(case: Case, asked: Filters, me: int) -> bool:
    """The question, asked of one case in plain words."""
    today, columns = clock.today(), {one.name: one.value for one in case.columns.all()}
    checks = [
        {"open": case.open, "extended": case.open and case.extended}.get(asked.tab, case.state == asked.tab),
        not asked.assignee or case.assigned_to_id == (me if asked.assignee == "me" else None),
        not asked.due or case.paused_on is None,
        asked.due != "over" or case.due_on < today,
        asked.due != "3" or today <= case.due_on <= today + timedelta(days=3),
        not asked.proposal or (bool(case.proposal) if asked.proposal == "yes" else case.proposal == asked.proposal),
        all(columns.get(name) == value for name, value in asked.columns),
    ]
    return all(checks)


def place(case: Case, asked: Filters) -> tuple:
    days = (case.received_on if asked.sort == "received" else case.due_on, case.pk)
    column = asked.sort.partition(":")[2]
    return (case.columns.get(name=column).value, *days) if column else days


def every_page(asked: Filters, me: int) -> list[Case]:
    found, following = [], asked
    while following:
        page = page_of(following, offices=OFFICES, staff_id=me)
        assert len(page.cases) <= 10
        found += page.cases
        following = page.next
    return found


def test_page_by_page_every_case_of_a_question_comes_once_and_in_order(ward, many):
    me = ward.staff["mori"].pk
    for asked in QUESTIONS:
        expected = [case for case in Case.objects.prefetch_related("columns") if wanted(case, asked, me)]
        expected.sort(key=lambda case, asked=asked: place(case, asked), reverse=asked.finished)
        assert [case.pk for case in every_page(asked, me)] == [case.pk for case in expected], asked
        assert expected, f"nothing to compare: {asked}"


def test_counts_agree_and_stop_at_the_cap(ward, many, monkeypatch):
    counted = count_of(Filters(), offices=OFFICES)
    assert counted == Case.objects.filter(open=True).count()
    monkeypatch.setattr(queue, "CAP", 20)
    assert count_of(Filters(), offices=OFFICES) == 21


def test_the_first_due_is_one_whose_clock_runs(ward, many):
    found = first_due(Filters(), offices=OFFICES, staff_id=ward.staff["mori"].pk)
    running = Case.objects.filter(open=True, paused_on=None).order_by("due_on", "pk").first()
    assert found == running


def test_a_bent_place_in_the_address_begins_at_the_front(ward, many):
    bent = replace(Filters(), after=("x", "2026-11-24", "5"))
    assert page_of(bent, offices=OFFICES, staff_id=0).cases == page_of(Filters(), offices=OFFICES, staff_id=0).cases
