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
from madoguchi.anonymise.stopping import heard

MEMORY = "1GB"
BLOCK = 1 << 22
_SPILL = re.compile(r"[Cc]ould not write|[Ff]ailed to write|No space left|File too large")


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


def scratch() -> Path:
    """Where a command that writes nothing may spill: the working folder can be one that cannot be written."""
    return Path(tempfile.gettempdir())


@contextmanager
def session(folder: Path, memory: str = MEMORY, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with bounded memory that spills beside the output, and goes nowhere else."""
    _refuse_options(memory, threads)
    with tempfile.TemporaryDirectory(prefix=".anonymise-", dir=folder) as spill:
        connection = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": spill,
                "threads": threads or os.cpu_count() or 1,
                "preserve_insertion_order": True,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "allocator_background_threads": True,  # memory that a stage is done with goes back before the next
                "allocator_flush_threshold": "4MB",
                "allocator_bulk_deallocation_flush_threshold": "16MB",
            }
        )
        try:
            with heard(connection.interrupt):
                yield connection
        finally:
            connection.close()


def _refuse_options(memory: str, threads: int | None) -> None:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)? ?[KMGT]i?B", memory):
        raise Trouble(
            "memory-size",
            ja=f"メモリの大きさ「{memory}」が分かりません。",
            en=f"`{memory}` is no size of memory.",
            mend_ja="--memory 2GB や --memory 500MB のように、数と単位で書いてください。",
            mend_en="Write a number and a unit, such as --memory 2GB or --memory 500MB.",
        )
    if threads is not None and threads < 1:
        raise Trouble(
            "threads",
            ja=f"CPU の数「{threads}」は使えません。",
            en=f"{threads} processors cannot be used.",
            mend_ja="--threads には1以上の数を書いてください。書かなければ、あるだけ使います。",
            mend_en="Write 1 or more in --threads; left out, all are used.",
        )


def describe(connection: duckdb.DuckDBPyConnection, relation: str, name: str) -> tuple[Field, ...]:
    """The columns of a relation; a file that is none of what it says is a clear error."""
    try:
        rows = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    except duckdb.Error as error:
        raise unreadable(name, error) from error
    return tuple(Field(row[0], row[1]) for row in rows)


@contextmanager
def told_in_words(name: str) -> Iterator[None]:
    """Whatever DuckDB stumbles over while it reads a source becomes a trouble. Its own message is not passed on: it
    repeats the line, and a line may name a person."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise no_room() from error
    except duckdb.Error as error:
        raise no_disk() if _SPILL.search(str(error)) else unreadable(name, error) from error


def no_disk() -> Trouble:
    """The output, or what does not fit into memory, finds no room."""
    return Trouble(
        "disk",
        ja="出力先に書けません (空きがないか、権限がありません)。何も出力していません。",
        en="The output cannot be written (the disk is full, or it may not be written to); nothing was released.",
        mend_ja="空きのある場所を --out に指定してください。入力と同じくらいの空きが要ります。",
        mend_en="Name a place with room in --out; about the size of the input is needed.",
    )


def no_room() -> Trouble:
    """The memory that was allowed is too little, even with the disk."""
    return Trouble(
        "memory",
        ja="決めたメモリでは足りません。何も出力していません。",
        en="The memory that was allowed does not suffice; nothing was released.",
        mend_ja="--memory 2GB のように増やすか、手がかりの列を減らしてください。",
        mend_en="Allow more (`--memory 2GB`), or use fewer quasi-identifiers.",
    )


def unreadable(name: str, error: Exception) -> Trouble:
    """What DuckDB could not read, with the place where it says one."""
    told_ja, told_en = _place(str(error))
    return Trouble(
        "input-unreadable",
        ja=f"「{name}」を読めません。{told_ja}",
        en=f"`{name}` cannot be read. {told_en}",
        mend_ja="列の数のちがう行、閉じていない引用符、途中で切れたファイルでないかを確かめてください。",
        mend_en="Look for lines with another number of cells, an open quotation mark, or a file that was cut off.",
    )


def _place(message: str) -> tuple[str, str]:
    """Where DuckDB stumbled; the line itself is not repeated, it may name a person."""
    line = re.search(r"CSV Error on Line: (\d+)", message)
    cells = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message)
    ja = (f"{line[1]}行目です。" if line else "") + (f"欄は{cells[1]}個のはずが{cells[2]}個です。" if cells else "")
    en = (f"Line {line[1]}. " if line else "") + (f"It has {cells[2]} cells instead of {cells[1]}." if cells else "")
    return ja, en.strip()
