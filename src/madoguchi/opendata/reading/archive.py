"""The ZIP around an XLSX, looked at before anything is unpacked: is it a workbook, and how large would it grow."""

import zipfile
import zlib
from typing import BinaryIO

from madoguchi.opendata.reading import sheet_troubles as troubles

BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, EOFError,
    OverflowError, NotImplementedError, OSError,
)  # fmt: skip
"""What openpyxl and zipfile raise where an archive or its XML is broken."""

MOST_UNPACKED = 600 << 20
MOST_FOLDED = 300
"""How many times smaller than its content a large member may be; real sheets are 5 to 40 times smaller."""

_SMALL = 20 << 20
_MOST_MEMBERS = 10_000


def check_archive(file: BinaryIO, name: str) -> int:
    """Bytes of XML when unpacked. Raises Trouble `damaged`, `no-table`, `too-large`, `old-or-locked`.

    Python's zipfile never gives out more of a member than the directory declares, so the declared sizes bound the
    real ones; a member whose declared size is a lie ends in a checksum error.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _must_be_a_workbook(archive, name)
            _must_be_small(members, name)
            for member in members:
                _must_be_plain(archive, member, name)
    except BROKEN as error:
        raise troubles.damaged(name) from error
    return sum(member.file_size for member in members if member.filename.endswith(".xml"))


def _must_be_a_workbook(archive: zipfile.ZipFile, name: str) -> None:
    names = archive.namelist()
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise troubles.other_archive(name, "XLSB")
    known = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint", "content.xml": "OpenDocument"}
    raise troubles.other_archive(name, next((kind for part, kind in known.items() if part in names), "ZIP"))


def _must_be_small(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(member.file_size for member in members)
    folded = any(
        member.file_size > _SMALL and member.file_size > MOST_FOLDED * max(1, member.compress_size)
        for member in members
    )
    if unpacked > MOST_UNPACKED or len(members) > _MOST_MEMBERS or folded:
        raise troubles.too_large(name, unpacked)


def _must_be_plain(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """No password, and no XML that defines entities: they can grow without bound."""
    if member.flag_bits & 1:
        raise troubles.locked(name)
    if member.filename.endswith((".xml", ".rels")):
        with archive.open(member) as part:
            if b"<!" in part.read(2048).replace(b"<!--", b""):
                raise troubles.damaged(name)
