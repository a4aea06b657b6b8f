"""A sheet and its binding: the name of the one request and the one record that it belongs to."""

import re
from dataclasses import dataclass

BINDING = re.compile(r"[0-9a-f]{32,64}")
_START = re.compile(rb"startxref\n(\d{1,9})\n%%EOF\s*\Z")
_LONGEST = 512


class NotThisOne(Exception):
    """The paper is not the one that was asked for. It is given to nobody."""


@dataclass(frozen=True)
class Sheet:
    """What is to be set in type. The binding is no secret and names nobody: a keyed hash."""

    binding: str
    html: str

    def __post_init__(self) -> None:
        if not BINDING.fullmatch(self.binding):
            raise ValueError("a binding is 32 to 64 hexadecimal digits")


def must_belong(pdf: bytes, binding: str) -> bytes:
    """The same PDF, if it carries this binding inside; NotThisOne otherwise. The last step before any delivery."""
    if identifier(binding) not in _trailer(pdf):
        raise NotThisOne
    return pdf


def identifier(binding: str) -> bytes:
    """The binding as the trailer's /ID holds it."""
    return f"/ID [({binding}) (".encode()


def _trailer(pdf: bytes) -> bytes:
    """The dictionary in which the file tells its identifiers. What the letter says can never stand there."""
    found = _START.search(pdf, max(0, len(pdf) - 64))
    return pdf[int(found[1]) :][:_LONGEST] if found and pdf.startswith(b"%PDF-") else b""
