from madoguchi.learn.actions.filling import fill, fill_anew
from madoguchi.learn.actions.reading import take_readings
from madoguchi.learn.actions.saying import enter, state

__all__ = ["enter", "fill", "fill_anew", "state", "take_readings"]
