"""From the bytes of a text to its records: samples, encoding confirmed on every byte, delimiter, digest."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from madoguchi.opendata.reading import troubles
from madoguchi.opendata.reading.encodings import UTF16, ladder, marked, stranger
from madoguchi.opendata.reading.further import Further, nothing, of_text
from madoguchi.opendata.reading.opening import Hashed, blocks, digest
from madoguchi.opendata.reading.text import Record, find_delimiter, first_newline, records
from madoguchi.opendata.table import Remark, Source

_MORE = 100
"""Records of each sample by which the layout is judged."""

SAMPLE = 1 << 17
"""Bytes looked at from the head, the middle and the end; a smaller file is looked at whole."""


class Origin(NamedTuple):
    """Records in the order of the file; `more` are some from further down, to judge the layout by; `further` has others
    that are asked for only where the first ones leave something open."""

    source: Source
    records: Iterable[Record]
    more: list[Record]
    remarks: list[Remark]
    further: Further = nothing


class Manner(NamedTuple):
    """How a text is to be read. `texts`: the samples, decoded."""

    encodings: list[str]
    delimiter: str
    newline: str
    texts: list[str]


def manner_of(file: BinaryIO, size: int, delimiter: str | None, encoding: str | None) -> Manner:
    """How a text is to be read, told from samples: not yet confirmed on every byte."""
    samples = _samples(file, size)
    if encoding is not None:
        encoding = _known(encoding, samples[0])
    encodings = [encoding] if encoding else ladder(samples)
    texts = [_decoded(sample, encodings[0]) for sample in samples]
    return Manner(encodings, _delimiter(delimiter, texts[0]), first_newline(texts[0]), texts)


def text_origin(file: BinaryIO, name: str, size: int, delimiter: str | None, encoding: str | None) -> Origin:
    """The records of a text. Every byte was looked at before the first record comes, and is hashed again on the way.

    Raises Trouble `encoding`, and while the records go by `nul`, `quote`, `changed`.
    """
    manner = manner_of(file, size, delimiter, encoding)
    chosen = _confirmed(file, name, manner.encodings)
    if chosen != manner.encodings[0]:
        manner = manner_of(file, size, delimiter, chosen)
    whole = digest(file)
    source = Source(
        name=name,
        size=size,
        form="tsv" if manner.delimiter == "\t" else "csv",
        encoding=chosen,
        delimiter=manner.delimiter,
        newline=manner.newline,
        digest=whole,
    )
    remarks: list[Remark] = []
    lines = _lines(file, name, chosen, whole)
    there = records(lines, manner.delimiter, name, remarks)
    if len(manner.texts) > 1:
        return Origin(source, there, more_of(manner), remarks)
    return Origin(source, there, [], remarks, of_text(manner.texts[0], manner.delimiter))


def more_of(manner: Manner) -> list[Record]:
    """Records from the middle and the end of a large text; their lines are not known."""
    found: list[Record] = []
    for text in manner.texts[1:]:
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=manner.delimiter)
            found += [(0, cells) for cells in islice(rows, _MORE)]
        except csv.Error:
            continue  # a sample that begins inside a quote tells nothing
    return found


def _lines(file: BinaryIO, name: str, encoding: str, whole: str) -> Iterator[str]:
    hashed = Hashed(file)
    text = io.TextIOWrapper(io.BufferedReader(hashed, 1 << 18), encoding=encoding, newline="")
    try:
        if encoding in UTF16 and (first := text.readline()):
            yield first.removeprefix("\ufeff")
        yield from text
    except UnicodeDecodeError as error:
        raise troubles.changed(name) from error
    if hashed.hashed.hexdigest() != whole:
        raise troubles.changed(name)


def _confirmed(file: BinaryIO, name: str, encodings: list[str]) -> str:
    """The first encoding that holds every byte; else Trouble at the byte that the likeliest could not read."""
    furthest = None
    for encoding in encodings:
        found = stranger(blocks(file), encoding)
        if found is None:
            return encoding
        if furthest is None or found.offset > furthest[1].offset:
            furthest = encoding, found
    assert furthest is not None  # noqa: S101 - the ladder is never empty
    encoding, found = furthest
    raise troubles.strange_byte(name, encoding, found.line, found.offset, found.byte)


def _known(encoding: str, head: bytes) -> str:
    """The encoding that somebody named; UTF-8 with a mark keeps its mark out of the first heading."""
    try:
        name = codecs.lookup(encoding).name
        b"".decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise troubles.unknown_encoding(encoding) from error
    return "utf-8-sig" if name == "utf-8" and marked(head) == "utf-8-sig" else encoding


def _delimiter(given: str | None, text: str) -> str:
    if given is None:
        return find_delimiter(text)
    if len(given) != 1 or given in '"\r\n\0':
        raise troubles.bad_delimiter(given)
    return given


def _samples(file: BinaryIO, size: int) -> list[bytes]:
    """The whole of a small file; else head, middle and end, cut where lines end."""
    file.seek(0)
    if size <= 3 * SAMPLE:
        return [file.read(3 * SAMPLE)]
    found = []
    for at in (0, size // 4 * 2, (size - SAMPLE) // 2 * 2):
        file.seek(at)
        found.append(file.read(SAMPLE))
    if marked(found[0]) in UTF16 or found[0].count(0) > SAMPLE // 50:
        return found
    return [_cut(sample, begins=at > 0, ends=at < 2) for at, sample in enumerate(found)]


def _cut(sample: bytes, *, begins: bool, ends: bool) -> bytes:
    sign = b"\n" if b"\n" in sample else b"\r"
    start = sample.find(sign) + 1 if begins else 0
    end = sample.rfind(sign) + 1 if ends else len(sample)
    return sample[start : end if end > start else len(sample)]


def _decoded(sample: bytes, encoding: str) -> str:
    return sample.decode(encoding, "ignore").removeprefix("\ufeff")
