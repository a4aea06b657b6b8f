"""A disk of our own to cut the power of, to break and to fill: an ext4 image within an XFS image.

`cp --reflink` of the inner image is an instant picture of what has reached the "disk": what the kernel still holds back
is not in it. It shows what is not fsync'd; it does not show a drive that lies about its own cache.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = ("mkfs.xfs", "mkfs.ext4", "mount", "umount", "losetup", "e2fsck")


def why_not() -> str:
    """The word that is printed where this machine does not allow it; empty when it does."""
    if os.geteuid() != 0:
        return "needs root (loop devices)"
    missing = [one for one in NEEDED if shutil.which(one) is None]
    if missing:
        return f"needs {', '.join(missing)} (apt-get install xfsprogs e2fsprogs)"
    try:
        with a_disk():
            return ""
    except subprocess.CalledProcessError as error:
        return f"this machine does not allow it: {error.cmd[0]}"


class Disk:
    """`at`: where the inner file system is mounted."""

    def __init__(self, folder: Path) -> None:
        self._outer, self.at, self._picture = folder / "outer", folder / "disk", folder / "picture"
        self._folder, self.image = folder, self._outer / "inner.img"

    def make(self, megabytes: int) -> None:
        for one in (self._outer, self.at, self._picture):
            one.mkdir()
        _sparse(self._folder / "outer.img", megabytes * 4 + 400)
        _run("mkfs.xfs", "-q", "-m", "reflink=1", str(self._folder / "outer.img"))
        _run("mount", "-o", "loop", str(self._folder / "outer.img"), str(self._outer))
        _sparse(self.image, megabytes)
        _run("mkfs.ext4", "-qF", str(self.image))
        self.mount()

    def mount(self) -> None:
        _run("mount", "-o", "loop,errors=remount-ro", str(self.image), str(self.at))

    def unmount(self) -> None:
        """Threads of a killed program let go of their files a moment after it is gone."""
        until = time.monotonic() + 20
        while subprocess.run(["umount", str(self.at)], check=False, capture_output=True).returncode:
            assert time.monotonic() < until, "somebody still uses the disk"
            time.sleep(0.1)

    def cut(self, name: str) -> Path:
        """A picture of what is on the disk in this instant."""
        path = self._outer / f"{name}.img"
        _run("cp", "--reflink=always", str(self.image), str(path))
        return path

    @contextmanager
    def after(self, cut: Path) -> Iterator[Path]:
        """The file system of a picture, mounted as after a power cut: the kernel replays its journal."""
        _run("mount", "-o", "loop", str(cut), str(self._picture))
        try:
            yield self._picture
        finally:
            _run("umount", str(self._picture))
            cut.unlink()

    def break_down(self) -> None:
        """What the kernel does when the disk reports an error: from now on the file system is read-only."""
        device = subprocess.run(
            ["findmnt", "-no", "SOURCE", str(self.at)], check=True, capture_output=True, text=True
        ).stdout.strip()
        Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1")

    def mend(self) -> None:
        """As an operator does: unmount, check, mount."""
        self.unmount()
        subprocess.run(["e2fsck", "-fy", str(self.image)], check=False, capture_output=True)
        self.mount()

    def remove(self) -> None:
        for one in (self._picture, self.at, self._outer):
            subprocess.run(["umount", "-l", str(one)], check=False, capture_output=True)


@contextmanager
def a_disk(megabytes: int = 64) -> Iterator[Disk]:
    with tempfile.TemporaryDirectory(prefix="disk-") as folder:
        disk = Disk(Path(folder))
        try:
            disk.make(megabytes)
            yield disk
        finally:
            disk.remove()


def _sparse(path: Path, megabytes: int) -> None:
    with path.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
