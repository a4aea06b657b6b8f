"""Telephone numbers, real shapes and fictional ones."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.telephone import TelephoneError, parse, show


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("090-1234-5678", "09012345678", "090-1234-5678"),
        ("０９０−１２３４−５６７８", "09012345678", "090-1234-5678"),
        ("(03) 1234 5678", "0312345678", "03-1234-5678"),
        ("03（1234）5678", "0312345678", "03-1234-5678"),
        ("+81 3 1234 5678", "0312345678", "03-1234-5678"),
        ("+81 (0)90-1234-5678", "09012345678", "090-1234-5678"),
        ("03ー0000ー1234", "0300001234", "03-0000-1234"),
        ("090-0000-1234", "09000001234", "090-0000-1234"),
        ("070-0000-1234", "07000001234", "070-0000-1234"),
        ("0422212345", "0422212345", "0422-21-2345"),
        ("0471231234", "0471231234", "04-7123-1234"),
        ("0120123456", "0120123456", "0120-123-456"),
        ("050-1234-5678", "05012345678", "050-1234-5678"),
        ("0800-123-4567", "08001234567", "0800-123-4567"),
    ],
)
def test_a_number_is_stored_as_digits_and_shown_with_hyphens(typed, stored, shown):
    assert parse(typed) == stored
    assert show(stored) == shown


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "telephone-empty"),
        ("-", "telephone-empty"),
        ("110", "telephone-shape"),
        ("119", "telephone-shape"),
        ("1234-5678", "telephone-shape"),
        ("090-1234-567", "telephone-shape"),  # a mobile number that lost a digit
        ("090-1234-56789", "telephone-shape"),
        ("03-1234-5678 内線12", "telephone-shape"),
        ("0000000000", "telephone-abroad"),
        ("+1 202 555 0123", "telephone-abroad"),
        ("でんわ", "telephone-shape"),
        ("0" * 5000, "telephone-abroad"),
    ],
)
def test_what_nobody_could_call_is_refused(typed, code):
    with pytest.raises(TelephoneError) as caught:
        parse(typed)
    assert caught.value.code == code


@given(st.text())
def test_any_text_is_national_digits_or_a_telephone_error(typed):
    with contextlib.suppress(TelephoneError):
        assert parse(typed).startswith("0")


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True) | st.from_regex(r"0[56789]0[0-9]{8}", fullmatch=True))
def test_what_is_shown_is_read_back(digits):
    try:
        stored = parse(digits)
    except TelephoneError:
        return
    assert parse(show(stored)) == stored


def test_what_is_no_national_number_is_shown_as_it_is():
    assert show("+12025550123") == "+12025550123"
