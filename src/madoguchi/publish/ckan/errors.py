"""What goes wrong, as CKAN names it: clients look at the status and at `__type`."""

from typing import Any


class CkanError(Exception):
    """`status` of the answer; `told` is what stands under `error`."""

    status = 409
    kind = "Validation Error"

    def __init__(self, words: str, place: str = "") -> None:
        super().__init__(words)
        self.told: dict[str, Any] = {"__type": self.kind, "message": words}
        if place:
            self.told = {"__type": self.kind, place: [words]}


class NotFound(CkanError):
    status, kind = 404, "Not Found Error"


class Refused(CkanError):
    status, kind = 403, "Authorization Error"


class Invalid(CkanError):
    """Something in the arguments; `place` is the argument's name."""
