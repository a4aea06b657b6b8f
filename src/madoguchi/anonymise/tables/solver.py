"""HiGHS, silent and on one thread, so that the same input gives the same answer on every machine."""

import highspy


class Solver(highspy.Highs):
    """A solver that is silent from its first breath."""

    def __init__(self, **options: bool | float | str) -> None:
        # The base class turns callbacks on here, and that prints a banner before anything can be silenced.
        super(highspy.Highs, self).__init__()
        for name, value in {"output_flag": False, "threads": 1, **options}.items():
            self.setOptionValue(name, value)
