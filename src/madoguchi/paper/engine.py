"""WeasyPrint, loaded once: HTML and our style sheet in, PDF/UA-1 out. Nothing is fetched, from the net or the disk."""

import logging
from collections.abc import Callable
from pathlib import Path

from madoguchi.paper import fonts
from madoguchi.paper.sheet import Sheet

STYLE = Path(__file__).with_name("letter.css")
NEEDS = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
"""Debian packages that WeasyPrint and a Japanese letter need."""

Typeset = Callable[[Sheet], bytes]


class NoEngine(Exception):
    """Letters cannot be set in type on this machine; says what is missing and how to get it."""


class AsksOutside(Exception):
    """A letter wants something from the net or the disk. It is not set in type at all."""


def why_not() -> str:
    """What keeps this machine from making PDFs, in Japanese; "" when nothing does."""
    try:
        import weasyprint  # noqa: F401  # its libraries are looked for as it loads
    except OSError as missing:
        library = str(missing).split("'")[1] if "'" in str(missing) else str(missing)
        return f"PDF を作るためのライブラリー({library})がありません。入れるには: sudo apt-get install {NEEDS}"
    if fonts.installed() is None:
        return f"日本語の字形がありません。入れるには: sudo apt-get install {NEEDS}"
    return ""


def engine(folder: Path | None = None) -> Typeset:
    """A function that sets one sheet after the other in type. Raises NoEngine."""
    if reason := why_not():
        raise NoEngine(reason)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # its warnings may quote the letter
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from madoguchi.paper.fetching import FetchesNothing, Nothing, OurFonts

    configuration = FontConfiguration()
    styles = [
        CSS(string=fonts.style(folder), font_config=configuration, url_fetcher=OurFonts(folder)),
        CSS(string=STYLE.read_text(), font_config=configuration, url_fetcher=Nothing()),
    ]

    def typeset(sheet: Sheet) -> bytes:
        page = HTML(string=sheet.html, url_fetcher=Nothing())
        options = {"font_config": configuration, "pdf_variant": "pdf/ua-1", "pdf_identifier": sheet.binding.encode()}
        try:
            pdf: bytes = page.write_pdf(stylesheets=styles, **options)
        except FetchesNothing:
            raise AsksOutside from None
        return pdf

    return typeset
