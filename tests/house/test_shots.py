"""The pictures of the documents: few, small, and each of them shown somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHOTS = ROOT / "docs" / "shots"
PAPERS = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
SHOWN = re.compile(r"shots/([a-z0-9-]+\.png)")
MOST, LARGEST = 40, 250_000


def shown() -> set[str]:
    return {name for paper in PAPERS for name in SHOWN.findall(paper.read_text(encoding="utf-8"))}


def test_every_picture_is_shown_and_every_shown_picture_is_there() -> None:
    assert {path.name for path in SHOTS.glob("*.png")} == shown()


def test_pictures_are_few_and_small() -> None:
    sizes = {path.name: path.stat().st_size for path in SHOTS.glob("*.png")}
    assert len(sizes) <= MOST
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
