"""What stands in the way of an action over shields and consents. The words are for the person."""


class NotPossible(Exception):
    """It cannot be done, or not by this person. `ja` says why and what to do instead."""

    def __init__(self, ja: str) -> None:
        super().__init__(ja)
        self.ja = ja


class Stale(NotPossible):
    """The state is no longer the one that was asked about."""
