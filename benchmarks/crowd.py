"""A crowd that only stands in the way: connections that say nothing, or half of something. Its own process.

`python -m benchmarks.crowd PORT COUNT KIND SOURCE` opens COUNT connections from the address SOURCE (127.0.0.2 …; one
address has 28,000 ports only), prints one line when all are open, opens again whatever the server closes, lets each say
one more byte every ten seconds, and ends with its input. KIND: idle, head (half of the headers), body (half of a body).
"""

import select
import selectors
import socket
import sys
import time

from benchmarks.limits import raise_file_limit

TRICKLE_SECONDS = 10.0
PAUSE_SECONDS, AGAIN = 0.2, 100
PATIENCE_SECONDS, ENOUGH_REFUSED = 3.0, 10
BIND_ADDRESS_NO_PORT = 24
"""Linux: choose the port when connecting; choosing it at `bind` becomes slow with thousands taken."""
SAYS = {
    "idle": b"",
    "head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "body": b"POST / HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20000\r\n\r\nwords=" + b"a" * 100,
}  # fmt: skip


class Crowd:
    """The connections, those that were dropped replaced by new ones."""

    def __init__(self, port: int, kind: str, source: str) -> None:
        self.port, self.says, self.source = port, SAYS[kind], source
        self.open = selectors.DefaultSelector()
        self.dropped = self.refused = 0

    def add(self) -> None:
        one = socket.socket()
        try:
            one.settimeout(PATIENCE_SECONDS)
            one.setsockopt(socket.IPPROTO_IP, BIND_ADDRESS_NO_PORT, 1)
            one.bind((self.source, 0))
            one.connect(("127.0.0.1", self.port))
            one.sendall(self.says)
        except OSError:
            self.refused += 1
            one.close()
        else:
            self.open.register(one, selectors.EVENT_READ)

    def stand(self) -> None:
        """Whom the server sent away comes back, at most AGAIN of them each time."""
        for key, _ in self.open.select(0)[:AGAIN]:
            one = key.fileobj
            assert isinstance(one, socket.socket)
            self.open.unregister(one)
            one.close()
            self.dropped += 1
            self.add()

    def trickle(self) -> None:
        if not self.says:
            return
        for key in list(self.open.get_map().values()):
            try:
                assert isinstance(key.fileobj, socket.socket)
                key.fileobj.send(b"a")
            except OSError:
                continue  # dropped; `stand` will see it


def main() -> None:
    port, count, kind, source = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
    raise_file_limit()
    crowd = Crowd(port, kind, source)
    for _ in range(count):
        crowd.add()
        if crowd.refused >= ENOUGH_REFUSED:
            break
    print(len(crowd.open.get_map()), flush=True)
    trickled = time.monotonic()
    while not select.select([sys.stdin], [], [], 0)[0]:
        time.sleep(PAUSE_SECONDS)
        crowd.stand()
        if time.monotonic() - trickled > TRICKLE_SECONDS:
            trickled = time.monotonic()
            crowd.trickle()
    print(len(crowd.open.get_map()), crowd.dropped, crowd.refused, flush=True)


if __name__ == "__main__":
    main()
