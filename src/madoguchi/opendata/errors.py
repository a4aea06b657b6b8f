"""What stops the reading or writing of a file: what is wrong, where, and how to mend it, in Japanese and English."""

from typing import Literal

Language = Literal["ja", "en"]


class Trouble(Exception):
    """Nothing is written. `code` is stable; `line`: of the file, where one is meant; the words are for the person who brought the file."""

    def __init__(
        self, code: str, *, ja: str, en: str, mend_ja: str = "", mend_en: str = "", line: int | None = None
    ) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.ja, self.en = ja, en
        self.mend_ja, self.mend_en = mend_ja, mend_en
        self.line = line

    def told(self, language: Language = "ja") -> str:
        """Two lines: what is wrong, and how to mend it."""
        what, mend, word = (self.ja, self.mend_ja, "直し方") if language == "ja" else (self.en, self.mend_en, "Mend")
        return f"{what}\n    {word}: {mend}" if mend else what
