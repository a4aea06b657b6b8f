"""The files of a OneRoster bundle: from a folder or a zip, checked for size, encoding and columns before anything is read."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from madoguchi.receive.roster.shape import Misfit

FILES: dict[str, tuple[str, ...]] = {
    "orgs.csv": ("sourcedId", "name", "type"),
    "academicSessions.csv": ("sourcedId", "startDate", "endDate"),
    "classes.csv": ("sourcedId", "title", "schoolSourcedId", "termSourcedIds"),
    "users.csv": ("sourcedId", "givenName", "familyName"),
    "enrollments.csv": ("sourcedId", "classSourcedId", "userSourcedId", "role"),
}
"""The files that must be there, with the columns that they must have."""
OTHERS = ("manifest.csv", "roles.csv", "demographics.csv")
LARGEST = 200 * 1024 * 1024
"""Of all files together, unpacked: a roster of a whole prefecture is a tenth of it."""


@dataclass(frozen=True)
class Row:
    """One line: cells by the column's name, lower-cased, so that ShussekiNo and shussekiNo are one."""

    number: int  # as a spreadsheet counts: the heading is 1
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column.lower(), "").strip()

    def verbatim(self, column: str) -> str:
        """As it stands in the file: a name is never touched."""
        return self.cells.get(column.lower(), "")


@dataclass
class Bundle:
    rows: dict[str, list[Row]] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)

    def of(self, file: str) -> list[Row]:
        return self.rows.get(file, [])


def from_folder(folder: Path) -> Bundle:
    """Every known file of a folder."""
    found = {name: path for name in (*FILES, *OTHERS) if (path := folder / name).is_file()}
    too_large = sum(path.stat().st_size for path in found.values()) > LARGEST
    return _too_large() if too_large else _bundle({name: path.read_bytes() for name, path in found.items()})


def from_zip(source: IO[bytes]) -> Bundle:
    """Every known file of a zip, wherever in it the files lie."""
    try:
        with zipfile.ZipFile(source) as packed:
            return _unpacked(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        ja = "ZIP ファイルとして開けません。"
        return Bundle(misfits=[Misfit("", 0, "", ja, "OneRoster の CSV を入れた、鍵のない ZIP を選んでください。")])


def _unpacked(packed: zipfile.ZipFile) -> Bundle:
    known = {Path(one.filename).name: one for one in packed.infolist()}
    found = {name: known[name] for name in (*FILES, *OTHERS) if name in known}
    content: dict[str, bytes] = {}
    left = LARGEST
    for name, info in found.items():
        with packed.open(info) as file:  # what the head says of the size is not believed
            content[name] = file.read(left + 1)
        left -= len(content[name])
        if left < 0:
            return _too_large()
    return _bundle(content)


def _too_large() -> Bundle:
    ja = f"ファイルが大きすぎます(合わせて {LARGEST // 1024 // 1024} MB まで)。"
    return Bundle(misfits=[Misfit("", 0, "", ja, "学校ごとに分けて取り込んでください。")])


def _bundle(content: Mapping[str, bytes]) -> Bundle:
    bundle = Bundle()
    for name in FILES:
        if name not in content:
            ja = "このファイルがありません。"
            bundle.misfits.append(
                Misfit(name, 0, "", ja, "校務支援システムから、名簿の全ファイルを書き出してください。")
            )
    for name, raw in content.items():
        _read(bundle, name, raw)
    return bundle


def _read(bundle: Bundle, name: str, raw: bytes) -> None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        mend = "Excel なら「CSV UTF-8」を選んで、保存し直してください。"
        bundle.misfits.append(Misfit(name, row, "", "UTF-8 として読めない文字があります。", mend))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [cell.strip() for cell in next(reader, [])]
        lacking = [column for column in FILES.get(name, ()) if column.lower() not in {one.lower() for one in heading}]
        for column in lacking:
            bundle.misfits.append(
                Misfit(name, 1, column, "この列がありません。", "OneRoster の見出しのまま書き出してください。")
            )
        bundle.rows[name] = [] if lacking else list(_rows(bundle, name, heading, reader))
    except csv.Error:
        mend = '引用符「"」が閉じているか、お確かめください。'
        bundle.misfits.append(Misfit(name, reader.line_num, "", "CSV として読めません。", mend))


def _rows(bundle: Bundle, name: str, heading: list[str], reader: "Iterator[list[str]]") -> Iterator[Row]:
    columns = [one.lower() for one in heading]
    for number, cells in enumerate(reader, 2):
        if not any(cells):
            continue
        if len(cells) != len(columns):
            ja = f"列の数が {len(cells)} です。見出しは {len(columns)} です。"
            bundle.misfits.append(Misfit(name, number, "", ja, "値の中のコンマは、引用符で囲んでください。"))
            continue
        yield Row(number, dict(zip(columns, cells, strict=True)))
