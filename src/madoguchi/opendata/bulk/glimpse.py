"""The head of a large UTF-8 text, read as `reading` reads it but for looking at every byte: DuckDB does that."""

import io
from itertools import islice
from pathlib import Path

from madoguchi.opendata.reading import Stream
from madoguchi.opendata.reading.layout import Layout
from madoguchi.opendata.reading.opening import form_of, opened
from madoguchi.opendata.reading.origin import Origin, manner_of, more_of
from madoguchi.opendata.reading.text import records
from madoguchi.opendata.table import Remark, Source, Table

_UTF8 = ("utf-8", "utf-8-sig", "ascii")


def glimpse(path: Path, most: int) -> tuple[Table, Layout] | None:
    """The first rows; None where the samples are not UTF-8. The digest of the source is not known yet."""
    with opened(path) as file:
        if form_of(file, path.name) == "xlsx":
            return None
        size = path.stat().st_size
        manner = manner_of(file, size, None, None)
        encoding = manner.encodings[0]
        if encoding not in _UTF8:
            return None
        source = Source(
            name=path.name,
            size=size,
            form="tsv" if manner.delimiter == "\t" else "csv",
            encoding=encoding,
            delimiter=manner.delimiter,
            newline=manner.newline,
        )
        file.seek(0)
        lines = io.TextIOWrapper(file, encoding=encoding, newline="")
        remarks: list[Remark] = []
        try:
            stream = Stream(
                Origin(source, records(lines, manner.delimiter, path.name, remarks), more_of(manner), remarks)
            )
            return stream.closed(list(islice(stream, most))), stream.layout
        except UnicodeDecodeError:
            return None
        finally:
            lines.detach()
