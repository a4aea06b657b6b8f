"""Receipt numbers survive telephones, handwriting and small screens."""

import re

import pytest
from django.core.exceptions import ValidationError

from madoguchi.receive import numbers


def test_a_number_has_two_groups_of_four_and_is_never_twelve_digits() -> None:
    for _ in range(500):
        assert re.fullmatch(r"MD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", numbers.new())


@pytest.mark.parametrize("written", ["{}", " {} ", "{lower}", "{bare}", "{wide}", "{spaced}"])
def test_it_is_read_however_it_was_written(written: str) -> None:
    number = numbers.new()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    forms = {
        "lower": number.lower(),
        "bare": number[3:].replace("-", ""),
        "wide": wide,
        "spaced": number.replace("-", " "),
    }
    assert numbers.parse(written.format(number, **forms)) == number


def test_letters_that_look_like_digits_are_forgiven() -> None:
    number = next(one for one in iter(numbers.new, None) if "0" in one and "1" in one)
    assert numbers.parse(number.replace("0", "O").replace("1", "l")) == number


def test_every_single_wrong_sign_is_noticed() -> None:
    number = numbers.new()
    for place in (3, 4, 5, 6, 8, 9, 10, 11):
        for sign in numbers.ALPHABET:
            wrong = number[:place] + sign + number[place + 1 :]
            assert (numbers.parse(wrong) == number) == (wrong == number)


def test_every_swap_of_neighbours_is_noticed() -> None:
    for number in (numbers.new() for _ in range(50)):
        bare = number[3:].replace("-", "")
        for at in range(7):
            swapped = bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
            assert swapped == bare or numbers.parse(swapped) is None


@pytest.mark.parametrize(
    "text", ["", "MD-", "MD-7K4P", "123456789012", "MD-7K4P-92QXX", "‮MD", "\ud800", "MD-UUUU-UUUU"]
)
def test_anything_else_is_no_number(text: str) -> None:
    assert numbers.parse(text) is None
    with pytest.raises(ValidationError):
        numbers.validate(text)
