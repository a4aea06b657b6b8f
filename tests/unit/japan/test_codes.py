"""Check digits, against known codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.codes import (
    CodeError,
    check_corporate_number,
    check_municipality_code,
    corporate_check_digit,
    municipality_check_digit,
)


@pytest.mark.parametrize("code", ["131199", "131016", "130001", "011002", "１３１１９９", "131-199"])
def test_known_municipality_codes_pass(code):
    assert check_municipality_code(code) in ("131199", "131016", "130001", "011002")


@pytest.mark.parametrize("number", ["8700110005901", "5835678256246", "8-7001-1000-5901", "８７００１１０００５９０１"])
def test_known_corporate_numbers_pass(number):
    assert check_corporate_number(number) in ("8700110005901", "5835678256246")


@given(st.text("0123456789", min_size=5, max_size=5), st.integers(0, 4), st.integers(1, 9))
def test_one_mistyped_digit_of_a_municipality_code_is_noticed_or_shifts_by_eleven(five, at, change):
    code = five + str(municipality_check_digit(five))
    assert check_municipality_code(code) == code
    wrong = code[:at] + str((int(code[at]) + change) % 10) + code[at + 1 :]
    if municipality_check_digit(wrong[:5]) != int(wrong[5]):
        with pytest.raises(CodeError):
            check_municipality_code(wrong)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_a_corporate_number_passes_with_its_own_check_digit_only(twelve):
    right = corporate_check_digit(twelve)
    assert 1 <= right <= 9
    assert check_corporate_number(f"{right}{twelve}") == f"{right}{twelve}"
    with pytest.raises(CodeError) as caught:
        check_corporate_number(f"{(right + 1) % 10}{twelve}")
    assert caught.value.code == "code-check-digit"


@pytest.mark.parametrize("check", [check_municipality_code, check_corporate_number])
@pytest.mark.parametrize("text", ["", "13119", "1311990", "板橋区", "13119x", "1" * 5000])
def test_the_wrong_length_is_refused_with_the_right_one(check, text):
    with pytest.raises(CodeError) as caught:
        check(text)
    assert caught.value.code == "code-length"
    assert "けた" in caught.value.ja
