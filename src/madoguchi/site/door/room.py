"""Where the bodies of one process wait until they are whole. Bounded in number, memory, disk and time."""

import asyncio
from types import TracebackType

GRACE_SECONDS = 30.0
SLOWEST = 4_096
"""Bytes a second that must have come after the grace: a bad mobile line manages ten times that."""
MEGABYTE = 1024 * 1024


class Full(Exception):
    """No memory or disk is left for what arrives."""


class Room:
    """When it is full, whoever has waited longest is sent away: a crowd that sends half of something pushes itself out,
    and an honest form, which is whole within a moment, passes.
    """

    def __init__(self, *, bodies: int = 1_024, memory: int = 32 * MEGABYTE, disk: int = 2_048 * MEGABYTE) -> None:
        self.bodies, self.memory, self.disk = bodies, memory, disk
        self.waiting: dict[Place, None] = {}  # in the order of their coming

    def use_disk(self, size: int) -> None:
        if self.disk < size:
            raise Full
        self.disk -= size


class Place:
    """One waiting body: `async with Place(room) as place`. TimeoutError when its time is over, or its place was needed.

    There may be ten thousand of them, hence plain slots.
    """

    __slots__ = ("_begun", "_limit", "_room")

    def __init__(self, room: Room) -> None:
        self._room, self._begun = room, asyncio.get_running_loop().time()
        self._limit = asyncio.timeout_at(self._begun + GRACE_SECONDS)

    async def __aenter__(self) -> "Place":
        if len(self._room.waiting) >= self._room.bodies:
            next(iter(self._room.waiting)).send_away()
        self._room.waiting[self] = None
        await self._limit.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._room.waiting.pop(self, None)
        await self._limit.__aexit__(kind, error, trace)

    def has_come(self, length: int) -> None:
        """The more has come, the longer the rest may take."""
        if self in self._room.waiting:
            self._limit.reschedule(self._begun + GRACE_SECONDS + length / SLOWEST)

    def send_away(self) -> None:
        del self._room.waiting[self]
        self._limit.reschedule(0)
