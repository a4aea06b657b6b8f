"""What is wrong with a declaration: where, what, and how to mend it, in Japanese and English."""

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Literal, NamedTuple

FindingLanguage = Literal["ja", "en"]


class Both(NamedTuple):
    """A piece of a message that differs between the two languages."""

    ja: str
    en: str


Word = str | int | Both
Words = dict[str, Word]
NOTHING = Both("", "")


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake at one place. `line` and `column` count from 1; `file` is relative to the town's folder."""

    file: str
    line: int
    column: int
    code: str
    ja: str
    en: str
    mend_ja: str = ""
    mend_en: str = ""
    path: tuple[str | int, ...] = field(default=(), compare=False, repr=False)  # inside the file; not shown

    def within(self, language: FindingLanguage) -> str:
        """What is wrong."""
        return self.ja if language == "ja" else self.en

    def mend(self, language: FindingLanguage) -> str:
        """How to mend it."""
        return self.mend_ja if language == "ja" else self.mend_en

    def as_dict(self) -> dict[str, str | int]:
        """For `--json`."""
        return {name: word for name, word in asdict(self).items() if name != "path"}


class DeclarationErrors(Exception):
    """A town that cannot be loaded, with every finding."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(set(findings))
        super().__init__("\n".join(f"{f.file}:{f.line}:{f.column}: {f.en}" for f in self.findings))


@dataclass(frozen=True)
class Code:
    """A kind of mistake. The four sentences are templates; docs/reference/checks.md prints them."""

    id: str
    ja: str
    en: str
    mend_ja: str
    mend_en: str

    def at(self, file: str, mark: tuple[int, int], *, path: tuple[str | int, ...] = (), **words: Word) -> Finding:
        """This mistake at one place of one file."""
        ja = {name: word.ja if isinstance(word, Both) else word for name, word in words.items()}
        en = {name: word.en if isinstance(word, Both) else word for name, word in words.items()}
        return Finding(
            file,
            *mark,
            self.id,
            self.ja.format(**ja),
            self.en.format(**en),
            self.mend_ja.format(**ja),
            self.mend_en.format(**en),
            path,
        )


def did_you_mean(wrong: object, known: Iterable[str]) -> Both:
    """A guess at what was meant, empty when nothing is near."""
    near = nearest(wrong, known)
    return Both(f"「{near}」のことではありませんか。", f"Did you mean `{near}`? ") if near else NOTHING


def nearest(wrong: object, known: Iterable[str]) -> str | None:
    """The known word that is closest to a mistyped one, if any is close."""
    found = difflib.get_close_matches(str(wrong), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def listed(known: Iterable[str]) -> str:
    """Known words as they stand in a message; long lists are cut."""
    words = list(known)
    shown = ", ".join(words[:30])
    return (shown + ", …" if len(words) > 30 else shown) or "—"
