"""What an older encoding cannot hold is listed, character by character as people see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.encodings import unencodable

IVS = "葛\U000e0100"


@pytest.mark.parametrize(
    ("text", "encoding", "missing"),
    [
        ("山田太郎", "cp932", []),
        ("髙﨑①－", "cp932", []),
        ("髙﨑①", "shift_jis", [(0, "髙"), (1, "﨑"), (2, "①")]),
        ("𠮷田" + IVS + "子", "cp932", [(0, "𠮷"), (2, IVS)]),
        ("山\U0010de92", "cp932", [(1, "\U0010de92")]),
        ("𠮷田" + IVS + "子", "utf-8", []),
    ],
)
def test_missing_characters_are_listed_with_their_place(text, encoding, missing):
    assert unencodable(text, encoding) == missing


@given(st.text())
def test_nothing_is_listed_exactly_when_the_text_can_be_written(text):
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        assert unencodable(text, "cp932")
    else:
        assert unencodable(text, "cp932") == []


def test_an_unknown_encoding_is_an_error():
    with pytest.raises(LookupError):
        unencodable("あ", "no-such-encoding")
