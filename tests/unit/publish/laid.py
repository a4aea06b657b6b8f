"""Files that a system lays into the folder of sources, and the ticker that comes by."""

import os
from datetime import datetime, timedelta

from madoguchi.demo.fetched import SLUG
from madoguchi.publish import actions
from madoguchi.publish.models import FolderSource, Release
from madoguchi.publish.queries.releases import current
from madoguchi.publish.queries.sources import source_of
from madoguchi.trail import clock, worker

START = datetime(2026, 11, 24, 10, 15, tzinfo=clock.TOKYO)
MANY, FEW = (4, 1, 6, 0, 9), (3, 1, 4, 2, 7)


def look(minutes: int) -> FolderSource:
    """So many minutes after 10:15 the ticker looks, and the worker does what there is."""
    with clock.at(START + timedelta(minutes=minutes)):
        actions.look_into_folder()
        worker.run_due()
    return source_of(SLUG)


def out() -> Release | None:
    return current(source_of(SLUG).dataset)


def spoil(place, text: str, *, minutes: int = 60) -> None:
    file = place / f"{SLUG}.csv"
    file.write_text(text, encoding="utf-8")
    at = (START + timedelta(minutes=minutes)).timestamp()
    os.utime(file, (at, at))
