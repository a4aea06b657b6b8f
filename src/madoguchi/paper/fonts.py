"""Fonts for letters: where Japanese ones lie, and a small copy of them, so that each letter need not cut 20 MB to size.

The small copy holds the letters of JIS X 0208 and all their variants (異体字セレクタ). A rarer letter of a name comes
from the whole font, which stands behind it in the style sheet. Same drawings, a third of the time, a third of the file.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLACES: tuple[tuple[str, Path, Path], ...] = (
    (
        "Noto Sans CJK JP",
        Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
        Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"),
    ),
    (
        "IPAexGothic",
        Path("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"),
        Path("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"),
    ),
)
"""Family, regular and bold, in the order in which they are liked. From fonts-noto-cjk and fonts-ipaexfont-gothic."""

SMALL = "Madoguchi Letter"
WEIGHTS = {"regular": 400, "bold": 700}


@dataclass(frozen=True)
class Font:
    """A Japanese font of this machine."""

    family: str
    files: dict[str, Path]


def installed() -> Font | None:
    """The first that is there, or None."""
    for family, regular, bold in PLACES:
        if regular.exists() and bold.exists():
            return Font(family, {"regular": regular, "bold": bold})
    return None


def prepare(folder: Path) -> bool:
    """Make the small copies unless they are there; takes some seconds, once per data directory. False without a font."""
    font = installed()
    if font is None:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for weight, source in font.files.items():
        target = _target(folder, font, weight)
        if not target.exists():
            fresh = target.with_name(f"{target.name}.{os.getpid()}")
            _cut(source, fresh)
            fresh.replace(target)
    return True


def style(folder: Path | None) -> str:
    """The CSS that names the fonts: the small copies where they are prepared, the whole font behind them."""
    font = installed()
    family = f'"{font.family}", sans-serif' if font else "sans-serif"
    small = {weight: _target(folder, font, weight) for weight in WEIGHTS} if folder and font else {}
    if not small or not all(path.exists() for path in small.values()):
        return f"html {{ font-family: {family} }}"
    return "\n".join([*_faces(small), f'html {{ font-family: "{SMALL}", {family} }}'])


def _faces(small: dict[str, Path]) -> Iterator[str]:
    for weight, path in small.items():
        yield (
            f'@font-face {{ font-family: "{SMALL}"; font-weight: {WEIGHTS[weight]}; src: url("{path.resolve().as_uri()}") }}'
        )


def _target(folder: Path, font: Font, weight: str) -> Path:
    """Named after the font and its size, so that another version of it is another copy."""
    return folder / f"{font.family.replace(' ', '')}-{weight}-{font.files[weight].stat().st_size}.otf"


def _cut(source: Path, target: Path) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.hinting, options.layout_features, options.notdef_outline = False, [], True
    options.drop_tables += ["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=set(letters()))
    whole = TTFont(source, fontNumber=0, lazy=True)
    subsetter.subset(whole)
    whole.save(target)


def letters() -> Iterator[int]:
    """Latin letters, Latin-1, and everything of JIS X 0208."""
    yield from range(0x20, 0x7F)
    yield from range(0xA0, 0x100)
    for row in range(0x21, 0x7F):
        for cell in range(0x21, 0x7F):
            try:
                yield ord(bytes((0x1B, 0x24, 0x42, row, cell, 0x1B, 0x28, 0x42)).decode("iso2022_jp"))
            except UnicodeDecodeError:
                continue


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
