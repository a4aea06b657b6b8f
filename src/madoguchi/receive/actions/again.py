"""Two at once: the database decides who was first, the other looks again."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from madoguchi.receive.errors import Overtaken

P = ParamSpec("P")
R = TypeVar("R")
TIMES = 5


def again_when_overtaken(action: Callable[P, R]) -> Callable[P, R]:
    """Run; when somebody was first (a unique constraint, a draft that moved on), run anew: the second look finds it.

    The action looks and thinks outside its transaction and holds the database's one place for writing only to write.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TIMES - 1):
            try:
                return action(*args, **kwargs)
            except (IntegrityError, Overtaken):
                continue
        return action(*args, **kwargs)

    return run


def again_on_clash(action: Callable[P, R]) -> Callable[P, R]:
    """The same for an action that is one transaction from its first look to its last row."""
    return again_when_overtaken(transaction.atomic(action))
