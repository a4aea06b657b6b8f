"""The repair log: which cell was changed, how, and who accepted it."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """One change of one cell. `by` is whoever accepted it; `when` the moment, with its zone."""

    line: int
    column: str
    before: str
    after: str
    rule: str
    kind: str
    provable: bool
    by: str
    when: datetime


def log_as_csv(log: Sequence[Entry]) -> str:
    """CSV with a header and CRLF, for people; write it as UTF-8 with BOM."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([field.name for field in fields(Entry)])
    writer.writerows(_row(entry).values() for entry in log)
    return text.getvalue()


def log_as_json(log: Sequence[Entry]) -> str:
    """A JSON array, an entry a line."""
    lines = ",\n".join(json.dumps(_row(entry), ensure_ascii=False) for entry in log)
    return f"[\n{lines}\n]\n" if log else "[]\n"


def _row(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "provable": entry.provable, "when": entry.when.isoformat(timespec="seconds")}
