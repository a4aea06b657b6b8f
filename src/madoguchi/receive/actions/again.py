"""Two at once: the database's unique constraints decide, the loser looks again."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

P = ParamSpec("P")
R = TypeVar("R")
TIMES = 5


def again_on_clash(action: Callable[P, R]) -> Callable[P, R]:
    """Run in one transaction; on a clash with somebody who was first, run anew: the second look finds what is there."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TIMES - 1):
            try:
                with transaction.atomic():
                    return action(*args, **kwargs)
            except IntegrityError:
                continue
        with transaction.atomic():
            return action(*args, **kwargs)

    return run
