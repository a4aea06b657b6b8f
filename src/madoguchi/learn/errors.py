"""What cannot be said about an ask, or not by this person."""


class NoSuchAsk(Exception):
    """No report of the town has this ask."""


class NotYours(Exception):
    """This person does not speak for the administration."""


class WordingAltered(Exception):
    """A file says an ask in other words than those under which it was entered."""

    def __init__(self, asks: list[str]) -> None:
        self.asks = asks
        super().__init__(", ".join(asks))


class NotSayable(Exception):
    """A statement lacks something; `problems` say what, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(", ".join(problems))
