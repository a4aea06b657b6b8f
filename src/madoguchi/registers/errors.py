"""What stands in the way of a change to a register."""

from madoguchi.declare.problem import Problem


class NotYours(Exception):
    """The person holds none of the roles that may write in this register."""


class Overtaken(Exception):
    """Somebody else changed the row since the page was drawn; or it has ended."""


class Unacceptable(Exception):
    """What was typed is not good: every problem with it, and what is wrong with the reason."""

    def __init__(self, problems: list[Problem], why: str = "") -> None:
        super().__init__(len(problems))
        self.problems = problems
        self.why = why
