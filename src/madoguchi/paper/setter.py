"""The press's own process: `python -m madoguchi.paper.setter FONTS`. Reads sheets, writes PDFs, keeps nothing."""

import json
import os
import sys
from pathlib import Path

from madoguchi.paper.engine import NoEngine, engine
from madoguchi.paper.press import FAILED, PDF, READY, receive, send
from madoguchi.paper.sheet import Sheet


def main() -> int:
    """Until the other side closes. Of a failure only the class is told: its words may quote the letter."""
    source, target = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # whatever a library prints is no answer
    try:
        typeset = engine(Path(sys.argv[1]) if sys.argv[1:] and sys.argv[1] else None)
    except NoEngine as missing:
        send(target, FAILED, str(missing).encode())
        return 1
    send(target, READY, b"")
    while True:
        try:
            _, content = receive(source)
        except OSError:
            return 0
        sheet = Sheet(*json.loads(content))
        try:
            send(target, PDF, typeset(sheet))
        except Exception as error:
            send(target, FAILED, type(error).__name__.encode())


if __name__ == "__main__":
    sys.exit(main())
