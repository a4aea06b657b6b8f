"""What the command says of files made in the manner of municipal ones: each text was read beside its file, line by line.

`python -m tests.unit.opendata.test_made_files` writes them anew; read the difference before you keep it.
"""

import contextlib
import io
from pathlib import Path

import pytest

from madoguchi.opendata.cli import main

MADE = Path(__file__).parents[2] / "data" / "opendata" / "made"
GOLDEN = Path(__file__).parent / "golden" / "made"
FILES = sorted(path.name for path in MADE.iterdir())


def told(name):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        main(["check", str(MADE / name), "--all"])
    return said.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_a_dirty_file_is_judged_as_a_person_would(name):
    assert told(name) == (GOLDEN / f"{Path(name).stem}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FILES if "broken" not in name])
def test_what_is_mended_is_not_told_again(name, tmp_path, capsys):
    mended = tmp_path / "mended.csv"
    main(["repair", str(MADE / name), "--accept", "provable", "--out", str(mended)])
    capsys.readouterr()
    main(["repair", str(mended), "--accept", "provable", "--out", str(tmp_path / "again.csv")])
    assert capsys.readouterr().out.startswith("0 か所")


if __name__ == "__main__":
    for one in FILES:
        (GOLDEN / f"{Path(one).stem}.txt").write_text(told(one), encoding="utf-8")
