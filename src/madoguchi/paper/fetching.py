"""What a letter may fetch while it is set in type: nothing, but our own small fonts. Imports WeasyPrint, so it is late."""

from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class FetchesNothing(FatalURLFetchingError):
    """A letter asked for something from outside. It is not set in type at all."""


class Nothing(URLFetcher):
    """Refuses every address, whatever its protocol."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        raise FetchesNothing


class OurFonts(URLFetcher):
    """Gives the files of the fonts' folder and refuses the rest."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(allowed_protocols=["file"])
        self.ours = {path.resolve().as_uri(): path for path in folder.glob("*.otf")} if folder else {}

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url not in self.ours:
            raise FetchesNothing
        return URLFetcherResponse(url, self.ours[url].read_bytes())
