"""A personal value that does not come out by accident.

Nothing that prints, compares, copies, counts or serialises can do so with a `Personal`: it raises `PersonalLeak`.
`show(value, channel=)` is the only door, and only the channel that it was read for opens it.
"""

import logging
from collections.abc import Mapping
from typing import Any, NoReturn

from madoguchi.protect.channel import Channel


class PersonalLeak(Exception):
    """A personal value was about to come out elsewhere than through `protect.show`."""


def _leak(self: object, *args: object, **kwargs: object) -> NoReturn:
    raise PersonalLeak("personal data comes out by protect.show(value, channel=…) only")


_DOORS = """
__str__ __repr__ __format__ __bytes__ __fspath__ __html__ __dir__ __getattr__ __call__
__bool__ __int__ __float__ __complex__ __index__ __len__ __length_hint__
__iter__ __next__ __reversed__ __contains__ __getitem__ __setitem__ __delitem__
__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __add__ __radd__ __mod__ __rmod__ __mul__ __rmul__
__copy__ __deepcopy__ __reduce__ __reduce_ex__ __getstate__ __getnewargs__
"""


class _Closed:
    """The base that closes every door. Its `__class__` raises too, so `isinstance` in somebody else's serialiser
    (`json`, `csv`, a template filter) fails at once instead of falling back to something printable."""

    __slots__ = ()

    @property  # type: ignore[misc]
    def __class__(self) -> NoReturn:  # type: ignore[override]
        _leak(self)


for _door in _DOORS.split():
    setattr(_Closed, _door, _leak)


class Personal(_Closed):
    """An opaque value with the channel it was read for. Made by `protect.read` only."""

    __slots__ = ("_channel", "_value")

    def __init__(self, value: Any, *, channel: Channel) -> None:
        self._value = value
        self._channel = channel


def show(value: Personal, *, channel: Channel) -> Any:
    """The JSON value inside, for the channel it was read for; PersonalLeak for any other."""
    if type(value) is not Personal:
        raise TypeError("only what protect.read returned can be shown")
    if value._channel is not channel:
        raise PersonalLeak(f"read for {value._channel.value}, not for {Channel(channel).value}")
    return value._value


def show_all(values: Mapping[str, Personal], *, channel: Channel) -> dict[str, Any]:
    """Every value of one record, by path."""
    return {path: show(value, channel=channel) for path, value in values.items()}


def guard_logging() -> None:
    """Let `logging` raise as well: it would otherwise swallow the error that a `Personal` argument causes."""
    make = logging.getLogRecordFactory()
    if getattr(make, "guards_personal", False):
        return

    def guarded(*args: Any, **kwargs: Any) -> logging.LogRecord:
        message, arguments = args[4], args[5]
        _refuse_inside(message)
        _refuse_inside(arguments)
        return make(*args, **kwargs)

    guarded.guards_personal = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(guarded)


def _refuse_inside(value: object, depth: int = 3) -> None:
    if type(value) is Personal:
        _leak(value)
    if depth and type(value) in (tuple, list, set, dict):
        inner = value.values() if type(value) is dict else value
        for one in inner:  # type: ignore[attr-defined]
            _refuse_inside(one, depth - 1)
