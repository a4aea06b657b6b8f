"""`madoguchi check` and `madoguchi schema`, as somebody types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.declare.towns import GOLDEN, NINTEI, changed

MADOGUCHI = [str(Path(sys.executable).with_name("madoguchi"))]


def madoguchi(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    return subprocess.run([*MADOGUCHI, *words], capture_output=True, text=True, check=False, env=environment)


def test_a_town_without_mistakes_ends_well() -> None:
    done = madoguchi("check", str(GOLDEN))
    assert (done.returncode, done.stdout, done.stderr) == (0, "誤りはありません。\n", "")


def test_a_mistake_is_told_by_file_line_and_column_with_a_way_to_mend_it(tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI, ("shield: true, ", ""))
    done = madoguchi("check", str(folder))
    assert done.returncode == 1
    assert done.stdout == (
        f"{folder}/{NINTEI}:17:14: 住所の項目「home」に shield がありません。 [address-without-shield]\n"
        "    直し方: 支援措置の対象の方について隠すなら shield: true、隠さないなら shield: false と、必ず書いてください。\n"
        "直すところが1件あります。\n"
    )


def test_the_same_is_told_in_english(tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI, ("shield: true, ", ""))
    done = madoguchi("check", str(folder), "--lang", "en")
    assert "The address `home` does not say whether it is shielded. [address-without-shield]" in done.stdout
    assert done.stdout.endswith("1 to mend.\n")


def test_an_editor_gets_json(tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI, ("label: {ja: 氏名}", "lable: {ja: 氏名}"))
    done = madoguchi("check", str(folder), "--json")
    (finding,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert finding["file"] == f"{folder}/{NINTEI}"
    assert (finding["line"], finding["column"], finding["code"]) == (15, 40, "unknown-key")
    assert set(finding) == {"file", "line", "column", "code", "ja", "en", "mend_ja", "mend_en"}
    assert json.loads(madoguchi("check", str(GOLDEN), "--json").stdout) == []


def test_an_office_that_will_have_ended_is_told_for_that_day(tmp_path: Path) -> None:
    folder = changed(tmp_path, NINTEI, ("owner: kodomo-seisaku ", "owner: joho-system "))
    assert madoguchi("check", str(folder), "--on", "2026-03-31").returncode == 0
    assert "owner-ended" in madoguchi("check", str(folder), "--on", "2026-04-01").stdout
    assert madoguchi("check", str(folder), "--on", "R8.4.1").returncode == 2


@pytest.mark.parametrize("kind", ["procedure", "purpose", "municipality", "text"])
def test_a_schema_is_printed(kind: str) -> None:
    assert json.loads(madoguchi("schema", kind).stdout)["$schema"].endswith("2020-12/schema")


def test_neither_command_imports_django() -> None:
    program = (
        "import sys; from madoguchi.site.cli import main; "
        f"main(['check', {str(GOLDEN)!r}]); main(['schema', 'procedure']); "
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0
