"""The child: `python -I -m madoguchi.receive.sanitise.child KIND SIZE MOST` with one file on its input.

It answers with one line, "ok" or a code that says why not, and after "ok" with the harmless file.
"""

import logging
import sys
from collections.abc import Callable

from madoguchi.receive.sanitise.limits import lock_down
from madoguchi.receive.sanitise.refusal import Refusal

Make = Callable[[bytes, int], bytes]


def maker(kind: str) -> Make:
    """Only what this kind of file needs is imported, and all of it now: afterwards nothing can be opened any more."""
    if kind == "application/pdf":
        from madoguchi.receive.sanitise import papers

        papers.warm_up()
        return papers.make
    from madoguchi.receive.sanitise import pictures

    pictures.warm_up()
    return pictures.MAKERS[kind]


def answer(make: Make, content: bytes, most: int) -> tuple[str, bytes]:
    try:
        made = make(content, most)
    except Refusal as refusal:
        return refusal.code, b""
    except (MemoryError, RecursionError):
        return "too-complex", b""
    except Exception:  # whatever a library stumbles over in a made-up file
        return "broken", b""
    return ("ok", made) if len(made) <= most else ("grown", b"")


def main() -> None:
    logging.disable(logging.CRITICAL)  # what a library says about a file may quote it
    kind, size, most = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    make = maker(kind)
    lock_down(size)
    code, made = answer(make, sys.stdin.buffer.read(), most)
    sys.stdout.buffer.write(code.encode() + b"\n")
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
