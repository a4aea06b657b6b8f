"""The files of a OneRoster bundle: from a folder or a zip, checked for size, encoding and columns before anything is read."""

import csv
import io
import zipfile
import zlib
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
MOST_LINES = 500_000
"""Of all files together: a city of 700,000 people has fewer. Each takes about 1.5 kB of memory while it is read."""
MOST_COLUMNS = 200
PART = "学校ごとに分けて取り込んでください。"
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error)
"""What Python's zipfile raises for a file that is none, is locked, cut off, or has a byte changed."""


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
    if sum(path.stat().st_size for path in found.values()) > LARGEST:
        return too_large()
    return _bundle({name: path.read_bytes() for name, path in found.items()})


def from_zip(source: IO[bytes]) -> Bundle:
    """Every known file of a zip, wherever in it the files lie."""
    try:
        with zipfile.ZipFile(source) as packed:
            known = [one for one in packed.infolist() if Path(one.filename).name in (*FILES, *OTHERS)]
            content = _unpacked(packed, known)
    except BROKEN:
        return refused("ZIP ファイルとして開けません。", "OneRoster の CSV を入れた、鍵のない ZIP を選んでください。")
    if content is None:
        return too_large()
    if len(content) < len(known):
        return refused("同じ名前のファイルが2つ以上入っています。", "1回分の名簿だけを ZIP にしてください。")
    return _bundle(content)


def _unpacked(packed: zipfile.ZipFile, known: list[zipfile.ZipInfo]) -> dict[str, bytes] | None:
    """By name; None when it is more than fits. What the head of a file says of its size is not believed."""
    content: dict[str, bytes] = {}
    left = LARGEST
    for info in known:
        with packed.open(info) as file:
            content[Path(info.filename).name] = read = file.read(left + 1)
        left -= len(read)
        if left < 0:
            return None
    return content


def refused(ja: str, mend: str) -> Bundle:
    """A bundle that is not read at all, and why."""
    return Bundle(misfits=[Misfit("", 0, "", ja, mend)])


def too_large() -> Bundle:
    return refused(f"ファイルが大きすぎます(合わせて {LARGEST // 1024 // 1024} MB まで)。", PART)


def _bundle(content: Mapping[str, bytes]) -> Bundle:
    if sum(max(raw.count(b"\n"), raw.count(b"\r")) for raw in content.values()) > MOST_LINES:
        return refused(f"行が多すぎます(合わせて {MOST_LINES:,} 行まで)。", PART)
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
        if len(heading) > MOST_COLUMNS:
            ja = f"列が多すぎます({MOST_COLUMNS}列まで)。"
            bundle.misfits.append(Misfit(name, 1, "", ja, "OneRoster の見出しのまま書き出してください。"))
            return
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
