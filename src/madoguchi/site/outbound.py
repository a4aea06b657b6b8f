"""No outbound connection (rule 8): a socket to a host that is not named in one setting fails before it is opened.

A Python audit hook sees every connect of every library, also of those that bring their own sockets through the
standard library. Native code that opens sockets by itself (libpq) is outside its sight; PostgreSQL's host is
the one such case, and it is named by `DATABASE_URL`.
"""

import ipaddress
import sys
from collections.abc import Collection


class OutboundRefused(ConnectionRefusedError):
    """Something tried to leave the machine."""


def is_loopback(host: str) -> bool:
    """True for localhost and every loopback address, IPv4, IPv6 and IPv4 mapped into IPv6."""
    if host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def refuse_outbound(allowed: Collection[str]) -> None:
    """From now on only loopback, Unix sockets and the hosts in `allowed` can be reached. It cannot be undone."""
    names = frozenset(allowed)

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "socket.getaddrinfo":
            host = args[0]
        elif event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
            host = args[1][0]
        else:
            return
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if not is_loopback(name) and name not in names and not _is_named_address(name, event, names):
            raise OutboundRefused(
                f"外への接続はできません: {name}。MADOGUCHI_OUTBOUND にこのホストを加えると、つながるようになります。"
            )

    sys.addaudithook(hook)


def _is_named_address(name: str, event: str, allowed: Collection[str]) -> bool:
    """A numeric address that a named host was resolved to just before: looked up again, not remembered."""
    if event != "socket.connect":
        return False
    import socket

    for host in allowed:
        try:
            if name in {str(info[4][0]) for info in socket.getaddrinfo(host, None)}:
                return True
        except OSError:
            continue
    return False
