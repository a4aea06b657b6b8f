"""What every declared thing is made of: strict, frozen models, identifiers, and text in three languages."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["ja", "ja-easy", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "ja-easy", "en")

SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=48)]
"""An identifier: it stands in addresses, file names and statistics, so it never holds Japanese or personal data."""


Citation = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*@(latest|[0-9a-f]{64})$", max_length=145)]
"""A release of a dataset: `population@latest`, or the hash of one that never changes."""


def cited_address(citation: str) -> str:
    """Where it is read: the page of the dataset, or the file of that very release."""
    slug, _, release = citation.partition("@")
    return f"/data/{slug}/" if release == "latest" else f"/data/files/{release}/data.csv"


class Declared(BaseModel):
    """A strict, frozen model: an unknown key is an error, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, strict=True)


class Text(Declared):
    """Words for people. Japanese is required; where another language is missing, the page falls back and says so."""

    ja: Annotated[str, StringConstraints(min_length=1)]
    ja_easy: str | None = Field(None, alias="ja-easy")
    en: str | None = None

    def within(self, language: Language) -> tuple[str, Language]:
        """The words and the language they are really in (`ja` when the wanted one is missing)."""
        words = {"ja": self.ja, "ja-easy": self.ja_easy, "en": self.en}[language]
        return (words, language) if words else (self.ja, "ja")


class Cited(Declared):
    """A release of the town's own data that something rests on, with words for people."""

    release: Citation
    title: Text

    @property
    def address(self) -> str:
        return cited_address(self.release)


class Named(Text):
    """Words with an identifier: an option, a result, a life event. Written flat: `{id: granted, ja: 認定}`."""

    id: Slug
