"""What the child that opens strangers' files may not do, and what happens when it misbehaves."""

import io
import re
import subprocess
import sys
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, _cmap

from madoguchi.receive.sanitise import papers, process
from madoguchi.receive.sanitise.limits import memory_for
from madoguchi.receive.sanitise.refusal import Refusal
from tests.unit.receive import corpus
from tests.unit.receive.test_sanitise import JPEG, MB, PDF, PNG, made, through_the_child


@pytest.mark.parametrize(
    ("kind", "content"),
    [(PDF, corpus.paper()), (JPEG, corpus.photo_with_a_place()), (JPEG, corpus.picture(mode="CMYK")),
     (PNG, corpus.picture("PNG")), (PNG, corpus.picture("PNG", mode="P"))],
)  # fmt: skip
def test_says_the_same_as_the_functions_in_it(kind, content):
    assert through_the_child(kind, content) == made(kind, content)


def test_opens_no_file_and_no_socket_and_writes_nothing():
    """By the kernel's word, so that it holds for hostile code inside a library too."""
    tried = """
import socket, sys, os, errno
from madoguchi.receive.sanitise.limits import lock_down
lock_down(1)
out = []
for attempt in (lambda: open("/etc/hostname"), socket.socket, lambda: socket.socket(socket.AF_UNIX), os.pipe, lambda: os.dup(0)):
    try:
        attempt()
        out.append("opened")
    except OSError as error:
        out.append(errno.errorcode[error.errno])
print(out)
"""
    done = subprocess.run([sys.executable, "-I", "-c", tried], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(["EMFILE"] * 5)


def test_inherits_nothing_of_the_programs_environment():
    assert not any("SECRET" in name or "MADOGUCHI" in name or "DATABASE" in name for name in process.ENVIRONMENT)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (JPEG, corpus.picture(size=(4032, 3024))), (JPEG, corpus.picture(size=(8160, 6144), quality=40)),
        (JPEG, corpus.picture(size=(4032, 3024), progressive=True)), (PNG, corpus.picture("PNG", (4032, 3024))),
        (PDF, corpus.pdf(content=zlib.compress(bytes(300 * MB), 9), filters="/Filter /FlateDecode")),
    ],
    ids=["12 megapixels", "50 megapixels", "12 megapixels, progressive", "12 megapixels, PNG", "a bomb"],
)  # fmt: skip
def test_takes_at_most_100_megabytes_of_the_machine(kind, content, tmp_path):
    (tmp_path / "in").write_bytes(content)
    measure = (
        "import subprocess, sys, os; p = subprocess.Popen(sys.argv[2:], stdin=open(sys.argv[1], 'rb'), "
        "stdout=subprocess.DEVNULL); print(os.wait4(p.pid, 0)[2].ru_maxrss // 1024)"
    )
    asked = [sys.executable, "-I", "-m", "madoguchi.receive.sanitise.child", kind, str(len(content)), str(10 * MB)]
    done = subprocess.run(
        [sys.executable, "-I", "-c", measure, str(tmp_path / "in"), *asked],
        capture_output=True,
        text=True,
        check=True,
    )
    assert 10 < int(done.stdout) <= 100


def test_takes_a_large_scan_where_the_procedure_allows_it():
    page = Image.effect_noise((310, 438), 60).resize((2480, 3508)).convert("RGB")
    out = io.BytesIO()
    page.save(out, "PDF", save_all=True, append_images=[page] * 7, quality=90)
    assert len(out.getvalue()) > 12 * MB
    assert through_the_child(PDF, out.getvalue(), 20 * MB)


def test_is_given_more_memory_for_a_larger_paper_only():
    assert memory_for(1) == memory_for(10 * MB) == 80 * MB
    assert memory_for(50 * MB) == 320 * MB


def test_that_hangs_is_ended_and_the_page_says_so(monkeypatch):
    monkeypatch.setattr(process, "SECONDS", 0.5)
    monkeypatch.setattr(process, "command", lambda *_: (sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(Refusal) as refusal:
        through_the_child(JPEG, b"\xff" * 3_000_000)
    assert refusal.value.code == "too-complex"


def test_that_cannot_be_started_takes_nothing(monkeypatch):
    monkeypatch.setattr(process, "command", lambda *_: (sys.executable, "-c", "raise SystemExit(1)"))
    with pytest.raises(Refusal):
        through_the_child(JPEG, b"\xff" * 3_000_000)


def test_while_three_are_waiting_the_fourth_is_asked_to_come_again():
    for _ in range(1 + process.WAITING):
        assert process._places.acquire(blocking=False)
    try:
        with pytest.raises(Refusal) as refusal:
            through_the_child(JPEG, corpus.picture())
        assert refusal.value.code == "busy"
    finally:
        process._places.release(1 + process.WAITING)
    assert through_the_child(JPEG, corpus.picture())


def test_leaves_no_process_behind(monkeypatch):
    children, start = [], process._child
    monkeypatch.setattr(process, "_child", lambda command: children.append(start(command)) or children[-1])
    through_the_child(JPEG, corpus.picture())
    assert [child.returncode for child in children] == [0]  # it has ended, and somebody has waited for it


def test_takes_a_paper_in_japanese_and_leaves_its_words():
    paper = through_the_child(PDF, corpus.japanese("課税証明書", "みどり区 若葉 はるか"))
    text = PdfReader(io.BytesIO(paper)).pages[0].extract_text()
    assert "課税証明書" in text and "若葉" in text


def test_has_every_writing_at_hand_that_the_library_knows():
    assert set(_cmap._predefined_cmap.values()) <= set(papers.CODECS)


@pytest.mark.parametrize(("codec", "cmap"), {codec: cmap for cmap, codec in _cmap._predefined_cmap.items()}.items())
def test_finds_a_my_number_in_every_writing(codec, cmap):
    """Each is loaded from a file when it is first asked for, and by then nothing can be opened any more."""
    through_the_child(PDF, corpus.written_in(cmap, codec, "a letter"))
    with pytest.raises(Refusal) as refusal:
        through_the_child(PDF, corpus.written_in(cmap, codec, f"No. {corpus.MY_NUMBER}"))
    assert refusal.value.code == "my-number"


@pytest.mark.parametrize("begun", ["feff78ba8a8d66f8", "fffeba788d8af866", "efbbbfe7a2bae8aa8de69bb8"])
def test_keeps_bookmarks_in_whatever_they_are_written(begun):
    whole = corpus.pdf(
        "/Outlines 6 0 R",
        "",
        "<< /First 7 0 R /Last 7 0 R >>",
        f"<< /Title <{begun}> /Parent 6 0 R /Dest [3 0 R /Fit] >>",
    )
    outline = PdfReader(io.BytesIO(through_the_child(PDF, whole))).outline
    assert [one.title for one in outline] == ["確認書"]


@pytest.mark.parametrize("mark", ["00", "4100", "feff", "fffe", "efbbbf"])
def test_refuses_a_paper_with_a_password_however_its_number_reads(mark):
    """The number of a paper is chance: it may look like words in any writing."""
    whole = re.sub(
        rb"(/ID \[ <)[0-9a-f]+", lambda found: found[1] + mark.encode().ljust(32, b"5"), corpus.locked(corpus.paper())
    )
    with pytest.raises(Refusal) as refusal:
        through_the_child(PDF, whole)
    assert refusal.value.code == "encrypted"
