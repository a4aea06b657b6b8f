"""A file that belongs to no record: sealed, read from any place, swept when nobody tells of it, gone when its key is."""

import io
import os
import time

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.protect import actions, chunks, store
from madoguchi.protect.actions.attach import ORPHAN_SECONDS
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event

pytestmark = pytest.mark.django_db
SIZES = st.sampled_from([0, 1, chunks.CHUNK - 1, chunks.CHUNK, chunks.CHUNK + 1, 3 * chunks.CHUNK, 200_001])


def kept(content: bytes) -> tuple[actions.ClosedLoose, object]:
    closed = actions.close_loose([content[:10], content[10:]])
    return closed, actions.keep_loose(closed, by=SYSTEM)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=SIZES, start=st.integers(0, 220_000), length=st.integers(0, 90_000))
def test_any_piece_of_it_reads_as_it_was(size: int, start: int, length: int) -> None:
    content = os.urandom(size)
    _closed, ident = kept(content)
    with io.BufferedReader(actions.open_loose(ident)) as opened:
        opened.seek(start)
        assert opened.read(length) == content[start : start + length]
        opened.seek(0)
        assert opened.read() == content


def test_it_lies_sealed_and_a_cut_or_changed_file_does_not_open() -> None:
    content = b"shizuka " * 40_000
    closed, ident = kept(content)
    path = store.root() / closed.file
    sealed = path.read_bytes()
    assert b"shizuka" not in sealed and closed.size == len(content)
    whole = chunks.PREFIX + chunks.CHUNK + chunks.TAG
    for broken in (sealed[:whole], sealed[:-1], sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:]):
        path.write_bytes(broken)
        with pytest.raises(chunks.Broken):
            io.BufferedReader(actions.open_loose(ident)).read()


def test_without_its_key_it_is_gone_and_the_trail_tells_ids_alone() -> None:
    closed, ident = kept(b"rows")
    with transaction.atomic():
        actions.drop_loose(ident, reason="kept-long-enough", by=SYSTEM)
    actions.drop_loose(ident, reason="kept-long-enough", by=SYSTEM)
    with pytest.raises(actions.Gone):
        actions.open_loose(ident)
    verbs = list(Event.objects.filter(about_id=str(closed.id)).values_list("verb", "data"))
    assert verbs == [("protect.loose_kept", {}), ("protect.loose_dropped", {"reason": "kept-long-enough"})]


def test_a_file_whose_row_never_came_is_swept_and_one_with_a_row_is_not() -> None:
    orphan, (there, _ident) = actions.close_loose([b"never told of"]), kept(b"told of")
    old = time.time() - ORPHAN_SECONDS - 60
    for closed in (orphan, there):
        os.utime(store.root() / closed.file, (old, old))
    assert actions.sweep_orphans() >= 1
    assert not (store.root() / orphan.file).exists() and (store.root() / there.file).exists()
