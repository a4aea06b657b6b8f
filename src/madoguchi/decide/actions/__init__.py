"""What moves a case. Each: a plain verb, who does it, one transaction, one event in the trail."""

from madoguchi.decide.actions.assign import assign, release
from madoguchi.decide.actions.correction import receive_correction, request_correction, resume
from madoguchi.decide.actions.decision import acknowledge, close, decide
from madoguchi.decide.actions.extension import extend
from madoguchi.decide.actions.note import note
from madoguchi.decide.actions.opening import open_case
from madoguchi.decide.actions.proposing import propose
from madoguchi.decide.actions.retention import erase_kept_long_enough
from madoguchi.decide.actions.review import start_review
from madoguchi.decide.actions.roll_call import clear_unreported, mark_unreported, see_notice
from madoguchi.decide.actions.withdrawal import withdraw, withdrawn

__all__ = [
    "acknowledge",
    "assign",
    "clear_unreported",
    "close",
    "decide",
    "erase_kept_long_enough",
    "extend",
    "mark_unreported",
    "note",
    "open_case",
    "propose",
    "receive_correction",
    "release",
    "request_correction",
    "resume",
    "see_notice",
    "start_review",
    "withdraw",
    "withdrawn",
]
