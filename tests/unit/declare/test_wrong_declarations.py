"""Every wrong declaration of the corpus is told: at its place, by its code, in Japanese and English, with a way to mend it.

A case of wrong/*.yaml changes one file of the golden town (`change` → `to`, or the whole `content`, or `delete`).
`at` is line:column of that file; a finding in another file names it.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from madoguchi.declare.loading import DeclarationErrors, check_town, load_town
from tests.unit.declare.towns import GOLDEN, changed, wrong_towns

CASES = wrong_towns()
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_what_is_wrong_and_how_to_mend_it(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    findings = check_town(spoil(case, tmp_path), today=TODAY)
    told = [
        {
            "at": f"{one.line}:{one.column}" if one.file == case["file"] else f"{one.file}:{one.line}:{one.column}",
            "code": one.code,
            "ja": one.ja,
            "en": one.en,
            "mend": one.mend_ja,
        }
        for one in findings
    ]
    assert told == case["found"]
    assert all(one.mend_en for one in findings)


def spoil(case: dict, folder: Path) -> Path:
    if "change" in case or "changes" in case:
        changes = case.get("changes") or [(case["change"], case["to"])]
        return changed(folder, case["file"], *map(tuple, changes))
    shutil.copytree(GOLDEN, folder, dirs_exist_ok=True)
    path = folder / case["file"]
    path.parent.mkdir(exist_ok=True)
    if case.get("delete"):
        path.unlink()
    else:
        path.write_text(case["content"], encoding="utf-8")
    return folder


def test_the_corpus_is_large_and_its_names_are_sentences_of_their_own() -> None:
    assert len(CASES) >= 60


def test_a_wrong_town_cannot_be_loaded_and_says_everything_at_once(tmp_path: Path) -> None:
    case = CASES["mistakes of shape, of names and of law are told together"]
    with pytest.raises(DeclarationErrors) as error:
        load_town(spoil(case, tmp_path))
    assert len(error.value.findings) == 4
    assert "procedures/jido-teate-nintei.yaml:15:40: There is no key `lable` here." in str(error.value)


def test_every_code_has_a_wrong_declaration() -> None:
    from madoguchi.declare.codes import every_code

    shown = {found["code"] for case in CASES.values() for found in case["found"]}
    elsewhere = {"not-utf8", "file-too-large", "no-folder", "unreadable-file"}  # tests/unit/declare/test_strict_yaml.py
    elsewhere |= {"dataset-no-purpose"}  # tests/unit/declare/test_datasets.py
    elsewhere |= {"indicator-same-answers"}  # tests/unit/declare/test_answers_counted.py
    elsewhere |= {"areas-not-json", "areas-not-drawable"}  # tests/unit/declare/test_areas.py
    assert set(every_code()) - shown - elsewhere == set()
