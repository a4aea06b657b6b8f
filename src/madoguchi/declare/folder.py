"""Reads a town's folder file by file, keeps what could be read, and notes what could not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from madoguchi.declare import loading_codes as codes
from madoguchi.declare.activity import Activity
from madoguchi.declare.base import SLUG, Text
from madoguchi.declare.dataset import Dataset
from madoguchi.declare.findings import Code, Finding
from madoguchi.declare.indicator import Indicator
from madoguchi.declare.mending import Mending, mend
from madoguchi.declare.misfits import validate
from madoguchi.declare.municipality import Municipality
from madoguchi.declare.procedure import Procedure
from madoguchi.declare.purpose import Purpose
from madoguchi.declare.recommendations import Recommendations
from madoguchi.declare.register import Register
from madoguchi.declare.sheets import Rows, read_rows
from madoguchi.declare.source import Source, read_source

_SLUG = re.compile(SLUG)
MUNICIPALITY = "municipality.yaml"
PURPOSES = "purposes.yaml"


@dataclass
class Folder:
    """What was read of a town. A part that could not be read at all is None, so that nobody calls its names unknown."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    municipality: Municipality | None = None
    purposes: dict[str, Purpose] | None = None
    procedures: dict[str, Procedure] = field(default_factory=dict)  # by file
    registers: dict[str, Register] = field(default_factory=dict)  # by file
    indicators: dict[str, Indicator] = field(default_factory=dict)  # by file
    recommendations: dict[str, Recommendations] = field(default_factory=dict)  # by file
    datasets: dict[str, Dataset] = field(default_factory=dict)  # by file
    activities: dict[str, Activity] = field(default_factory=dict)  # by file
    texts: dict[str, Text] = field(default_factory=dict)
    tables: dict[str, Rows] = field(default_factory=dict)  # by file
    table_lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)  # files with findings of their own
    mendings: dict[str, Mending] = field(default_factory=dict)  # of misshapen files: what was guessed


def read_folder(root: Path) -> Folder:
    """Read everything; never raises for what is in the folder."""
    folder = Folder(root)
    if not root.is_dir():
        folder.findings.append(codes.NO_FOLDER.at(".", (1, 1), folder=root.name))
        return folder
    municipality = _read_model(folder, MUNICIPALITY, Municipality)
    folder.municipality = municipality if _names_known(folder, MUNICIPALITY) else None
    _read_purposes(folder)
    for name, read in _READ.items():
        for file in _files(folder, name, ".csv" if name == "tables" else ".yaml"):
            read(folder, file)
    _compare_names(folder)
    _compare_register_names(folder)
    return folder


def _files(folder: Folder, name: str, extension: str) -> Iterator[str]:
    inside = folder.root / name
    for path in sorted(inside.iterdir()) if inside.is_dir() else ():
        file = f"{name}/{path.name}"
        if path.name.startswith((".", "~", "README")):
            continue
        if path.suffix == extension:
            yield file
        else:
            folder.findings.append(codes.WRONG_EXTENSION.at(file, (1, 1), name=path.name, extension=extension))


def _raw(folder: Folder, file: str) -> bytes | None:
    try:
        return (folder.root / file).read_bytes()
    except FileNotFoundError:
        folder.findings.append(codes.MISSING_FILE.at(file, (1, 1), name=file))
    except OSError:
        folder.findings.append(codes.UNREADABLE_FILE.at(file, (1, 1), name=file))
    return None


def _read_model(folder: Folder, file: str, annotation: Any) -> Any:
    """A validated YAML file; of one with findings a guess at what it meant, or None."""
    raw = _raw(folder, file)
    if raw is None:
        return None
    source = folder.sources[file] = read_source(raw, file)
    folder.findings += source.findings
    if source.value is None and source.findings:
        folder.broken.add(file)
        return None
    value, findings = validate(source, annotation)
    folder.findings += [one for one in findings if not _told(one, source)]
    if not (findings or source.findings):
        return value
    folder.broken.add(file)
    return value if value is not None else _guess(folder, source, annotation)


def _told(finding: Finding, source: Source) -> bool:
    """What YAML itself forbids has been told already: that nothing of use is left in its place is no second mistake."""
    marks = {(one.line, one.column) for one in source.findings}
    hole = finding.code in ("empty-value", "unknown-key") and finding.line in {line for line, _ in marks}
    return hole or (finding.line, finding.column) in marks


def _guess(folder: Folder, source: Source, annotation: Any) -> Any:
    mending = mend(source.value, annotation)
    if mending is None:
        return None
    folder.mendings[source.file] = mending
    return mending.value


