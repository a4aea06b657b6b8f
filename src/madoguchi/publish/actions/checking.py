"""The worker checks a file: without a transaction while it takes long, then everything is written in one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from madoguchi.design.frame import municipality
from madoguchi.opendata.checking import Place, read_place
from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.reading import sheets_of
from madoguchi.protect import actions as vault
from madoguchi.publish.actions.pulse import Pulse
from madoguchi.publish.errors import Stopped
from madoguchi.publish.judging import Asked, Judged, judged
from madoguchi.publish.models import Check, FirstCount, Upload
from madoguchi.publish.plain import in_memory, pieces_of
from madoguchi.publish.queries.headings import learned
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.models import Event

Finish = Callable[[], object]


@in_two_steps
def run_check(event: Event) -> Finish:
    """Takes over from `publish.check_wanted`. A file that cannot be read says why; one that was stopped leaves nothing."""
    check = Check.objects.select_related("upload__file").get(pk=event.about_id)
    pulse = Pulse(check)
    try:
        pulse.begin()
        return _found(check, pulse)
    except (Stopped, vault.Gone):
        return lambda: None


def _found(check: Check, pulse: Pulse) -> Finish:
    upload = check.upload
    if upload.original_id is None:
        raise Stopped(check.pk)
    pieces = pieces_of(upload.original_id)
    with in_memory(pieces, upload.name) as path:
        asked = Asked(check.wanted, town_place(), learned(upload.file.office), check.sheet)
        try:
            outcome = judged(path, asked, pulse)
            closed = vault.close_loose(outcome.pieces)
        except Trouble as trouble:
            return partial(_fail, check, trouble, sheets_of(path))
    return partial(_keep, check, closed, outcome)


def _keep(check: Check, closed: vault.ClosedLoose, outcome: Judged) -> None:
    running = Check.objects.filter(pk=check.pk, state=Check.State.RUNNING)
    columns: dict[str, Any] = outcome.columns()
    if not running.update(state=Check.State.DONE, ended_at=clock.now(), found_id=closed.id, **columns):
        return  # stopped meanwhile: the file that no row tells of is swept away
    vault.keep_loose(closed, by=SYSTEM)
    check.refresh_from_db()
    upload = Upload.objects.select_related("file").get(pk=check.upload_id)
    if upload.is_first and not FirstCount.objects.filter(upload=upload).exists():
        _count(check, upload)
    told = {"standard": check.standard} if check.standard else {}
    record("publish.checked", by=SYSTEM, about=("check", check.pk), rows=check.rows, columns=check.columns, **told)


def _count(check: Check, upload: Upload) -> None:
    """What the office made, by rule; one row without a rule tells the cells."""
    found: dict[tuple[str, str], int] = {}
    for group in check.groups:
        key = (group["rule"], group["weight"])
        found[key] = found.get(key, 0) + group["count"]
    counts = [("", "", 0), *((rule, weight, count) for (rule, weight), count in found.items())]
    day = upload.at.astimezone(clock.TOKYO).date()
    for rule, weight, count in counts:
        FirstCount(
            office=upload.file.office, upload=upload, day=day, cells=check.cells, rule=rule, weight=weight, count=count
        ).save(force_insert=True)


def town_place() -> Place | None:
    """Where the municipality lies, if it says so (`bounds` of municipality.yaml)."""
    town = municipality()
    return read_place(town.bounds)._replace(name=town.name.ja) if town and town.bounds else None


@transaction.atomic
def _fail(check: Check, trouble: Trouble, sheets: list[int]) -> None:
    """`sheets`: of a workbook, which may be tried instead; their names stay sealed."""
    told: dict[str, Any] = {name: getattr(trouble, name) for name in ("code", "line", "ja", "en", "mend_ja", "mend_en")}
    told["sheets"] = sheets
    running = Check.objects.filter(pk=check.pk, state=Check.State.RUNNING)
    if running.update(state=Check.State.FAILED, ended_at=clock.now(), trouble=told):
        record("publish.unreadable", by=SYSTEM, about=("check", check.pk), code=trouble.code)
