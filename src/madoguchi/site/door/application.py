"""One request: its body awaited, the WSGI program run in a thread, its answer sent."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from granian.rsgi import ProtocolClosed

from madoguchi.site.door.answer import Answer, Wsgi, call
from madoguchi.site.door.body import Gone, Refused, take_in
from madoguchi.site.door.environ import environ
from madoguchi.site.door.room import Room
from madoguchi.site.serve import die_with_parent

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope

    from madoguchi.receive.spool import Spool

THREADS = 4
"""Per process. More of them do not write faster: writers stand in one queue."""
PIECE = 65_536
_log = logging.getLogger(__name__)


class Door:
    """An RSGI application around a WSGI program."""

    def __init__(self, wsgi: Wsgi, room: Room | None = None) -> None:
        self._wsgi, self._room = wsgi, room or Room()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Once per worker, before its first request: no worker outlives its server and keeps the port."""
        die_with_parent()

    async def __rsgi__(self, scope: "Scope", proto: "HTTPProtocol") -> None:
        if scope.proto != "http":
            return
        with suppress(Gone, ProtocolClosed):  # nobody is there any more
            answer = await self._answer(scope, proto)
            if answer.large is None:
                proto.response_bytes(answer.status, answer.headers, answer.small)
            else:
                await _send(answer, answer.large, proto)

    async def _answer(self, scope: "Scope", proto: "HTTPProtocol") -> Answer:
        try:
            body, length = await take_in(scope.headers, proto, self._room)
        except Refused as refused:
            return Answer.of_words(refused.status, refused.words)
        with body:
            try:
                told = environ(scope, body, length)
                return await asyncio.get_running_loop().run_in_executor(self._threads, call, self._wsgi, told)
            except Exception:
                _log.exception("the program raised instead of answering")
                return Answer.of_words(500, "こちらの不具合で、表示できませんでした。")


async def _send(answer: Answer, kept: "Spool", proto: "HTTPProtocol") -> None:
    """A large answer goes piece by piece, as fast as the other side takes it."""
    try:
        transport = proto.response_stream(answer.status, answer.headers)
        while piece := kept.read(PIECE):
            await transport.send_bytes(piece)
    finally:
        kept.close()
