"""The golden town, and copies of it with one thing changed."""

import shutil
from pathlib import Path

import yaml

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
MIDORI = HERE.parents[2] / "src" / "madoguchi" / "demo" / "midori"
NINTEI = "procedures/jido-teate-nintei.yaml"


def changed(folder: Path, file: str, *changes: tuple[str, str]) -> Path:
    """A copy of the golden town in which pieces of one file are replaced; each piece must be there."""
    shutil.copytree(GOLDEN, folder, dirs_exist_ok=True)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{file} has no {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return folder


def wrong_towns() -> dict[str, dict]:
    """The corpus: every case of wrong/*.yaml by its name."""
    cases = [one for file in sorted((HERE / "wrong").glob("*.yaml")) for one in yaml.safe_load(file.read_bytes())]
    return {one["name"]: one for one in cases}
