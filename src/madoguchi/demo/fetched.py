"""The ward's one source in the folder: a booking system writes how many places are free. Two people stand for it."""

import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings

from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.models import FolderSource, Release
from madoguchi.trail import clock
from madoguchi.trail.actions import carry_out, claim
from madoguchi.trail.models import Event, Handover

SLUG, REGISTERS, APPROVES = "azukari-aki", "nagai", "mori"
ROOMS = (("若草一時預かり室", "若草町", 12), ("青葉台一時預かり室", "青葉台", 10), ("本町一時預かり室", "本町", 15),
         ("緑橋一時預かり室", "緑橋", 8), ("駅前一時預かり室", "駅前", 20))  # fmt: skip


TAKEN = {8: 0.45, 9: 0.6, 10: 0.75, 11: 0.85, 12: 0.9, 13: 0.9, 14: 0.85, 15: 0.75, 16: 0.55, 17: 0.4}
"""How much is taken at each hour; at all other hours what is booked for the next time."""
CLOSED = 18


def _place() -> Path | None:
    """A folder that somebody else named is not written into."""
    own: Path = Path(settings.HOME) / "sources"
    return own if own == settings.MADOGUCHI_SOURCES else None


def fetch(ward: Ward) -> None:
    """Registered and approved a month ago; written twice today, and looked at as the ticker does."""
    place = _place()
    if place is None:
        return
    now = clock.now()
    with clock.at(now - timedelta(days=30)):
        actions.register_source(slug=SLUG, by=ward.actor(REGISTERS))
        actions.approve_source(slug=SLUG, by=ward.actor(APPROVES))
    place.mkdir(mode=0o700, exist_ok=True)
    for minutes, free in ((95, (4, 1, 6, 0, 9)), (12, (3, 1, 4, 2, 7))):
        write(place, free, at=now - timedelta(minutes=minutes))
        for later in (3, 8):
            with clock.at(now - timedelta(minutes=minutes - later)):
                actions.look_into_folder()
                settle()


def write_again(event: Event) -> None:
    """The booking system of the demo: each quarter of an hour it lays down what is free now."""
    place = _place()
    if place is not None and place.is_dir():
        write(place, free_at(clock.now()), at=clock.now())


def free_at(moment: datetime) -> list[int]:
    """Rooms fill during the morning and empty in the afternoon, no two days alike; at night tomorrow's are shown."""
    local = moment.astimezone(clock.TOKYO)
    day = local.date() + timedelta(days=local.hour >= CLOSED)
    taken = TAKEN.get(local.hour, 0.3)
    return [max(0, round(most * (1 - taken * Random(f"{day}{name}").uniform(0.6, 1.25)))) for name, _, most in ROOMS]


def write(place: Path, free: Iterable[int], *, at: datetime) -> Path:
    """As a careful system writes: beside it first, then in one step."""
    rows = [f"{name},{town},{most},{n}" for (name, town, most), n in zip(ROOMS, free, strict=True)]
    beside, file = place / f".{SLUG}.new", place / f"{SLUG}.csv"
    beside.write_text("\r\n".join(["施設名,町,定員,空き", *rows, ""]), encoding="utf-8-sig")
    os.utime(beside, (at.timestamp(), at.timestamp()))
    beside.replace(file)
    return file


def settle() -> None:
    """What the worker does with this source's check and release, without what else waits."""
    while waiting := list(_waiting()):
        for handover in claim(waiting):
            carry_out(handover)


def _waiting() -> Iterable[int]:
    checks = FolderSource.objects.exclude(latest_check=None).values_list("latest_check", flat=True)
    releases = Release.objects.filter(standing__isnull=False).values_list("pk", flat=True)
    for kind, idents in (("check", checks), ("release", releases)):
        about = {"event__about_kind": kind, "event__about_id__in": [str(one) for one in idents]}
        yield from Handover.objects.filter(state="waiting", **about).values_list("pk", flat=True)
