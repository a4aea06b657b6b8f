"""The catalogue of translations: `python -m madoguchi.design.catalogue` brings the .po files up to what is used.

It adds what is new, drops what nobody says any more, sorts, compiles the .mo files, and lists what lacks words.
The msgids are the Japanese words themselves. `--check` changes nothing. Exit status 1: something is missing or stale.
"""

import sys
from pathlib import Path

import polib

from madoguchi.design.messages import Message, used

SOURCE = Path(__file__).parent.parent
LOCALE = Path(__file__).parent / "locale"
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "ja_Easy": "nplurals=1; plural=0;"}
"""The languages beside Japanese, by the folder's name, with how many forms a counted word has."""


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def merged(language: str, wanted: dict[Message, set[str]]) -> polib.POFile:
    """The catalogue of a language with exactly the wanted messages, in order; the words that there are are kept."""
    path = po_path(language)
    known = {_key(entry): entry for entry in polib.pofile(str(path)) if _has_words(entry)} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=118)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURALS[language],
    }
    for message in sorted(wanted):
        catalogue.append(_entry(message, sorted(wanted[message]), known.get(message), language))
    return catalogue


def _key(entry: polib.POEntry) -> Message:
    return entry.msgid, entry.msgid_plural


def _has_words(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def _entry(message: Message, places: list[str], known: polib.POEntry | None, language: str) -> polib.POEntry:
    msgid, plural = message
    entry = polib.POEntry(msgid=msgid, msgid_plural=plural, occurrences=[(place, "") for place in places])
    if "%(" in msgid:
        entry.flags = ["python-format"]
    if plural:
        forms = 2 if language == "en" else 1
        entry.msgstr_plural = dict(known.msgstr_plural) if known else dict.fromkeys(range(forms), "")
    elif known:
        entry.msgstr = known.msgstr
    return entry


def missing(catalogue: polib.POFile) -> list[str]:
    """The msgids that have no words in this language."""
    return [entry.msgid for entry in catalogue if not _has_words(entry)]


def stale(language: str, catalogue: polib.POFile) -> list[Path]:
    """The files that differ from what they should be."""
    po, mo = po_path(language), po_path(language).with_suffix(".mo")
    written = polib.pofile(str(po)) if po.exists() else polib.POFile()
    same_words = [(_key(e), e.msgstr, e.msgstr_plural) for e in written] == [
        (_key(e), e.msgstr, e.msgstr_plural) for e in catalogue
    ]
    compiled = mo.exists() and mo.read_bytes() == catalogue.to_binary()
    return ([] if same_words else [po]) + ([] if compiled else [mo])


def save(language: str, catalogue: polib.POFile) -> None:
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def main(arguments: list[str]) -> int:
    wanted = used(SOURCE)
    lacking = 0
    for language in PLURALS:
        catalogue = merged(language, wanted)
        if "--check" in arguments:
            for path in stale(language, catalogue):
                lacking += 1
                sys.stdout.write(f"stale: {path.relative_to(LOCALE)}\n")
        else:
            save(language, catalogue)
        for msgid in missing(catalogue):
            lacking += 1
            sys.stdout.write(f"{language}: {msgid}\n")
    sys.stdout.write(f"{len(wanted)} messages, {lacking} to do\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
