"""A request comes in whole before a thread is spent on it; what stalls, overflows or is cut short is sent away."""

import asyncio
import io
import tempfile
from types import SimpleNamespace

import pytest
from granian.rsgi import ProtocolClosed

from madoguchi.site.door import room as rooms
from madoguchi.site.door.answer import AT_ONCE, call
from madoguchi.site.door.body import IN_MEMORY, Gone, Refused, take_in
from madoguchi.site.door.environ import environ
from madoguchi.site.door.room import Room


class Sender:
    """The other side: pieces of a body; `stalls` and the rest never comes, `leaves` and the connection is closed."""

    def __init__(self, *pieces: bytes, stalls: bool = False, leaves: bool = False) -> None:
        self.pieces, self.stalls, self.leaves = pieces, stalls, leaves

    async def __call__(self) -> bytes:
        return b"".join([piece async for piece in self])

    async def __aiter__(self):
        for piece in self.pieces:
            yield piece
        if self.stalls:
            await asyncio.sleep(3600)
        if self.leaves:
            raise ProtocolClosed


def taken(sender: Sender, room: Room | None = None, **headers: str) -> bytes:
    async def take() -> bytes:
        body, length = await take_in({k.replace("_", "-"): v for k, v in headers.items()}, sender, room or Room())
        whole = body.read()
        assert len(whole) == length
        body.close()
        return whole

    return asyncio.run(take())


def test_a_form_is_whole_before_it_is_handed_on():
    assert taken(Sender(b"words=", b"abc"), content_length="9") == b"words=abc"


def test_no_body_is_no_waiting():
    assert taken(Sender(stalls=True)) == taken(Sender(stalls=True), content_length="0") == b""


def test_a_body_of_unknown_length_is_taken_too():
    assert taken(Sender(b"a" * 10, b"b"), transfer_encoding="chunked") == b"a" * 10 + b"b"


