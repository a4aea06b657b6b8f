"""The clean CSV of a keeper, line by line."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO


def csv_rows(source: BinaryIO) -> tuple[list[str], Iterator[list[str]]]:
    """Heading and rows of a CSV in UTF-8 with BOM; nothing but one row is held at a time."""
    lines = csv.reader(io.TextIOWrapper(source, encoding="utf-8-sig", newline=""))
    return next(lines, []), lines
