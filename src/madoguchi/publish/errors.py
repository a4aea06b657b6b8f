"""What stands in the way of a keeper of data."""


class NotYours(Exception):
    """The person works for another office."""


class NotTaken(Exception):
    """The file is not taken in; the words are for the page."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Stopped(Exception):
    """A person stopped the check, or another worker took it up."""


class NotNow(Exception):
    """The check is not in a state in which this can be done: somebody was faster, or the file was erased."""


class NotLookedAt(Exception):
    """The look for personal data found cells that nobody has looked at yet: nothing clean is handed out."""


class OnlyOneByOne(Exception):
    """Nothing proves these repairs, and not all of them could be shown together."""


class SlugTaken(Exception):
    """Another office's dataset has this address, or a page."""


class NotDeclared(Exception):
    """No declaration of the town says that this is counted."""


class NothingNew(NotNow):
    """No period is over that was not counted."""


class CountChanged(NotNow):
    """What is counted was declared otherwise when the first period was counted: another table needs another name."""


class NotProven(NotNow):
    """The certificate of the verifier is missing, or it is about something else than what would be released."""


class SamePerson(NotYours):
    """Who proposed a release does not let it out: another person looks at it."""


class NotAnnounced(NotNow):
    """A column goes away or changes its kind, and nobody was told of it, or the day that was told has not come."""


class NotAgreed(Exception):
    """The person did not say that this may be published."""


class Unfit(Exception):
    """What was typed into that input cannot stand there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TooMany(Exception):
    """More in an hour than people press: later again."""
