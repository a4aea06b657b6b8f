"""Whose a draft is. Of residents nobody knows who they are: the secret of the address is all."""

from typing import NamedTuple


class Owner(NamedTuple):
    staff_id: int | None = None  # the member of staff who applies
    taken_by_id: int | None = None  # the member of staff who writes for somebody at the counter


SECRET_ONLY = Owner()
