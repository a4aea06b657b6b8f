"""Releases kept in S3-compatible storage as well. What lies in the data directory is then a working copy: one that is
missing is fetched, and proven by its hash.

A release is in the storage once its `release.json` is, which is written last; nothing there is ever changed.
"""

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from madoguchi.publish.release.shape import META, folder_of, load

DATA = "data.csv"


class Unreachable(OSError):
    """The storage does not answer, refuses, or gave something else than what was kept. Told as trouble of the disk."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EIO, why)


@dataclass(frozen=True)
class Store:
    """A bucket, or what lies below a prefix of it."""

    endpoint: str
    host: str
    bucket: str
    prefix: str
    key: str
    secret: str = field(repr=False)
    region: str

    def holds(self, digest: str) -> bool:
        """Whether the whole release is there. Raises Unreachable."""
        with _told():
            found = _client(self).list_objects_v2(Bucket=self.bucket, Prefix=self._at(digest, META), MaxKeys=1)
        return bool(found.get("KeyCount"))

    def keep(self, folder: Path, before: Callable[[], object] = lambda: None) -> bool:
        """Put a release that is not there yet, its `release.json` last; `before` is called before each file.

        False: it was there. Raises Unreachable.
        """
        if self.holds(folder.name):
            return False
        names = sorted(one.name for one in folder.iterdir() if one.name != META)
        with _told():
            for name in (*names, META):
                before()
                _client(self).upload_file(
                    str(folder / name), self.bucket, self._at(folder.name, name), Config=_transfer()
                )
        return True

    def fetch(self, digest: str, root: Path) -> Path:
        """Bring a release into its folder below `root`: whole and proven, or not at all.

        Raises FileNotFoundError where the storage has none, Unreachable.
        """
        from madoguchi.publish.release.building import settle  # settings import this module, and need no DuckDB

        last = folder_of(root, digest)
        if not self.holds(digest):
            raise FileNotFoundError(digest)
        root.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=".half-", dir=root))
        try:
            self._bring(digest, META, half)
            for name in _names(half):
                self._bring(digest, name, half)
            _must_be(digest, half)
            settle(half, last)
        finally:
            shutil.rmtree(half, ignore_errors=True)
        return last

    def _bring(self, digest: str, name: str, half: Path) -> None:
        with _told():
            _client(self).download_file(self.bucket, self._at(digest, name), str(half / name), Config=_transfer())

    def _at(self, digest: str, name: str) -> str:
        return "/".join(filter(None, (self.prefix, digest[:2], digest, name)))


def _names(half: Path) -> list[str]:
    """The files that `release.json` lists, none of which lies elsewhere."""
    try:
        names = list(json.loads((half / META).read_text(encoding="utf-8"))["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unreachable("release.json") from error
    if any(Path(name).name != name for name in names):
        raise Unreachable("release.json")
    return names


def _must_be(digest: str, half: Path) -> None:
    """The hash of the table is the name of the release; every other file is as long as it was."""
    with (half / DATA).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    lengths = {name: (half / name).stat().st_size for name in _names(half)}
    if found != digest or lengths != dict(load(half).files):
        raise Unreachable(f"{digest}: not what was kept")


@contextmanager
def _told() -> Iterator[None]:
    """Every error of the client as one of ours; its words hold no secret, but are left out all the same."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise Unreachable(type(error).__name__) from error


@lru_cache(maxsize=4)
def _client(store: Store) -> Any:
    """Path-style addresses and no checksums beyond the standard's, since not every storage knows them; no other
    credentials are looked for than those of the setting."""
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4", s3={"addressing_style": "path"}, connect_timeout=5, read_timeout=60,
        retries={"mode": "standard", "max_attempts": 3},
        request_checksum_calculation="when_required", response_checksum_validation="when_required",
    )  # fmt: skip
    return boto3.client(
        "s3", endpoint_url=store.endpoint, aws_access_key_id=store.key, aws_secret_access_key=store.secret,
        region_name=store.region, config=config,
    )  # fmt: skip


def _transfer() -> Any:
    """Large files in parts, two at a time: what is in flight stays small."""
    from boto3.s3.transfer import TransferConfig

    return TransferConfig(multipart_chunksize=16 << 20, multipart_threshold=16 << 20, max_concurrency=2)
