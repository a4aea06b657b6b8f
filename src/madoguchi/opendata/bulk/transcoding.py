"""A text of another encoding as UTF-8 in a temporary file, block by block."""

import codecs
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BLOCK = 1 << 20


@contextmanager
def as_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """The file itself where it is UTF-8 already."""
    if encoding in ("utf-8", "utf-8-sig", "ascii"):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="madoguchi-") as folder:
        copy = Path(folder) / "data.csv"
        with codecs.open(str(path), "r", encoding) as source, copy.open("w", encoding="utf-8", newline="") as target:
            shutil.copyfileobj(source, target, _BLOCK)
        yield copy
