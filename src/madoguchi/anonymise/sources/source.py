"""One relation that DuckDB can scan, and how to say where in it something stands."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from madoguchi.anonymise.errors import Trouble

MEMORY = "1GB"
BLOCK = 1 << 22


@dataclass(frozen=True)
class Field:
    """A column as the source has it; `type` is DuckDB's word."""

    name: str
    type: str


@dataclass(frozen=True)
class Source:
    """`relation` stands in a FROM; `file` is what is hashed; `dictionary` tells that equal texts are stored once."""

    name: str
    relation: str
    file: Path
    fields: tuple[Field, ...]
    kind: str

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in their order."""
        return tuple(one.name for one in self.fields)

    def type_of(self, name: str) -> str:
        """DuckDB's word for what is in a column."""
        return next(one.type for one in self.fields if one.name == name)

    def sha256(self) -> str:
        """The hash of the file's bytes (of the rows as they were taken out, for a table of a database)."""
        return hash_file(self.file)


def hash_file(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def session(folder: Path, memory: str = MEMORY, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with bounded memory that spills beside the output, and goes nowhere else."""
    with tempfile.TemporaryDirectory(prefix=".anonymise-", dir=folder) as spill:
        connection = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": spill,
                "threads": threads or os.cpu_count() or 1,
                "preserve_insertion_order": True,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "allocator_flush_threshold": "4MB",
                "allocator_bulk_deallocation_flush_threshold": "16MB",
            }
        )
        try:
            yield connection
        finally:
            connection.close()


def describe(connection: duckdb.DuckDBPyConnection, relation: str, name: str) -> tuple[Field, ...]:
    """The columns of a relation; a file that is none of what it says is a clear error."""
    try:
        rows = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    except duckdb.Error as error:
        raise unreadable(name, error) from error
    return tuple(Field(row[0], row[1]) for row in rows)


def unreadable(name: str, error: Exception) -> Trouble:
    """What DuckDB could not read, with the place where it says one."""
    told = _place(str(error))
    return Trouble(
        "input-unreadable",
        ja=f"「{name}」を読めません。{told}",
        en=f"`{name}` cannot be read. {str(error).splitlines()[0]}",
        mend_ja="列の数のちがう行、閉じていない引用符、途中で切れたファイルでないかを確かめてください。",
        mend_en="Look for lines with another number of cells, an open quotation mark, or a file that was cut off.",
    )


def _place(message: str) -> str:
    """Where DuckDB stumbled; the line itself is not repeated, it may name a person."""
    line = re.search(r"CSV Error on Line: (\d+)", message)
    cells = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    told = f"{line[1]}行目です。" if line else ""
    return told + (f"欄は{cells[1]}個のはずが{cells[2]}個です。" if cells else "")
