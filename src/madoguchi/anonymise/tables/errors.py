"""What cannot be read or done, in words for the person who ran the command."""


class TableError(Exception):
    """What, where, and how to mend it, in Japanese and English."""

    def __init__(self, *, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en
