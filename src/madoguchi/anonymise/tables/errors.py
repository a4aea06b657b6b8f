"""What cannot be read or done, in words for the person who ran the command."""

from madoguchi.anonymise.errors import Trouble


class TableError(Trouble):
    """What, where, and how to mend it, in Japanese and English."""

    def __init__(self, *, ja: str, en: str) -> None:
        super().__init__("table", ja=ja, en=en)
