"""A sealed file in the clear, for as long as it is being read: in memory without a name, never on a disk."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from uuid import UUID

from madoguchi.protect import actions as vault

PIECE = 1 << 20
_LONGEST_STEM = 60  # signs: 180 bytes at most, a file system takes 255


def pieces_of(ident: UUID) -> Iterator[bytes]:
    """The content of a file that lies in the vault. Raises vault.Gone."""
    with vault.open_loose(ident) as source:
        while piece := source.read(PIECE):
            yield piece


@contextmanager
def in_memory(pieces: Iterable[bytes], name: str) -> Iterator[Path]:
    """A path at which these bytes can be read while the block lasts. The name helps to know what is in it."""
    with os.fdopen(os.memfd_create("madoguchi", os.MFD_CLOEXEC), "wb") as out, tempfile.TemporaryDirectory() as folder:
        for piece in pieces:
            out.write(piece)
        out.flush()
        whole = PurePath(name)
        path = Path(folder) / f"{whole.stem[:_LONGEST_STEM]}{whole.suffix[:10]}"
        path.symlink_to(f"/proc/self/fd/{out.fileno()}")
        yield path
