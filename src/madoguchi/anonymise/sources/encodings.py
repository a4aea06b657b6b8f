"""Text files of Japanese offices: UTF-8 is read as it is, Shift_JIS (CP932) and UTF-16 are turned into UTF-8 first."""

import codecs
from pathlib import Path

from madoguchi.anonymise.errors import Trouble

BLOCK = 1 << 20


def as_utf8(path: Path, folder: Path) -> Path:
    """The file itself if it is UTF-8, else a copy in the private folder; a byte that fits nowhere is told by its line."""
    with path.open("rb") as file:
        start = file.read(4)
    marked = "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else None
    if marked is None and _first_stranger(path, "utf-8") is None:
        return path
    encoding = marked or "cp932"
    stranger = _first_stranger(path, encoding)
    if stranger is not None:
        raise _neither(path.name, max(stranger, (marked is None and _first_stranger(path, "utf-8")) or 0))
    return _turned(path, folder / "input.csv", encoding)


def _first_stranger(path: Path, encoding: str) -> int | None:
    """The line of the first byte that the encoding does not know; None when all fits."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += block.count(b"\n")
    return None


def _turned(path: Path, copy: Path, encoding: str) -> Path:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as source, copy.open("w", encoding="utf-8", newline="") as target:
        while block := source.read(BLOCK):
            target.write(decoder.decode(block))
    return copy


def _neither(name: str, line: int) -> Trouble:
    return Trouble(
        "encoding",
        ja=f"{name}:{line}: 読めない文字があります (UTF-8 でも Shift_JIS でもありません)。",
        en=f"{name}:{line}: this line is neither UTF-8 nor Shift_JIS.",
        mend_ja="UTF-8 の CSV で保存しなおしてください。",
        mend_en="Save the file as CSV in UTF-8.",
    )