def _names_known(folder: Folder, file: str) -> bool:
    mending = folder.mendings.get(file)
    return mending is None or not mending.names_lost


def _read_purposes(folder: Folder) -> None:
    purposes = _read_model(folder, PURPOSES, tuple[Purpose, ...])
    if purposes is None or not _names_known(folder, PURPOSES):
        return
    folder.purposes = {}
    for index, purpose in enumerate(purposes):
        if purpose.purpose in folder.purposes:
            source = folder.sources[PURPOSES]
            folder.findings.append(source.say(codes.DUPLICATE_PURPOSE, (index, "purpose"), purpose=purpose.purpose))
        folder.purposes.setdefault(purpose.purpose, purpose)


def _read_procedure(folder: Folder, file: str) -> None:
    procedure = _read_model(folder, file, Procedure)
    if procedure is not None:
        folder.procedures[file] = procedure


def _compare_names(folder: Folder) -> None:
    """A procedure is named like its file; so no two procedures have one name."""
    known = {file: one.procedure for file, one in folder.procedures.items() if _names_known(folder, file)}
    for file, name in known.items():
        right = f"procedures/{name}.yaml"
        if file == right:
            continue
        if right in known:
            finding = folder.sources[file].say(codes.DUPLICATE_PROCEDURE, ("procedure",), procedure=name, other=right)
        else:
            finding = folder.sources[file].say(codes.FILE_NAME, ("procedure",), procedure=name)
        folder.findings.append(finding)


def _read_register(folder: Folder, file: str) -> None:
    register = _read_model(folder, file, Register)
    if register is not None:
        folder.registers[file] = register


def _compare_register_names(folder: Folder) -> None:
    known = {file: one.slug for file, one in folder.registers.items() if _names_known(folder, file)}
    for file, name in known.items():
        right = f"registers/{name}.yaml"
        if file != right:
            code = codes.DUPLICATE_REGISTER if right in known else codes.REGISTER_FILE_NAME
            folder.findings.append(folder.sources[file].say(code, ("register",), name=name, other=right))


def _read_indicator(folder: Folder, file: str) -> None:
    indicator = _read_model(folder, file, Indicator)
    if indicator is not None and _names_known(folder, file):
        folder.indicators[file] = indicator
        _named_like_its_file(folder, file, "indicator", indicator.indicator, codes.INDICATOR_FILE_NAME)


def _read_recommendations(folder: Folder, file: str) -> None:
    report = _read_model(folder, file, Recommendations)
    if report is not None and _names_known(folder, file):
        folder.recommendations[file] = report
        name = report.recommendations
        _named_like_its_file(folder, file, "recommendations", name, codes.RECOMMENDATIONS_FILE_NAME)


def _read_dataset(folder: Folder, file: str) -> None:
    dataset = _read_model(folder, file, Dataset)
    if dataset is not None and _names_known(folder, file):
        folder.datasets[file] = dataset
        _named_like_its_file(folder, file, "dataset", dataset.dataset, codes.DATASET_FILE_NAME)


def _read_activity(folder: Folder, file: str) -> None:
    activity = _read_model(folder, file, Activity)
    if activity is not None and _names_known(folder, file):
        folder.activities[file] = activity
        _named_like_its_file(folder, file, "activity", activity.activity, codes.ACTIVITY_FILE_NAME)


def _named_like_its_file(folder: Folder, file: str, key: str, name: str, code: Code) -> None:
    if Path(file).stem != name:
        folder.findings.append(folder.sources[file].say(code, (key,), name=name))


def _read_text(folder: Folder, file: str) -> None:
    name = Path(file).stem
    if not _SLUG.fullmatch(name):
        folder.findings.append(codes.TEXT_NAME.at(file, (1, 1), name=name))
    text = _read_model(folder, file, Text)
    if text is not None:
        folder.texts[name] = text


def _read_table(folder: Folder, file: str) -> None:
    raw = _raw(folder, file)
    if raw is None:
        return
    rows, lines, findings = read_rows(raw, file)
    folder.findings += findings
    if findings:
        folder.broken.add(file)
    folder.tables[file], folder.table_lines[file] = rows, lines


_READ: dict[str, Callable[[Folder, str], None]] = {
    "procedures": _read_procedure, "registers": _read_register, "indicators": _read_indicator,
    "recommendations": _read_recommendations, "datasets": _read_dataset, "activities": _read_activity, "texts": _read_text, "tables": _read_table,
}  # fmt: skip
"""By folder, what reads a file of it."""
