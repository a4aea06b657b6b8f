"""Arguments as clients send them: JSON in a body, or texts in an address that hold JSON."""

import json
from typing import Any

from madoguchi.publish.ckan.errors import Invalid

_YES, _NO = ("true", "1", "yes", "t", "on"), ("false", "0", "no", "f", "off", "")


def as_json(value: Any, place: str) -> Any:
    """A list or object that may have come as its text."""
    if not isinstance(value, str) or not value.strip():
        return value or None
    try:
        return json.loads(value)
    except ValueError:
        raise Invalid("JSON として読めません / Cannot parse JSON", place) from None


def yes(value: Any, otherwise: bool, place: str) -> bool:
    if value is None:
        return otherwise
    text = str(value).lower()
    if text not in _YES and text not in _NO:
        raise Invalid("true か false にしてください / must be true or false", place)
    return text in _YES


def number(value: Any, otherwise: int, place: str) -> int:
    if value in (None, ""):
        return otherwise
    try:
        found = int(str(value))
    except ValueError:
        raise Invalid("整数ではありません / Invalid integer", place) from None
    if found < 0 or found > 10**12:
        raise Invalid("0以上の整数にしてください / Must be a natural number", place)
    return found


def names(value: Any, place: str) -> list[str] | None:
    """A list of columns, or their names with commas between."""
    if value in (None, "", []):
        return None
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Invalid("列名のリストにしてください / must be a list of field names", place)
    return value
