"""Files: sealed in chunks, on the disk before the row, opened through the gate."""

import io
import os
import time
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.protect import Channel, Refused, actions, open_attachment, show, store
from madoguchi.protect.chunks import CHUNK, PREFIX, TAG, Broken, open_stream, seal_stream
from madoguchi.protect.models import Attachment, Reading
from madoguchi.trail.actor import RESIDENT, SYSTEM
from madoguchi.trail.models import Event

from .conftest import PURPOSE, some_answers

KEY, CONTEXT = b"k" * 32, b"record|file"


def sealed(content: bytes, *, pieces: int = 1) -> bytes:
    size = -(-len(content) // pieces) or 1
    parts = [content[start : start + size] for start in range(0, len(content), size)]
    return b"".join(seal_stream(parts, key=KEY, context=CONTEXT))


def opened(blob: bytes, *, context: bytes = CONTEXT, key: bytes = KEY) -> bytes:
    return b"".join(open_stream(io.BytesIO(blob), key=key, context=context))


@given(size=st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5]), pieces=st.integers(1, 9))
def test_a_file_of_any_size_comes_back(size, pieces):
    content = os.urandom(size)
    assert opened(sealed(content, pieces=pieces)) == content


def test_the_sealed_file_has_one_tag_per_chunk():
    assert len(sealed(b"x" * (2 * CHUNK + 1))) == PREFIX + 2 * CHUNK + 1 + 3 * TAG


def test_a_file_cut_at_a_chunk_is_noticed():
    blob = sealed(b"x" * (2 * CHUNK))
    with pytest.raises(Broken):
        opened(blob[: PREFIX + CHUNK + TAG])


def test_chunks_in_another_order_are_noticed():
    blob = sealed(b"a" * CHUNK + b"b" * CHUNK + b"c")
    first, second = PREFIX + CHUNK + TAG, PREFIX + 2 * (CHUNK + TAG)
    with pytest.raises(Broken):
        opened(blob[:PREFIX] + blob[first:second] + blob[PREFIX:first] + blob[second:])


def test_something_hung_on_at_the_end_is_noticed():
    blob = sealed(b"a" * CHUNK)
    for more in (b"x", blob[PREFIX:]):
        with pytest.raises(Broken):
            opened(blob + more)


@pytest.mark.parametrize("place", [0, PREFIX, PREFIX + 10, -1])
def test_one_changed_bit_is_noticed(place):
    blob = bytearray(sealed(b"abc" * 100))
    blob[place] ^= 1
    with pytest.raises(Broken):
        opened(bytes(blob))


def test_an_empty_or_torn_file_is_noticed():
    for blob in (b"", b"abc", sealed(b"")[:-1]):
        with pytest.raises(Broken):
            opened(blob)


def test_another_record_or_key_does_not_open_it():
    blob = sealed(b"abc")
    for change in ({"context": b"other"}, {"key": b"j" * 32}):
        with pytest.raises(Broken):
            opened(blob, **change)


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def file(home, draft) -> UUID:
    return a_file(draft)


def a_file(record: UUID, content: bytes = b"%PDF-1.7 " + b"x" * 70_000) -> UUID:
    return actions.attach(
        record, path="custody", name="監護の申立書.pdf", content_type="application/pdf", chunks=[content], by=RESIDENT
    )


def files_in(home) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.glob("attachments/*/*"))


def test_a_file_lies_under_a_random_name_readable_by_nobody_else(file, home):
    row = Attachment.objects.get(pk=file)
    assert files_in(home) == [f"attachments/{row.file}"]
    path = home / "attachments" / row.file
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"%PDF" not in path.read_bytes()
    assert row.size == 70_009
    assert str(file) == str(row)


def test_the_person_opens_their_own_file(file, secret):
    found = open_attachment(file, purpose=PURPOSE, by=RESIDENT, channel=Channel.RESIDENT_PAGE, secret=secret)
    assert show(found.name, channel=Channel.RESIDENT_PAGE) == "監護の申立書.pdf"
    assert found.content_type == "application/pdf"
    assert b"".join(found.chunks) == b"%PDF-1.7 " + b"x" * 70_000
    assert not Reading.objects.exists()


