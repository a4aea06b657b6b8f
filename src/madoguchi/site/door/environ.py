"""What the WSGI program is told of a request (PEP 3333)."""

import sys
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from granian.rsgi import Scope

ALWAYS = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
WITHOUT_PREFIX = {"content-type": "CONTENT_TYPE"}
NOT_TOLD = frozenset({"content-length", "transfer-encoding"})
"""The body is whole by now, so its true length is told instead."""


def environ(scope: "Scope", body: IO[bytes], length: int) -> dict[str, Any]:
    server, _, port = scope.server.rpartition(":")
    client, _, client_port = scope.client.rpartition(":")
    told = ALWAYS | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client.strip("[]"),
        "REMOTE_PORT": client_port,
        "CONTENT_LENGTH": str(length),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
    }
    for name, value in scope.headers.items():
        _tell(told, name.lower(), value)
    if scope.authority:
        told["HTTP_HOST"] = scope.authority
    return told


def _tell(told: dict[str, Any], name: str, value: str) -> None:
    """A name that holds `_` is dropped: it would pass for the one with `-` (X_Forwarded_For)."""
    if name in NOT_TOLD or "_" in name:
        return
    key = WITHOUT_PREFIX.get(name) or "HTTP_" + name.upper().replace("-", "_")
    joint = "; " if name == "cookie" else ","
    told[key] = f"{told[key]}{joint}{value}" if key in told else value
