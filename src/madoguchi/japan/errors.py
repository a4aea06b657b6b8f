"""What a person reads when something typed cannot be taken: in Japanese, English and やさしい日本語."""

from typing import Literal


class InputError(ValueError):
    """Typed input that cannot be taken, with words that say what is wrong and how to mend it.

    `code` is stable and safe to log. `str(error)` is the code alone: the words may repeat what a person typed
    (a birth date, a name), and a traceback must not carry it away.
    """

    def __init__(self, code: str, *, ja: str, en: str, ja_easy: str) -> None:
        super().__init__(code)
        self.code = code
        self.ja = ja
        self.en = en
        self.ja_easy = ja_easy

    def within(self, language: Literal["ja", "ja-easy", "en"]) -> str:
        """The words in one language."""
        return {"ja": self.ja, "ja-easy": self.ja_easy, "en": self.en}[language]
