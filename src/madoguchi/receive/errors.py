"""What can stand in the way. Each is shown as a page that explains and keeps what was typed; none is a 500."""

from collections.abc import Sequence

from madoguchi.declare.problem import Problem
from madoguchi.receive.models import Application


class OtherContent(Exception):
    """The same key came before with other content. What arrived first stands; the new content is not taken over."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.number)
        self.application = application


class AlreadySent(Exception):
    """A page was saved after the application had arrived: what arrived stands."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.number)
        self.application = application


class Overtaken(Exception):
    """Another request changed the draft between our look and our writing: look again (`actions.again`)."""


class Over(Exception):
    """The draft waited longer than it could."""


class Changed(Exception):
    """The draft is no longer what the person looked at (another tab): look once more, then send."""


class Unfinished(Exception):
    """Something is missing or wrong; nothing was sent."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = list(problems)


class NobodyNamed(Exception):
    """Written at the counter, and nothing said of whom for."""


class NotPossible(Exception):
    """The state of the application does not allow it (already decided, nothing to correct)."""

    def __init__(self, ja: str) -> None:
        super().__init__(ja)
        self.ja = ja


class NoSuchStep(Exception):
    """The address names a page or a row that this form does not have now."""
