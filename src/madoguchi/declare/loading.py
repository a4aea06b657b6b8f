"""A town's folder of declarations: municipality.yaml, purposes.yaml, procedures/, registers/, indicators/,
recommendations/, activities/, datasets/, texts/, tables/."""

from dataclasses import dataclass, field
from datetime import date
from os import PathLike
from pathlib import Path

from madoguchi.declare.activity import Activity
from madoguchi.declare.base import Text
from madoguchi.declare.checks import check_folder
from madoguchi.declare.dataset import Dataset
from madoguchi.declare.findings import DeclarationErrors, Finding
from madoguchi.declare.folder import Folder, read_folder
from madoguchi.declare.indicator import Indicator
from madoguchi.declare.municipality import Municipality
from madoguchi.declare.procedure import Procedure
from madoguchi.declare.purpose import Purpose
from madoguchi.declare.recommendations import Recommendations
from madoguchi.declare.register import Register
from madoguchi.declare.tables import DecisionTable

__all__ = ["DeclarationErrors", "Finding", "Town", "check_town", "load_town"]


@dataclass(frozen=True)
class Town:
    """Everything a town declares. Dictionaries are keyed by id, tables by their path (`tables/x.csv`)."""

    municipality: Municipality
    purposes: dict[str, Purpose] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    tables: dict[str, DecisionTable] = field(default_factory=dict)
    registers: dict[str, Register] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    recommendations: dict[str, Recommendations] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)


def load_town(path: str | PathLike[str], *, today: date | None = None) -> Town:
    """The town of a folder; raises `DeclarationErrors` with every finding when something is wrong.

    With `today`, an office that has ended may own nothing any more.
    """
    folder = read_folder(Path(path))
    findings = _findings(folder, today)
    if findings or folder.municipality is None:
        raise DeclarationErrors(findings)
    return Town(
        folder.municipality,
        folder.purposes or {},
        {one.procedure: one for one in folder.procedures.values()},
        folder.texts,
        {file: DecisionTable.from_rows(file, rows) for file, rows in folder.tables.items()},
        {one.slug: one for one in folder.registers.values()},
        {one.indicator: one for one in folder.indicators.values()},
        {one.recommendations: one for one in folder.recommendations.values()},
        {one.dataset: one for one in folder.datasets.values()},
        {one.activity: one for one in folder.activities.values()},
    )


def check_town(path: str | PathLike[str], *, today: date | None = None) -> list[Finding]:
    """Everything that is wrong with a folder, in the order of files and lines; empty when it can be loaded."""
    return _findings(read_folder(Path(path)), today)


def _findings(folder: Folder, today: date | None) -> list[Finding]:
    return sorted({*folder.findings, *check_folder(folder, today)})
