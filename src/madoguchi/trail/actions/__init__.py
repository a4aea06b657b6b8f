from madoguchi.trail.actions.handover import carry_out, claim, prolong, put_back, retry, sweep
from madoguchi.trail.actions.record import NoTransaction, PersonalDataInTrail, record
from madoguchi.trail.actions.tick import tick

__all__ = [
    "NoTransaction",
    "PersonalDataInTrail",
    "carry_out",
    "claim",
    "prolong",
    "put_back",
    "record",
    "retry",
    "sweep",
    "tick",
]
