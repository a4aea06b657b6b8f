"""What can stand in the way of an act. Each is shown as a page that explains; what was typed stays; none is a 500."""

from madoguchi.decide.models import Case


class NotYours(Exception):
    """The person does not hold the role in the case's office that day."""


class OwnHand(NotYours):
    """Who wrote the application at the counter does not decide it: these are the duties of two people (職務の分離)."""


class Overtaken(Exception):
    """Somebody else moved the case after this person looked at it. The first one stands."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


class Unacceptable(Exception):
    """Something typed cannot be taken as it is: field → words that say how to mend it."""

    def __init__(self, **problems: str) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems
