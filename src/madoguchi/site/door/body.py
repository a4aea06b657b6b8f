"""The body of a request, awaited in whole: a form's in memory, a larger one sealed on disk; a stalled one is sent away."""

import io
import tempfile
from typing import IO, TYPE_CHECKING, cast

from granian.rsgi import ProtocolClosed, ProtocolError

from madoguchi.receive.spool import LARGEST_REQUEST, Spool
from madoguchi.site.door.room import Full, Place, Room

if TYPE_CHECKING:
    from granian.rsgi import Headers, HTTPProtocol

IN_MEMORY = 65_536
"""A form is far smaller; what is larger has a file in it."""
BUSY = (503, "たいへん混み合っています。保存した内容はなくなりません。少し待って、もう一度送ってください。")
TOO_LARGE = (413, "大きすぎて受け取れませんでした。前のページに戻り、ファイルを小さくするか、分けて送ってください。")
TOO_SLOW = (408, "送信が途中で止まりました。何も記録していません。前のページに戻って、もう一度送ってください。")


class Refused(Exception):
    """This body is not taken in; the status and the words of the answer."""

    def __init__(self, reason: tuple[int, str]) -> None:
        self.status, self.words = reason
        super().__init__(self.status)


class Gone(Exception):
    """The sender hung up."""


async def take_in(headers: "Headers", proto: "HTTPProtocol", room: Room) -> tuple[IO[bytes], int]:
    """The whole body as a file, and its length."""
    said = headers.get("content-length", "")
    if said in ("", "0") and "transfer-encoding" not in headers:
        return io.BytesIO(), 0
    announced = int(said) if said.isdecimal() else None
    if announced is not None and announced > LARGEST_REQUEST:
        raise Refused(TOO_LARGE)
    try:
        async with Place(room) as place:
            if announced is not None and announced <= min(IN_MEMORY, room.memory):
                return await _into_memory(announced, proto, room)
            return await _onto_disk(announced, proto, room, place)
    except TimeoutError as error:
        raise Refused(TOO_SLOW) from error
    except (Full, OSError) as error:
        raise Refused(BUSY) from error
    except (ProtocolClosed, ProtocolError) as error:
        raise Gone from error


async def _into_memory(announced: int, proto: "HTTPProtocol", room: Room) -> tuple[IO[bytes], int]:
    room.memory -= announced
    try:
        body = await proto()
    finally:
        room.memory += announced
    if len(body) != announced:
        raise Gone
    return io.BytesIO(body), announced


async def _onto_disk(announced: int | None, proto: "HTTPProtocol", room: Room, place: Place) -> tuple[IO[bytes], int]:
    spool = Spool(cast(IO[bytes], tempfile.TemporaryFile()))  # noqa: SIM115  # the spool closes it
    try:
        await _fill(spool, proto, room, place)
        if announced is not None and spool.length != announced:
            raise Gone
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    finally:
        room.disk += spool.length
    return cast(IO[bytes], io.BufferedReader(_Readable(spool), IN_MEMORY)), spool.length


async def _fill(spool: Spool, proto: "HTTPProtocol", room: Room, place: Place) -> None:
    async for piece in proto:
        if spool.length + len(piece) > LARGEST_REQUEST:
            raise Refused(TOO_LARGE)
        room.use_disk(len(piece))
        spool.write(piece)
        place.has_come(spool.length)


class _Readable(io.RawIOBase):
    """A Spool as Python's buffered readers want it."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # that is what BufferedReader hands over
        got = self._spool.read(len(buffer))
        buffer[: len(got)] = got
        return len(got)

    def close(self) -> None:
        self._spool.close()
        super().close()