def test_a_large_body_waits_on_disk_sealed(monkeypatch):
    seen = []
    files = tempfile.TemporaryFile

    def watched() -> object:
        seen.append(files())
        return seen[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", watched)
    piece = "診断書".encode() * 1000

    async def take() -> None:
        size = str(len(piece) * 20)
        body, _ = await take_in({"content-length": size}, Sender(*[piece] * 20), Room())
        seen[0].seek(0)
        on_disk = seen[0].read()
        assert len(on_disk) == len(piece) * 20 > IN_MEMORY
        assert "診断書".encode() not in on_disk
        seen[0].seek(0)
        with body:
            assert body.read() == piece * 20

    asyncio.run(take())


@pytest.mark.parametrize("length", ["20", str(IN_MEMORY + 1)])
def test_a_body_cut_short_is_no_request(length):
    with pytest.raises(Gone):
        taken(Sender(b"half"), content_length=length)
    with pytest.raises(Gone):
        taken(Sender(b"half", leaves=True), content_length=length)


@pytest.mark.parametrize("length", ["20", str(IN_MEMORY + 1)])
def test_a_body_that_stalls_is_sent_away_with_words(length, monkeypatch):
    monkeypatch.setattr(rooms, "GRACE_SECONDS", 0.05)
    monkeypatch.setattr(rooms, "SLOWEST", 10_000_000)
    room = Room()
    with pytest.raises(Refused) as refused:
        taken(Sender(b"half", stalls=True), room, content_length=length)
    assert refused.value.status == 408
    assert "もう一度送って" in refused.value.words
    assert (room.memory, room.disk, room.waiting) == (Room().memory, Room().disk, {})


def test_what_announces_too_much_is_not_even_begun():
    with pytest.raises(Refused) as refused:
        taken(Sender(stalls=True), content_length="999999999999")
    assert refused.value.status == 413


def test_a_full_disk_is_said_and_nothing_is_kept():
    room = Room(disk=10)
    with pytest.raises(Refused) as refused:
        taken(Sender(b"a" * 8, b"a" * 8), room, transfer_encoding="chunked")
    assert (refused.value.status, room.disk) == (503, 10)


def test_without_memory_a_form_waits_on_disk():
    assert taken(Sender(b"words=abc"), Room(memory=3), content_length="9") == b"words=abc"


def test_in_a_full_room_the_longest_waiting_goes_and_an_honest_form_passes():
    room = Room(bodies=3)

    async def crowd() -> list[object]:
        stuck = [asyncio.create_task(take_in({"content-length": "20"}, Sender(stalls=True), room)) for _ in range(3)]
        await asyncio.sleep(0.01)
        body, _ = await take_in({"content-length": "2"}, Sender(b"ok"), room)
        assert body.read() == b"ok"
        await asyncio.sleep(0.01)
        done = [task for task in stuck if task.done()]
        assert done == stuck[:1]
        for task in stuck[1:]:
            task.cancel()
        return await asyncio.gather(*stuck, return_exceptions=True)

    first, *_ = asyncio.run(crowd())
    assert isinstance(first, Refused)
    assert first.status == 408


def a_scope(**more: object) -> SimpleNamespace:
    told = {"method": "POST", "path": "/", "query_string": "", "server": "127.0.0.1:8000", "client": "127.0.0.2:5000"}
    told |= {"http_version": "1.1", "scheme": "http", "authority": None, "headers": {}}
    return SimpleNamespace(**told | more)


def test_the_program_is_told_of_the_request_as_pep_3333_says():
    headers = {"host": "town.example", "content-type": "text/plain", "accept-language": "ja", "content-length": "99"}
    told = environ(a_scope(path="/%E7%AA%93%E5%8F%A3/", query_string="a=1", headers=headers), io.BytesIO(b"ab"), 2)
    assert told["PATH_INFO"].encode("latin-1").decode() == "/窓口/"
    assert (told["QUERY_STRING"], told["CONTENT_LENGTH"], told["CONTENT_TYPE"]) == ("a=1", "2", "text/plain")
    assert (told["HTTP_HOST"], told["HTTP_ACCEPT_LANGUAGE"], told["REMOTE_ADDR"]) == ("town.example", "ja", "127.0.0.2")
    assert (told["SERVER_NAME"], told["SERVER_PORT"], told["wsgi.url_scheme"]) == ("127.0.0.1", "8000", "http")


def test_an_address_of_ipv6_is_told_without_brackets():
    assert environ(a_scope(client="[::1]:5000"), io.BytesIO(), 0)["REMOTE_ADDR"] == "::1"


def test_a_header_with_an_underscore_cannot_pass_for_another():
    class Many(dict):
        def items(self):
            return [("x_forwarded_for", "9.9.9.9"), ("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "2.2.2.2"),
                    ("cookie", "a=1"), ("cookie", "b=2")]  # fmt: skip

    told = environ(a_scope(headers=Many()), io.BytesIO(), 0)
    assert told["HTTP_X_FORWARDED_FOR"] == "1.1.1.1,2.2.2.2"
    assert told["HTTP_COOKIE"] == "a=1; b=2"


class Page:
    """A WSGI answer that knows whether it was closed."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces, self.closed = pieces, False

    def __iter__(self):
        return iter(self.pieces)

    def close(self) -> None:
        self.closed = True


def called(page: Page):
    def program(environ, start_response):
        start_response("201 Created", [("x", "y")])
        return page

    return call(program, {})


def test_a_small_answer_is_one_piece_and_is_closed():
    page = Page([b"a", b"b"])
    answer = called(page)
    assert (answer.status, answer.headers, answer.small, answer.large) == (201, [("x", "y")], b"ab", None)
    assert page.closed


def test_a_large_answer_waits_in_a_sealed_file():
    page = Page([b"a" * AT_ONCE, b"b" * 10])
    answer = called(page)
    assert answer.large.read() == b"a" * AT_ONCE + b"b" * 10
    answer.large.close()
    assert page.closed


def test_an_answer_is_closed_even_when_it_breaks():
    def broken():
        yield b"a"
        raise ValueError

    page = Page(broken())
    with pytest.raises(ValueError):
        called(page)
    assert page.closed
