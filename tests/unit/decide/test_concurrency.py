"""Two clerks at the same moment: one wins, the other is told, and nothing is half done."""

import threading

import pytest
from django.db import connection, connections

from madoguchi.decide import actions
from madoguchi.decide.errors import Overtaken
from madoguchi.decide.models import Case, Decision
from madoguchi.decide.states import NotAllowed
from madoguchi.receive.models import Letter
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.unit.decide.world import NOON, a_ward, arrive


def at_once(*acts):
    """Run these in threads of their own, as close together as possible; returns what each gave or raised."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            with clock.at(NOON):
                gate.wait(timeout=30)
                results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(5))
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(noon, settings, _again):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share no in-memory database")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ward = a_ward()
    case = arrive(ward)
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))

    def decide(login, result):
        by = ward.actor(login)
        return lambda: actions.decide(case=case, result=result, reason="理由", seen=case.revision, by=by)

    results = at_once(decide("mori", "granted"), decide("shiraishi", "refused"))
    won = [one for one in results if isinstance(one, Decision)]
    lost = [one for one in results if isinstance(one, Overtaken | NotAllowed)]
    assert (len(won), len(lost)) == (1, 1), results
    assert Case.objects.get(pk=case.pk).result == won[0].result == Decision.objects.get().result
    assert Letter.objects.filter(kind="decision").count() == 1
    assert Event.objects.filter(verb="decide.decided").count() == 1
