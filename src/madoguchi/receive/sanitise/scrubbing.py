"""Take out of a PDF what acts: in every dictionary that can be reached, whatever it hangs on."""

from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

CATALOG = {
    "/Type", "/Pages", "/AcroForm", "/Lang", "/MarkInfo", "/StructTreeRoot", "/OCProperties", "/Outlines", "/PageLabels",
    "/PageLayout", "/ViewerPreferences", "/Version", "/Dests", "/Names",
}  # fmt: skip
"""All that the document as a whole may say. Everything else of it goes, known or not."""
KEYS = {
    "/AA", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/Collection", "/Renditions", "/URI",
    "/RichMediaContent", "/RichMediaSettings", "/PieceInfo", "/Metadata", "/Threads", "/SpiderInfo", "/Perms", "/Legal", "/DSS",
    "/Requirements", "/Ref", "/OPI", "/URLS", "/IDS", "/AlternatePresentations",
}  # fmt: skip
"""Never kept, wherever they stand: scripts, other files, what runs by itself, notes about the author."""
ACTIONS = {"/A", "/PA"}
GOES_TO_A_PAGE = "/GoTo"
ACTS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI", "/Sound", "/Movie", "/Hide", "/Thread",
    "/Rendition", "/GoTo3DView", "/RichMediaExecute", "/ResetForm", "/SetOCGState", "/GoToDp",
}  # fmt: skip
THINGS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/PS"}
"""Subtypes of what is laid on a page and is neither text nor picture."""
WORDS = {"/V", "/DV", "/Contents", "/RC"}
"""Text that a person typed into the paper."""


@dataclass
class Found:
    signed: bool = False
    texts: list[str] = field(default_factory=list)


def scrub(root: DictionaryObject) -> Found:
    """Takes it out in place, by way of every reference once, and tells what was met: a signature, typed text."""
    found, seen = Found(), set[tuple[int, int]]()
    for key in set(root) - CATALOG:
        del root[key]
    waiting: list[Any] = [root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, IndirectObject):
            place = (here.idnum, here.generation)
            if place in seen:
                continue
            seen.add(place)
            here = here.get_object()
        if isinstance(here, DictionaryObject):
            _scrub_dictionary(here, found)
            waiting.extend(here.raw_get(key) for key in here)
        elif isinstance(here, ArrayObject):
            kept = [one for one in here if not _acts(one)]
            here[:] = kept
            waiting.extend(kept)
    return found


def _scrub_dictionary(here: DictionaryObject, found: Found) -> None:
    if here.get("/Type") in ("/Sig", "/DocTimeStamp") or "/ByteRange" in here:
        found.signed = True
    for key in list(here):
        if _must_go(here, key):
            del here[key]
        elif key in WORDS and isinstance(here.get(key), TextStringObject):
            found.texts.append(str(here[key]))


def _must_go(here: DictionaryObject, key: str) -> bool:
    if key in KEYS or (isinstance(here, StreamObject) and key in ("/F", "/FFilter", "/FDecodeParms")):
        return True  # the second: a stream whose content is another file
    value = here.get(key)
    if key in ACTIONS and isinstance(value, DictionaryObject) and "/S" in value:
        return value.get("/S") != GOES_TO_A_PAGE
    return _acts(value)


def _acts(value: Any) -> bool:
    """Is it an action that does more than turn to a page, or a thing that plays?"""
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return isinstance(value, DictionaryObject) and (value.get("/S") in ACTS or value.get("/Subtype") in THINGS)
