"""Random acts on random cases, through the real actions, beside a small model that knows only states and days.

10,000 steps and more in a full run (`FULL=1`), some hundreds otherwise.
"""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from madoguchi.decide import actions
from madoguchi.decide.errors import NotYours, Overtaken
from madoguchi.decide.models import Case, CaseColumn, Decision
from madoguchi.decide.states import NotAllowed
from madoguchi.demo import arriving
from madoguchi.receive.actions import withdraw as take_back
from madoguchi.receive.errors import NotPossible
from madoguchi.receive.models import Application, Via
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.unit.decide.world import NOON, answers_of, case_of

FULL = os.environ.get("FULL") == "1"
EXAMPLES, STEPS = (220, 50) if FULL else (8, 40)

REFUSALS = (NotAllowed, NotYours, Overtaken, NotPossible)


@dataclass
class Model:
    """What a case ought to be: written from the law, not from the program."""

    kind: str
    state: str = "received"
    due: object = None
    paused: object = None
    decided: str = ""
    writer: str = ""  # who wrote it for the applicant at the counter


class Cases(RuleBasedStateMachine):
    ward = None
    steps = 0
    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.day, self.stack, self.models, self.sent = 0, ExitStack(), {}, {}
        self._set_clock()

    def _set_clock(self) -> None:
        self.stack.close()
        self.stack.enter_context(clock.at(NOON + timedelta(days=self.day)))

    def teardown(self) -> None:
        self.stack.close()

    @rule(
        target=cases,
        procedure=st.sampled_from(["jido-teate-nintei", "todoke"]),
        writer=st.sampled_from(["", "", "mori", "nagai"]),
    )
    def arrives(self, procedure, writer):
        written = {"by": self.ward.actor(writer), "via": Via.COUNTER} if writer else {}
        sent = arriving.send(self.ward, procedure, answers_of(procedure), **written)
        case = case_of(sent)
        self.sent[case.pk] = sent
        kind = "notification" if procedure == "todoke" else "application"
        due = clock.today() + timedelta(days=30) if kind == "application" else None
        self.models[case.pk] = Model(kind, due=due, writer=writer)
        return case.pk

    @rule(days=st.integers(1, 9))
    def days_pass(self, days):
        self.day += days
        self._set_clock()

    @rule(pk=cases, who=st.sampled_from(["mori", "nagai", "kubota"]))
    def review(self, pk, who):
        model = self.models[pk]
        may = who in self._office(model) and model.kind == "application" and model.state == "received"
        if self._done(may, actions.start_review, pk, by=who):
            model.state = "in_review"

    @rule(pk=cases, who=st.sampled_from(["mori", "nagai", "kubota"]))
    def ask(self, pk, who):
        model = self.models[pk]
        open_ = model.kind == "application" and model.state in ("received", "in_review")
        until = clock.today() + timedelta(days=14)
        if self._done(
            open_ and who in self._office(model),
            actions.request_correction, pk, by=who, words="直してください。", fields=["name"], until=until,
        ):  # fmt: skip
            model.state, model.paused = "correction", clock.today()

    @rule(pk=cases)
    def go_on_without_the_answer(self, pk):
        model = self.models[pk]
        if self._done(model.state == "correction", actions.resume, pk, by=self._own(model)):
            model.due += clock.today() - model.paused
            model.state, model.paused = "in_review", None

    @rule(pk=cases)
    def the_answer_arrives(self, pk):
        """As a resident sends it: a draft from the receipt, changed and sent again."""
        model = self.models[pk]
        if model.state != "correction":
            return
        arriving.answer_correction(self.ward, self.sent[pk], answers_of() | {"telephone": "0300001111"})
        model.due += clock.today() - model.paused
        model.state, model.paused = "in_review", None

    @rule(pk=cases, more=st.integers(1, 30))
    def extend(self, pk, more):
        model = self.models[pk]
        may = model.kind == "application" and model.state in ("received", "in_review")
        until = max(model.due or clock.today(), clock.today()) + timedelta(days=more)
        if self._done(may, actions.extend, pk, by=self._own(model), reason="資料を取り寄せています。", until=until):
            model.due = until

    @rule(pk=cases, who=st.sampled_from(["mori", "nagai", "kubota"]), result=st.sampled_from(["granted", "refused"]))
    def decide(self, pk, who, result):
        model = self.models[pk]
        may = model.kind == "application" and model.state == "in_review" and who == "mori" != model.writer
        if self._done(may, actions.decide, pk, by=who, result=result, reason="そのとおりのため。"):
            model.state, model.decided = "decided", result

    @rule(pk=cases)
    def decide_after_having_looked_too_long_ago(self, pk):
        case, by = Case.objects.get(pk=pk), self.ward.actor("mori")
        with pytest.raises(REFUSALS):
            actions.decide(case=case, result="granted", reason="", seen=case.revision - 1, by=by)

    @rule(pk=cases)
    def acknowledge(self, pk):
        model = self.models[pk]
        may = model.kind == "notification" and model.state == "received"
        if self._done(may, actions.acknowledge, pk, by=self._own(model)):
            model.state = "closed"

    @rule(pk=cases)
    def close(self, pk):
        model = self.models[pk]
        if self._done(model.state == "decided", actions.close, pk, by=self._own(model)):
            model.state = "closed"

    @rule(pk=cases, by_staff=st.booleans())
    def withdraw(self, pk, by_staff):
        model = self.models[pk]
        may = model.state in (("received", "correction", "in_review") if model.kind == "application" else ("received",))
        done = self._done(may, actions.withdraw, pk, by=self._own(model)) if by_staff else self._taken_back(may, pk)
        if done:
            model.state, model.paused = "withdrawn", None

    @rule(pk=cases, to=st.sampled_from(["mori", "nagai", None]))
    def assign(self, pk, to):
        case, model = Case.objects.get(pk=pk), self.models[pk]
        if model.kind == "notification":
            return
        by = self.ward.actor("nagai")
        actions.assign(case=case, to=self.ward.staff[to], by=by) if to else actions.release(case=case, by=by)

    @invariant()
    def a_step_is_counted(self):
        type(self).steps += 1

    @invariant()
    def every_case_is_as_the_model_says(self):
        for case in Case.objects.filter(pk__in=self.models):
            model = self.models[case.pk]
            assert (case.state, case.paused_on, case.result) == (model.state, model.paused, model.decided)
            assert model.due is None or case.due_on == model.due

    @invariant()
    def no_case_is_decided_without_a_person(self):
        decided = Case.objects.filter(kind="application", state__in=["decided", "closed"])
        assert set(decided.values_list("pk", flat=True)) == set(Decision.objects.values_list("case_id", flat=True))
        assert not Decision.objects.exclude(decided_by=self.ward.staff["mori"]).exists()
        assert not Decision.objects.filter(case__application__taken_by=F("decided_by")).exists()

    @invariant()
    def what_repeats_the_case_agrees_with_it(self):
        columns = CaseColumn.objects.select_related("case")
        assert all((column.open, column.due_on) == (column.case.open, column.case.due_on) for column in columns)
        closed = Application.objects.filter(status="withdrawn").values_list("pk", flat=True)
        assert set(closed) == set(Case.objects.filter(state="withdrawn").values_list("number", flat=True))

    @invariant()
    def the_trail_tells_of_every_decision_once(self):
        assert Event.objects.filter(verb="decide.decided").count() == Decision.objects.count()

    def _office(self, model: Model) -> tuple[str, ...]:
        return ("kubota",) if model.kind == "notification" else ("mori", "nagai")

    def _own(self, model: Model) -> str:
        return self._office(model)[0]

    def _done(self, may: bool, action, pk: int, *, by: str, **values) -> bool:
        """Act; it must work exactly when the model says that it may."""
        case, actor = Case.objects.get(pk=pk), self.ward.actor(by)
        if may:
            action(case=case, seen=case.revision, by=actor, **values)
            return True
        with pytest.raises(REFUSALS):
            action(case=case, seen=case.revision, by=actor, **values)
        return False

    def _taken_back(self, may: bool, pk: int) -> bool:
        application, done = Case.objects.get(pk=pk).application, self.models[pk].state == "withdrawn"
        if not may and not done:
            with pytest.raises(REFUSALS):
                take_back(application=application, by=self.ward.actor("mori"))
            return False
        take_back(application=application, by=self.ward.actor("mori"))
        return may


def test_any_order_of_acts_leaves_cases_as_the_law_says(ward):
    from django.db import transaction

    class InItsOwnWorld(Cases):
        """Each run begins with the ward as it was, and leaves nothing behind."""

        def __init__(self) -> None:
            self.savepoint = transaction.atomic()
            self.savepoint.__enter__()
            super().__init__()

        def teardown(self) -> None:
            super().teardown()
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    InItsOwnWorld.ward = ward
    run_state_machine_as_test(
        InItsOwnWorld,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None,
            suppress_health_check=list(HealthCheck), database=None,
        ),
    )  # fmt: skip
    assert InItsOwnWorld.steps >= (10_000 if FULL else 200)
