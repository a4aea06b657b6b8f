"""The rows of a release from its counted periods; and back from the emitted file to the certificates."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from madoguchi.publish.errors import NotProven
from madoguchi.publish.models import CountedPeriod, Proof

FILE = "table.csv"
"""What a certificate calls the table of its period."""
KIND, HIDDEN = "madoguchi.table-certificate/1", "X"
"""As `anonymise.tables` writes them; a test holds them together. Its arithmetic is not needed to read a certificate."""
Rows = Iterator[list[str]]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(certificate: dict[str, Any]) -> str:
    return digest(json.dumps(certificate, ensure_ascii=False, sort_keys=True).encode())


def rows_of(period: CountedPeriod) -> Rows:
    """Its rows in a release: the period's name, the axes, the number, and whether it is hidden."""
    lines = csv.reader(io.StringIO(period.table.removeprefix("\ufeff"), newline=""))
    next(lines)
    for *axes, number in lines:
        yield [period.name, *axes, *(("", HIDDEN) if number == HIDDEN else (number, ""))]


def told(periods: Iterable[CountedPeriod]) -> list[dict[str, str]]:
    """What a proof keeps of its periods."""
    return [{"period": one.name, "table": one.table_hash, "certificate": digest_of(one.certificate)} for one in periods]


def must_hold(proof: Proof | None, *, release_hash: str, folder: Path, periods: Sequence[CountedPeriod]) -> None:
    """Nothing is released that its certificates are not about. Raises NotProven; it asks the file, not what was meant."""
    if proof is None:
        raise NotProven("none")
    if proof.release_hash != release_hash or _hash_of(folder / "data.csv") != release_hash:
        raise NotProven("release")
    if proof.periods != told(periods):
        raise NotProven("periods")
    tables = dict(_tables(folder / "data.csv"))
    if list(tables) != [one.name for one in periods]:
        raise NotProven("rows")
    for one in periods:
        if not _fits(one, tables[one.name]):
            raise NotProven(one.name)


def _fits(period: CountedPeriod, table: bytes) -> bool:
    paper = period.certificate
    is_one = paper.get("kind") == KIND and paper.get("passed") is True
    return is_one and digest(table) == period.table_hash == paper.get("files", {}).get(FILE)


def _tables(path: Path) -> Iterator[tuple[str, bytes]]:
    """The table of each period as it was certified, made of nothing but what was emitted."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        heading = next(lines)[1:-1]
        for name, rows in groupby(lines, key=lambda row: row[0]):
            yield name, table_of(heading, ([*row[1:-2], row[-1] or row[-2]] for row in rows))


def table_of(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as the suppression writes it."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([heading, *rows])
    return ("\ufeff" + out.getvalue()).encode()


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
