"""The shorter stories: opinions of residents, ideas of staff, notifications of a change."""

from madoguchi.decide import actions as decide
from madoguchi.demo import arriving, moments, words
from madoguchi.demo.answers import Writer, answers_for, idea, opinion
from madoguchi.demo.play import Story
from madoguchi.demo.rating import maybe_rate
from madoguchi.demo.sitting import look_at
from madoguchi.demo.stories import Telling
from madoguchi.receive import actions as receive
from madoguchi.receive.models import Application
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT

PROPOSERS = ("nagai", "hoshino", "ogata", "tsukuda", "nomiya", "hanaoka", "ebihara", "mizushima", "segawa")


def opinions(told: Telling, said: words.Opinion) -> Story:
    """Read, and answered by name where an answer was wanted."""
    yield moments.any_time(told.rng, told.day)
    answers = opinion(Writer(told.household, clock.today(), told.rng), said)
    told.sent = arriving.send_page_by_page(told.ward, "iken", answers)
    maybe_rate(told.sent.number)
    yield told.later(0, 4)
    case, by = told.case(), told.ward.actor(told.rng.choice(("kubota", "onodera", "mizushima")))
    look_at(case, by=by)
    decide.start_review(case=case, seen=case.revision, by=by)
    wanted = answers["reply"] == "yes"
    yield told.later(3, 9) if wanted else told.later(0, 2)
    case = told.case()
    result, reason = ("answered", said.reply) if wanted else ("noted", "")
    look_at(case, by=told.ward.actor("kubota"))
    decide.decide(case=case, result=result, reason=reason, seen=case.revision, by=told.ward.actor("kubota"))
    told.keep(result, told.sent)
    yield told.later(0, 1)
    case = told.case()
    decide.close(case=case, seen=case.revision, by=told.ward.actor("kubota"))


def taken_back(told: Telling, said: words.Opinion) -> Story:
    """Sent in anger at night, taken back by oneself in the morning."""
    yield moments.any_time(told.rng, told.day)
    answers = opinion(Writer(told.household, clock.today(), told.rng), said)
    told.sent = arriving.send_page_by_page(told.ward, "iken", answers)
    yield told.evening(1, 1)
    receive.withdraw(application=Application.objects.get(pk=told.sent.number), by=RESIDENT)


def ideas(told: Telling, said: words.Idea) -> Story:
    """A colleague proposes; the head of the section answers by name, also when it is not adopted."""
    yield moments.in_office_hours(told.rng, told.day, told.ward.closing)
    by = told.ward.actor(told.rng.choice(PROPOSERS))
    told.sent = arriving.send(told.ward, "gyomu-kaizen", idea(said), by=by)
    yield told.later(1, 4)
    case = told.case()
    decide.start_review(case=case, seen=case.revision, by=told.ward.actor(told.rng.choice(("iwata", "segawa"))))
    yield told.later(6, 14)
    case = told.case()
    look_at(case, by=told.ward.actor("takase"))
    decide.decide(case=case, result=said.result, reason=said.reason, seen=case.revision, by=told.ward.actor("takase"))
    yield told.later(3, 10)
    case = told.case()
    decide.close(case=case, seen=case.revision, by=told.ward.actor("iwata"))


def changes(told: Telling) -> Story:
    """A notification: it was valid when it arrived. Somebody takes note of it."""
    yield moments.any_time(told.rng, told.day)
    answers = answers_for("jido-teate-henko", Writer(told.household, clock.today(), told.rng))
    told.sent = arriving.send_page_by_page(told.ward, "jido-teate-henko", answers)
    maybe_rate(told.sent.number)
    yield told.later(0, 2)
    case, by = told.case(), told.ward.actor(told.rng.choice(("nagai", "hoshino")))
    look_at(case, by=by)
    decide.acknowledge(case=case, seen=case.revision, by=by)
