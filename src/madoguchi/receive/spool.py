"""Where an upload waits until it was looked at: sealed under a key that lives in memory only.

A browser's file may be anybody's medical certificate, so it never lies on a disk in the clear, not even for a second.
"""

import os
import tempfile
from collections.abc import Iterator
from typing import IO, Any, cast

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

IN_MEMORY = 1_000_000
KEPT = 52 * 1024 * 1024
"""No more of one request is kept. What is beyond is counted, so that the page can say how large the file was."""
LARGEST_REQUEST = 300 * 1024 * 1024
_BLOCK = 16


class Spool:
    """A file-like place: written once, read from the start. AES-CTR under an own key; integrity is the vault's task.

    `length`: how many bytes it holds.
    """

    def __init__(self, content: IO[bytes] | None = None) -> None:
        self._file = content or cast(IO[bytes], tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
        self._key, self._nonce = os.urandom(32), os.urandom(_BLOCK)
        self.length = 0
        self._at(0)

    def write(self, data: bytes) -> int:
        self.length += len(data)
        return self._file.write(self._cipher.update(data))

    def read(self, size: int = -1) -> bytes:
        return self._cipher.update(self._file.read(size))

    def seek(self, offset: int, whence: int = 0) -> int:
        """To a whole block only; 0 is all that anybody asks for."""
        if whence or offset % _BLOCK:
            raise OSError("only to the start of a block")
        self._file.seek(offset)
        self._at(offset // _BLOCK)
        return offset

    def pieces(self, size: int = 64 * 1024) -> Iterator[bytes]:
        """From the start to the end, once: then the place is gone."""
        try:
            self.seek(0)
            while piece := self.read(size):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        self._file.close()

    def _at(self, block: int) -> None:
        counter = (int.from_bytes(self._nonce, "big") + block) % (1 << 128)
        mode = modes.CTR(counter.to_bytes(_BLOCK, "big"))
        self._cipher = Cipher(algorithms.AES(self._key), mode).encryptor()


class SealedUploadHandler(FileUploadHandler):
    """Takes every uploaded file into a Spool. Beyond the limit it only counts."""

    kept = 0

    @property
    def most(self) -> int:
        return KEPT

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("the request is larger than all files of an application together may be")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.spool = Spool()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept + len(raw_data) <= self.most:
            self.spool.write(raw_data)
            self.kept += len(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.spool.seek(0)
        return UploadedFile(
            file=cast(Any, self.spool),
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


class WholeUploadHandler(SealedUploadHandler):
    """For a page that takes one large file: all of it is kept."""

    @property
    def most(self) -> int:
        return LARGEST_REQUEST
