"""Commands that keep running: serve, worker, ticker. The demo (`madoguchi.demo.running`) ends in `run_all`, too."""

import argparse
import os
import subprocess
import sys
import threading

from madoguchi.site.commands import complain, say, start_django
from madoguchi.site.serve import children, is_listening, raise_file_limit, stop_on_signals, supervise

TICK_SECONDS = 10.0


def serve(args: argparse.Namespace) -> int:
    """Web, worker and ticker as one program."""
    start_django()
    from madoguchi.protect import keys

    try:
        keys.ring()
    except keys.KeyFileError as error:
        return complain(str(error))
    return run_all(greeting=())


def worker(args: argparse.Namespace) -> int:
    """Carry out hand-overs until told to stop. It gives way to the web: people wait there."""
    start_django()
    from madoguchi.trail.worker import work

    os.nice(10)
    threading.Thread(target=_prepare_fonts, daemon=True).start()
    work(stop_on_signals())
    return 0


def _prepare_fonts() -> None:
    """Once per data directory, beside the work: the small fonts with which letters are set in type three times as fast."""
    from django.conf import settings

    from madoguchi.receive.actions.printing import FONTS

    command = [sys.executable, "-m", "madoguchi.paper.fonts", str(settings.HOME / FONTS)]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)  # noqa: S603  # our own program


def ticker(args: argparse.Namespace) -> int:
    """Ask for recurring work as it falls due, until told to stop."""
    start_django()
    from madoguchi.trail.worker import keep_time

    keep_time(stop_on_signals(), seconds=TICK_SECONDS)
    return 0


def run_all(*, greeting: tuple[str, ...]) -> int:
    """Web, worker and ticker until told to stop; the greeting is printed when the first page answers."""
    port = int(os.environ.get("PORT", "8000"))
    host = os.environ.get("MADOGUCHI_BIND", "127.0.0.1")
    if is_listening(port, host):
        return complain(f"ポート {port} はもう使われています。`PORT=8001 madoguchi …` のように別の番号にしてください。")
    raise_file_limit()
    kept = children(
        host=host,
        port=port,
        workers=int(os.environ.get("MADOGUCHI_WEB_WORKERS", "2")),
        hands=int(os.environ.get("MADOGUCHI_WORKERS", "1")),
    )

    def when_up() -> None:
        say(*greeting, f"http://localhost:{port}", "止めるには Ctrl-C")

    return supervise(kept, stop=stop_on_signals(), when_up=when_up, port=port, host=host)
