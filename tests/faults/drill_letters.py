"""The workers of the letters' drill: real ones, forked, because loading Django for each takes longer than the drill."""

import os
import random
import sys
import threading
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import connections  # noqa: E402

from madoguchi.receive.actions import printing  # noqa: E402
from madoguchi.trail import worker  # noqa: E402
from madoguchi.trail.actions import handover  # noqa: E402

handover.claim.__kwdefaults__["lease"] = timedelta(seconds=20)
handover.back_off = lambda attempts: timedelta(milliseconds=50)
sheet_of = printing.sheet_of


def seen_at_work(letter, by):
    """From now on this worker is worth killing."""
    (Path(os.environ["DRILL_FOLDER"]) / str(os.getpid())).touch()
    return sheet_of(letter, by=by)


printing.sheet_of = seen_at_work
for _ in sys.stdin:
    connections.close_all()
    child = os.fork()
    if child == 0:
        random.seed()
        worker.work(threading.Event(), idle_seconds=0.05)
        os._exit(0)
    sys.stdout.write(f"{child}\n")
    sys.stdout.flush()
    os.waitpid(-1, os.WNOHANG)
