"""A PDF is read, searched for a My Number, freed of everything that acts, and written anew from what is left."""

import codecs
import contextlib
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from madoguchi.japan.my_number import find_my_number
from madoguchi.receive.sanitise.refusal import Refusal
from madoguchi.receive.sanitise.scrubbing import scrub

CODECS = (
    "utf-8", "utf-16", "utf-16-be", "utf-16-le", "latin-1", "charmap", "cp932", "gb2312", "gbk", "gb18030", "cp950",
)  # fmt: skip
"""What the words of a paper may be written in. Python loads each from a file when it is first asked for."""


def make(content: bytes, most: int) -> bytes:
    """Pages, pictures, fonts, bookmarks, filled-in fields stay; scripts, attachments, links outward and old versions go."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise Refusal("encrypted")
    pages = len(reader.pages)
    if not pages:
        raise Refusal("broken")
    found = scrub(reader.root_object)
    if found.signed:
        raise Refusal("signed")
    for text in (*_texts(reader), *found.texts):
        if holds_my_number(text):
            raise Refusal("my-number")
    made = _written(reader)
    if len(PdfReader(BytesIO(made)).pages) != pages:
        raise Refusal("broken")
    return made


def _written(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    writer.clone_reader_document_root(reader)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _texts(reader: PdfReader) -> Iterator[str]:
    """Page by page. A page whose text cannot be read has none, as a photograph has none."""
    for page in reader.pages:
        text = ""
        with contextlib.suppress(ValueError, LookupError, TypeError, AttributeError, AssertionError):
            text = page.extract_text()
        yield text


def holds_my_number(text: str) -> bool:
    """As in free text, but line by line, and only a number that stands alone: papers are full of tables of figures."""
    return any(
        not line[:start].rstrip()[-1:].isdigit() and not line[end:].lstrip()[:1].isdigit()
        for line in text.splitlines()
        for start, end in find_my_number(line)
    )


def warm_up() -> None:
    """Everything is used once, so that nothing has to be imported when nothing can be opened any more."""
    for name in CODECS:
        codecs.lookup(name)
    content = b"BT /F1 12 Tf 72 700 Td (a) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, 1))
    make(body + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n", len(body) * 9)
