"""The states of a case and every move between them. Fixed: what varies between procedures is declared, not this.

An application: received → in review (↔ correction) → decided → closed. A notification (届出): received → closed, by an
acknowledgement; nobody decides it. Either may be withdrawn while it is open. Arrival is arrival (行政手続法7条): there is
no way back out of the counter, only a request for correction (補正).
"""

from typing import Literal

State = Literal["received", "correction", "in_review", "decided", "closed", "withdrawn"]
Kind = Literal["application", "notification"]

STATES: tuple[State, ...] = ("received", "correction", "in_review", "decided", "closed", "withdrawn")
KINDS: tuple[Kind, ...] = ("application", "notification")
OPEN: tuple[State, ...] = ("received", "correction", "in_review")
"""Somebody still has to decide or acknowledge."""

MOVES: dict[Kind, dict[str, dict[State, State]]] = {
    "application": {
        "start_review": {"received": "in_review"},
        "request_correction": {"received": "correction", "in_review": "correction"},
        "receive_correction": {"correction": "in_review"},
        "resume": {"correction": "in_review"},
        "extend": {"received": "received", "in_review": "in_review"},
        "decide": {"in_review": "decided"},
        "close": {"decided": "closed"},
        "withdraw": {"received": "withdrawn", "correction": "withdrawn", "in_review": "withdrawn"},
    },
    "notification": {
        "acknowledge": {"received": "closed"},
        "withdraw": {"received": "withdrawn"},
    },
}


class NotAllowed(ValueError):
    """This cannot be done in this state."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(f"{verb} is not possible in {state}")
        self.verb, self.state = verb, state


def after(kind: Kind, state: State, verb: str) -> State:
    """The state that follows. Raises NotAllowed."""
    try:
        return MOVES[kind][verb][state]
    except KeyError:
        raise NotAllowed(verb, state) from None


def possible(kind: Kind, state: State) -> frozenset[str]:
    """What may be done now."""
    return frozenset(verb for verb, moves in MOVES[kind].items() if state in moves)