def test_a_clerk_opens_the_file_of_a_filed_record_and_it_is_written_down(file, draft, version, clerk):
    actions.file_record(draft, answers=some_answers(), version=version, by=RESIDENT)
    _, content_type, chunks = open_attachment(file, purpose=PURPOSE, by=clerk, channel=Channel.STAFF_PAGE)
    assert content_type == "application/pdf"
    assert b"".join(chunks).startswith(b"%PDF")
    reading = Reading.objects.get()
    assert reading.fields == ["custody"]
    assert [item.record_id for item in reading.items.all()] == [draft]


def test_a_file_of_a_draft_is_not_for_the_office(file, clerk, draft):
    with pytest.raises(Refused):
        open_attachment(file, purpose=PURPOSE, by=clerk, channel=Channel.STAFF_PAGE)
    assert Event.objects.get(verb="protect.refused").about == ("record", str(draft))


def test_an_unknown_file_is_refused(db, clerk):
    with pytest.raises(Refused):
        open_attachment(uuid4(), purpose=PURPOSE, by=clerk, channel=Channel.STAFF_PAGE)


def test_the_sealed_name_is_not_in_the_row(file):
    assert "監護".encode() not in bytes(Attachment.objects.get(pk=file).sealed_name)


def test_a_file_cannot_be_attached_to_what_has_arrived(filed, home):
    with pytest.raises(actions.NotADraft):
        a_file(filed)
    assert files_in(home) == []


def test_a_record_filed_while_the_file_was_written_gets_no_row(draft, version, home, monkeypatch):
    written = store.write

    def and_meanwhile_it_is_filed(pieces):
        name = written(pieces)
        actions.file_record(draft, answers={}, version=version, by=RESIDENT)
        return name

    monkeypatch.setattr(store, "write", and_meanwhile_it_is_filed)
    with pytest.raises(actions.NotADraft), transaction.atomic():
        a_file(draft)
    assert not Attachment.objects.exists()
    assert len(files_in(home)) == 1  # an orphan, for the sweep


def test_a_file_that_breaks_off_leaves_nothing(draft, home):
    def breaking():
        yield b"abc"
        raise OSError

    with pytest.raises(OSError):
        actions.attach(draft, path="custody", name="x", content_type="application/pdf", chunks=breaking(), by=RESIDENT)
    assert files_in(home) == []
    assert not Attachment.objects.exists()


def test_a_file_taken_away_is_gone_once_that_is_committed(file, home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(file, by=RESIDENT)
        assert len(files_in(home)) == 1
    assert files_in(home) == []
    assert not Attachment.objects.exists()


def test_a_file_of_a_filed_record_cannot_be_taken_away(file, draft, version):
    actions.file_record(draft, answers={}, version=version, by=RESIDENT)
    for wrong in (file, uuid4()):
        with pytest.raises(actions.NotADraft), transaction.atomic():
            actions.detach(wrong, by=RESIDENT)


def test_erasing_a_record_removes_its_files(file, draft, home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(draft, reason="draft-expired", by=SYSTEM)
    assert files_in(home) == []


def test_orphans_are_swept_after_a_day_and_nothing_else(file, home):
    orphan, fresh = store.write([b"old"]), store.write([b"new"])
    kept = Attachment.objects.get(pk=file).file
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in (orphan, kept):
        os.utime(home / "attachments" / name, (two_days_ago, two_days_ago))
    assert actions.sweep_orphans() == 1
    assert files_in(home) == sorted(f"attachments/{name}" for name in (kept, fresh))


def test_there_is_nothing_to_sweep_at_first(home, db):
    assert actions.sweep_orphans() == 0


def test_removing_what_is_gone_is_fine(home):
    store.remove("ab/none")


def test_file_and_folders_are_on_the_disk_before_the_row(draft, home, monkeypatch):
    """The order that a power cut asks for: every fsync comes before the first word to the database."""
    steps = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("fsync"), sync(handle))[1])
    monkeypatch.setattr(Attachment, "save", lambda self, **kwargs: steps.append("row"))
    a_file(draft)
    assert steps == ["fsync", "fsync", "fsync", "row"]
