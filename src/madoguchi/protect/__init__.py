"""The vault. What a higher room needs of it stands here; `protect.models` is for this room alone.

`read` opens, `show` brings out, `find` looks up, `open_attachment` opens a file; `protect.actions` closes and erases.
The names load when they are first used, because Django's models cannot load before Django.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from madoguchi.protect.channel import Channel
from madoguchi.protect.paths import ALL
from madoguchi.protect.personal import Personal, PersonalLeak, show, show_all
from madoguchi.protect.refusal import Refused

if TYPE_CHECKING:
    from madoguchi.protect.actions.attach import open_attachment
    from madoguchi.protect.actions.finding import find
    from madoguchi.protect.actions.reading import read

__all__ = [
    "ALL",
    "Channel",
    "Personal",
    "PersonalLeak",
    "Refused",
    "find",
    "open_attachment",
    "read",
    "show",
    "show_all",
]

_LATER = {"read": "reading", "find": "finding", "open_attachment": "attach"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"madoguchi.protect.actions.{_LATER[name]}"), name)
