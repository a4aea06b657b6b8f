from madoguchi.learn.actions.filling import fill, fill_anew, keeps_writers_waiting
from madoguchi.learn.actions.reading import take_readings
from madoguchi.learn.actions.recounting import is_half_done, recount
from madoguchi.learn.actions.saying import enter, state

__all__ = [
    "enter",
    "fill",
    "fill_anew",
    "is_half_done",
    "keeps_writers_waiting",
    "recount",
    "state",
    "take_readings",
]
