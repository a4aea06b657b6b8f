"""The table of moves, read as sentences."""

import pytest

from madoguchi.decide.states import MOVES, OPEN, STATES, NotAllowed, after, possible


def test_an_application_runs_from_arrival_to_closing():
    state = "received"
    for verb in ("start_review", "request_correction", "receive_correction", "decide", "close"):
        state = after("application", state, verb)
    assert state == "closed"


def test_there_is_no_way_back_out_of_the_counter():
    targets = {state for moves in MOVES["application"].values() for state in moves.values()}
    assert "returned" not in STATES and targets <= set(STATES)
    assert all(after_ != "received" for verb, m in MOVES["application"].items() if verb != "extend" for after_ in m.values())  # fmt: skip


def test_a_decided_case_can_only_be_closed():
    assert possible("application", "decided") == {"close"}
    assert possible("application", "closed") == possible("application", "withdrawn") == frozenset()


def test_a_notification_is_only_acknowledged_or_withdrawn():
    assert possible("notification", "received") == {"acknowledge", "withdraw"}
    with pytest.raises(NotAllowed):
        after("notification", "received", "decide")


def test_every_open_state_has_a_way_out():
    for state in OPEN:
        assert {"withdraw"} <= possible("application", state)
