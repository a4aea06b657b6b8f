from madoguchi.publish.actions.asking import check_again, stop
from madoguchi.publish.actions.bringing import bring
from madoguchi.publish.actions.checking import run_check
from madoguchi.publish.actions.choosing import accept, accept_provable, look_at, undo
from madoguchi.publish.actions.erasing import erase, erase_old
from madoguchi.publish.actions.taking import take

__all__ = [
    "accept",
    "accept_provable",
    "bring",
    "check_again",
    "erase",
    "erase_old",
    "look_at",
    "run_check",
    "stop",
    "take",
    "undo",
]
