"""A socket to anywhere but the named hosts fails (each case in its own process: an audit hook cannot be taken out)."""

import subprocess
import sys

import pytest

from madoguchi.site.outbound import is_loopback

PROGRAM = """
import socket, sys
from madoguchi.site.outbound import OutboundRefused, refuse_outbound
refuse_outbound({allowed!r})
try:
    socket.create_connection(({host!r}, 9), timeout=0.2)
except OutboundRefused as refusal:
    print("refused", refusal)
except OSError:
    print("tried")
"""


def outcome(host: str, allowed: tuple[str, ...] = ()) -> str:
    code = PROGRAM.format(host=host, allowed=allowed)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.split()[0]


@pytest.mark.parametrize("host", ["192.0.2.1", "example.invalid", "2001:db8::1", "::ffff:192.0.2.1"])
def test_a_host_that_nobody_named_is_refused(host):
    assert outcome(host) == "refused"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_loopback_is_let_through(host):
    assert outcome(host) == "tried"


def test_a_named_host_is_let_through():
    assert outcome("192.0.2.1", allowed=("192.0.2.1",)) == "tried"


def test_a_mapped_address_is_no_way_around():
    assert is_loopback("::ffff:127.0.0.1")
    assert not is_loopback("::ffff:192.0.2.1")
