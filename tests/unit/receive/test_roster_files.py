"""The zip of a roster: limited, and whatever is broken in it is told. Nothing here asks a database."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.receive.roster import bundle as reading
from madoguchi.receive.roster.bundle import from_zip

from .rosters import FILES, bundle, packed


def test_what_is_no_zip_is_told():
    assert "ZIP" in from_zip(io.BytesIO(b"sourcedId,name")).misfits[0].ja


def test_a_zip_that_unfolds_to_more_than_fits_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 10_000)
    assert "大きすぎ" in bundle(orgs="x" * 100_000).misfits[0].ja


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_more_lines_or_columns_than_any_town_has_are_refused_before_they_are_read(monkeypatch, end):
    monkeypatch.setattr(reading, "MOST_LINES", 1000)
    assert "行が多すぎ" in bundle(orgs=FILES["orgs.csv"] + f"s,{end}" * 1000).misfits[0].ja
    assert "列が多すぎ" in bundle(orgs="sourcedId,name,type" + ",x" * 500).misfits[0].ja


def test_a_file_that_is_in_it_twice_is_told_and_none_of_both_is_taken():
    stream = packed()
    with zipfile.ZipFile(stream, "a") as more:
        more.writestr("before/orgs.csv", FILES["orgs.csv"])
    stream.seek(0)
    assert "2つ以上" in from_zip(stream).misfits[0].ja


@given(st.data())
def test_a_zip_with_any_byte_changed_is_read_or_told_and_never_breaks(data):
    content = bytearray(packed().read())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = from_zip(io.BytesIO(bytes(content[: data.draw(st.integers(0, len(content)))] or content)))
    assert found.misfits or found.rows
