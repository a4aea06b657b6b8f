"""The virus scanner: a real clamd with a signature of our own where Debian's clamav-daemon is there, and one that plays it."""

import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.protect.models import Attachment
from madoguchi.receive.sanitise.refusal import Refusal
from madoguchi.receive.scanning import scan
from madoguchi.trail.models import Event
from tests.unit.receive import corpus
from tests.unit.receive.conftest import Browser
from tests.unit.receive.test_attacks import with_a_photo

MARK = b"madoguchi-test-virus"
CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")


@pytest.fixture
def place() -> Iterator[Path]:
    """A short path: a socket's name has room for a hundred letters."""
    with tempfile.TemporaryDirectory(prefix="clam") as folder:
        yield Path(folder)


@pytest.fixture
def played(place: Path, settings) -> Iterator[Callable[[bytes], list[bytes]]]:
    """`played(answer)`: something that takes an INSTREAM on a socket and answers that. Returns what it is sent."""
    doors: list[socket.socket] = []

    def play(answer: bytes) -> list[bytes]:
        heard: list[bytes] = []
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(place / "s"))
        door.listen()
        doors.append(door)
        threading.Thread(target=_serve, args=(door, answer, heard), daemon=True).start()
        settings.MADOGUCHI_CLAMD = str(place / "s")
        return heard

    yield play
    for door in doors:
        door.close()


def _serve(door: socket.socket, answer: bytes, heard: list[bytes]) -> None:
    line, _ = door.accept()
    with line, line.makefile("rb") as source:
        assert source.read(10) == b"zINSTREAM\0"
        while size := int.from_bytes(source.read(4), "big"):
            heard.append(source.read(size))
        line.sendall(answer)


def code(*pieces: bytes) -> str:
    try:
        scan(pieces)
    except Refusal as refusal:
        return refusal.code
    return "clean"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"stream: OK\0", "clean"), (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", "virus"), (b"", "scanner-down"), (b"\0", "scanner-down"),
        (b"INSTREAM size limit exceeded. ERROR\0", "scanner-down"), (b"stream: OK", "clean"), (b"OK\0", "scanner-down"),
        (b"x" * 9000, "scanner-down"),
    ],
)  # fmt: skip
def test_only_a_clear_ok_is_ok(played, answer: bytes, said: str) -> None:
    heard = played(answer)
    assert code(b"abc", b"d" * 70_000) == said
    assert b"".join(heard) == b"abc" + b"d" * 70_000


def test_without_a_scanner_nothing_is_asked() -> None:
    assert code(corpus.EICAR) == "clean"


@pytest.mark.django_db
def test_a_scanner_that_is_down_closes_the_door_for_files_and_keeps_the_rest(published, settings, place: Path) -> None:
    settings.MADOGUCHI_CLAMD = str(place / "nobody-listens")
    page = with_a_photo("photo.jpg")
    assert not Attachment.objects.exists()
    answer = page.client.post(
        page.url,
        {"pay-to": "account", "bank.holder": "ﾜｶﾊﾞ", "account-proof": SimpleUploadedFile("a.jpg", corpus.picture())},
    )
    assert answer.status_code == 422
    assert "ウイルスの検査が動いていない" in answer.content.decode()
    assert 'value="account" checked' in answer.content.decode() or "account" in answer.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_what_the_scanner_finds_is_told_to_the_person_and_to_the_trail_and_kept_nowhere(published, played) -> None:
    played(b"stream: Win.Test FOUND\0")
    page = with_a_photo("photo.jpg")
    assert isinstance(page, Browser)
    assert not Attachment.objects.exists()
    assert Event.objects.get(verb="receive.virus_found").data == {}


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    """A real clamd that knows one signature: our own mark."""
    if CLAMD is None:
        pytest.skip("no clamd (apt install clamav-daemon): the stand-in alone was asked")
    with tempfile.TemporaryDirectory(prefix="clam") as folder:
        (Path(folder) / "own.ndb").write_text(f"Madoguchi.Test:0:*:{MARK.hex()}\n")
        (Path(folder) / "conf").write_text(
            f"DatabaseDirectory {folder}\nLocalSocket {folder}/s\nForeground yes\nTemporaryDirectory {folder}\n"
            "StreamMaxLength 60M\nLogFile /dev/null\nDisableCache yes\nBytecode no\n"
        )
        process = subprocess.Popen(
            [CLAMD, "--config-file", f"{folder}/conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 60
            while not (Path(folder) / "s").exists():
                assert process.poll() is None and time.monotonic() < deadline, "clamd did not start"
                time.sleep(0.1)
            yield f"{folder}/s"
        finally:
            process.terminate()
            process.wait()


@pytest.mark.full
def test_a_real_clamd_finds_our_mark_and_nothing_else(clamd: str, settings) -> None:
    settings.MADOGUCHI_CLAMD = clamd
    assert code(corpus.paper()) == "clean"
    assert code(b"a" * 70_000, MARK) == "virus"
    assert code(corpus.picture() + MARK) == "virus"
    assert code(corpus.archive(("a.txt", MARK))) == "virus"
