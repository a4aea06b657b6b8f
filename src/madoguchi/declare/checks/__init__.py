"""Static checks: what the shape of a declaration cannot say, found before anything is published.

Each is a small function that yields findings; a new one goes into the `CHECKS` of its module.
"""

from collections.abc import Callable, Iterator
from datetime import date

from madoguchi.declare.checks import (
    activities,
    areas,
    cases,
    citations,
    conditions,
    datasets,
    feedback,
    fetched,
    fields,
    indicators,
    items,
    letters,
    names,
    open_data,
    pages,
    recommendations,
    registers,
    statistics,
    tables,
    texts,
    towns,
)
from madoguchi.declare.checks.desk import Desk, Findings
from madoguchi.declare.checks.registers import RegisterDesk
from madoguchi.declare.findings import Finding
from madoguchi.declare.folder import Folder

PROCEDURE_CHECKS: tuple[Callable[[Desk], Findings], ...] = (
    *names.CHECKS, *pages.CHECKS, *fields.CHECKS, *conditions.CHECKS, *cases.CHECKS, *letters.CHECKS, *statistics.CHECKS,
    *tables.CHECKS,
)  # fmt: skip


def check_folder(folder: Folder, today: date | None = None) -> Iterator[Finding]:
    """Every finding of every check; `today` tells whether an office has ended (left out, nobody asks)."""
    whole = (
        *towns.check_town_files(folder, today), *areas.areas_can_be_drawn(folder), *texts.texts_can_be_read(folder), *indicators.check_indicators(folder),
        *recommendations.check_recommendations(folder), *datasets.check_datasets(folder), *fetched.check_fetched(folder), *items.check_items(folder),
        *activities.check_activities(folder), *citations.check_citations(folder),
        *feedback.check_feedback(folder), *open_data.check_open_data(folder),
    )  # fmt: skip
    for finding in whole:
        if not _hidden(folder, finding.file, finding):
            yield finding
    for file, procedure in folder.procedures.items():
        desk = Desk(folder, folder.sources[file], procedure)
        for check in PROCEDURE_CHECKS:
            yield from (finding for finding in check(desk) if not _hidden(folder, file, finding))
    for file, register in folder.registers.items():
        paper = RegisterDesk.of(folder, file, register)
        for each in registers.CHECKS:
            yield from (finding for finding in each(paper) if not _hidden(folder, file, finding))


def _hidden(folder: Folder, file: str, finding: Finding) -> bool:
    """Is it about something that was only guessed, since the file has the wrong shape?"""
    return file in folder.mendings and folder.mendings[file].hides(finding)
