"""YAML is read by the core schema of YAML 1.2, and every node knows its place."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.declare.loading import check_town
from madoguchi.declare.source import MAX_BYTES, read_source
from tests.unit.declare.towns import NINTEI, changed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("Yes", "Yes"), ("y", "y"),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("12", 12), ("-3", -3), ("0o17", 15), ("0x1F", 31), ("012", 12), ("1_000", "1_000"),
        ("12:30", "12:30"), ("190:20:30", "190:20:30"), ("2020-04-01", "2020-04-01"),
        ("2020-04-01T10:00:00Z", "2020-04-01T10:00:00Z"), ('"12"', "12"), ("'true'", "true"), ("=", "="),
    ],
)  # fmt: skip
def test_a_plain_word_means_what_yaml_1_2_says(text: str, value: object) -> None:
    source = read_source(f"key: {text}\n".encode(), "x.yaml")
    assert source.findings == ()
    assert source.value == {"key": value}
    assert type(source.value["key"]) is type(value)


def test_every_key_and_value_knows_its_line_and_column() -> None:
    source = read_source("a:\n  - {b: 1, 葛城: 𠮷}\n".encode(), "x.yaml")
    assert source.mark(("a", 0, "b")) == (2, 9)
    assert source.mark_of_key(("a", 0, "葛城")) == (2, 12)
    assert source.mark(("a", 0, "葛城")) == (2, 16)
    assert source.mark(("a", 0, "absent", "deep")) == (2, 5)


def test_several_mistakes_are_told_together() -> None:
    source = read_source(b"a: &x 1\na: 2\nb: *x\nc: !!str 3\n<<: {}\n", "x.yaml")
    assert [one.code for one in source.findings] == [
        "yaml-anchor", "duplicate-key", "yaml-alias", "yaml-tag", "yaml-merge",
    ]  # fmt: skip


def test_bytes_that_are_not_utf_8_are_told_with_their_place() -> None:
    (finding,) = read_source("a: 1\nb: 手当".encode("cp932"), "x.yaml").findings
    assert (finding.code, finding.line, finding.column) == ("not-utf8", 2, 4)


def test_utf_16_is_told() -> None:
    (finding,) = read_source("a: 手当".encode("utf-16"), "x.yaml").findings
    assert finding.code == "not-utf8"


def test_a_file_that_is_too_large_is_not_read() -> None:
    (finding,) = read_source(b"a: " + b"x" * MAX_BYTES, "x.yaml").findings
    assert finding.code == "file-too-large"


@pytest.mark.parametrize("bomb", [b"[" * 400_000, b"{a: " * 200_000, b"- " * 400_000, b"? " * 100_000])
def test_a_deep_nest_ends_the_reading_at_once(bomb: bytes) -> None:
    codes = {one.code for one in read_source(bomb, "x.yaml").findings}
    assert codes <= {"too-deep", "yaml-syntax", "key-not-text"}
    assert codes


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fall_over(raw: bytes) -> None:
    source = read_source(raw, "x.yaml")
    assert all(one.line >= 1 and one.column >= 1 for one in source.findings)


@given(st.text(alphabet="ab:-[]{}\"'#&*!|>%@`,? \n\t", max_size=60))
def test_no_punctuation_makes_it_fall_over(text: str) -> None:
    read_source(text.encode(), "x.yaml")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (finding,) = check_town(tmp_path / "nowhere")
    assert finding.code == "no-folder"


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI)
    os.unlink(folder / "texts/shinsa-seikyu.yaml")
    (folder / "texts/shinsa-seikyu.yaml").mkdir()
    assert "unreadable-file" in [one.code for one in check_town(folder)]
